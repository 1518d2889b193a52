import type { DeskAct } from "./acts.ts";

/** Where the desk's pages are. Numbers of keys hold any sign, so they stand in the query. */
export const deskPaths = {
  home: "/desk",
  login: "/desk/login",
  logout: "/desk/logout",
  enrol: "/desk/enrol",
  confirm: "/desk/confirm",
  language: "/desk/language",
  key: "/desk/key",
  holder: "/desk/holder",
  people: "/desk/people",
  peopleFile: "/desk/people.csv",
  peopleImport: "/desk/people/import",
  keys: "/desk/keys",
  keysFile: "/desk/keys.csv",
  many: "/desk/keys/act",
  manyDo: "/desk/keys/act/do",
  fleet: "/desk/fleet",
  fleetFile: "/desk/fleet.csv",
  letters: "/desk/letters",
  tickets: "/desk/tickets",
  ticket: "/desk/ticket",
  ticketFile: "/desk/ticket/file",
  journal: "/desk/journal",
  import: "/desk/import",
  assignMany: "/desk/assign-many",
} as const;

export function keyPath(serial: string): string {
  return `${deskPaths.key}?serial=${encodeURIComponent(serial)}`;
}

/** Returns the address of the letters that go with these keys. */
export function lettersPath(serials: readonly string[]): string {
  return `${deskPaths.letters}?${new URLSearchParams(serials.map((serial): [string, string] => ["serial", serial]))}`;
}

export function holderPath(holder: string): string {
  return `${deskPaths.holder}?identifier=${encodeURIComponent(holder)}`;
}

/** Returns the address of the people of a school, of those behind the first `from`. */
export function schoolPath(school: string, from: number = 0): string {
  const parameters = new URLSearchParams({ school, ...(from > 0 && { from: `${from}` }) });
  return `${deskPaths.people}?${parameters}`;
}

export function actPath(act: DeskAct, serial: string): string {
  return `${deskPaths.key}/${act}?serial=${encodeURIComponent(serial)}`;
}

/** Returns the address of a list of keys as these parameters say; those that are null are left out. */
export function keysPath(
  path: string,
  parameters: Readonly<Record<string, string | number | null>> = {},
): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null) given.set(name, String(value));
  }
  return given.size === 0 ? path : `${path}?${given}`;
}

export function ticketPath(number: string): string {
  return `${deskPaths.ticket}?number=${encodeURIComponent(number)}`;
}

/** Returns the address with where to go on behind it. */
export function pathWithReturn(path: string, to: string): string {
  return `${path}?to=${encodeURIComponent(to)}`;
}

/** Returns the address when it is one of the desk's own, else the desk's first page. */
export function ownPath(text: string | undefined): string {
  if (text === undefined || !/^\/desk(?:[/?][\x21-\x7e]*)?$/u.test(text)) return deskPaths.home;
  // What a browser would read as another host, or as a step upwards, is none of ours.
  return /\\|\/\/|\/\.\.?(?:\/|\?|$)/u.test(text.split("?", 1)[0] ?? "") ? deskPaths.home : text;
}
