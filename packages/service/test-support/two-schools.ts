import { codeParameters, unixMilliseconds } from "@jeton/core";
import { actOnStoredKey, addKey, type Ports } from "@jeton/validator/parts";
import { nobody } from "../../../test/support/people.ts";
import { keepReason } from "../src/desk/act-notes.ts";
import { deskActs } from "../src/desk/acts.ts";
import { directoryOf } from "../src/holders/directory-of.ts";
import { openTicket } from "../src/tickets/index.ts";
import { addHeardKey } from "./heard-keys.ts";
import { addEnrolled } from "./test-staff.ts";

/** By what somebody of a school, their key and their request are named. */
export type Ids = {
  readonly school: string;
  readonly serial: string;
  readonly holder: string;
  /** Somebody without a key. */
  readonly free: string;
  /** Of a ticket with a file. */
  readonly number: string;
};

export const ownSchool = "0690001A";
export const foreignSchool = "0750002F";

/** Returns names that nothing and nobody has; a ticket's would stand in the place of a foreign one in a list. */
export function unknownIds(foreign: Ids): Ids {
  return {
    ...{ school: "0999999Z", serial: "UNKNOWN-9", holder: "ulla.unknown", free: "ulf.unknown" },
    // Beside theirs, so that lists that begin behind either are the same.
    number: `${foreign.number.slice(0, -1)}${foreign.number.endsWith("Z") ? "Y" : "Z"}`,
  };
}

/** Keys that nobody has, in either desk. */
export const stock = ["STOCK-1", "STOCK-2", "STOCK-3", "STOCK-4", "STOCK-5", "STOCK-6"] as const;

/** Returns the serial of the own key that an act is tried on. */
export function ownKeyOf(act: string): string {
  return `OWN-${act}`;
}

/** Fills a desk with what the staff of the own school see, and with keys in stock. */
export async function addOwn(ports: Ports): Promise<Ids> {
  for (const serial of stock) await put(ports, serial);
  const ids = await addSchool(ports, ownSchool, "own", "Ownname");
  for (const act of deskActs) await give(ports, ownKeyOf(act), `own.${act}`, ownSchool);
  return ids;
}

/**
 * Adds what they must not notice: another school, people of no school, holders whom the directory does not know, keys that
 * nobody has, and staff of others. None of it is in a desk that has what `addOwn` adds alone.
 */
export async function addForeign(ports: Ports): Promise<Ids> {
  const ids = await addSchool(ports, foreignSchool, "foreign", "Foreignname");
  await give(ports, "FOREIGN-NIL", "foreign.nil", "");
  await give(ports, "FOREIGN-GHOST", "foreign.ghost", null);
  await put(ports, "FOREIGN-STOCK");
  for (const [index, act] of (["lose", "retire", "suspend"] as const).entries()) {
    await give(ports, `FOREIGN-${act}`, `foreign.${index}`, foreignSchool);
    await actOnStoredKey(ports, `FOREIGN-${act}`, { kind: act }, "staff:foreign");
  }
  await addEnrolled(ports, "foreign-staff", "desk", [foreignSchool]);
  await addEnrolled(ports, "foreign-root", "officer");
  return ids;
}

/** What of a foreign desk no page may show. */
export const foreignWords: readonly RegExp[] = [/foreign/iu, new RegExp(foreignSchool, "u")];

async function addSchool(
  ports: Ports,
  school: string,
  word: string,
  familyName: string,
): Promise<Ids> {
  const serial = `${word.toUpperCase()}-0001`;
  const [holder, free] = [`${word}.taken`, `${word}.free`];
  await addHeardKey(ports, { serial, days: 30, ratePpm: word === "own" ? 1 : 90 });
  const entry = { ...nobody, familyName, email: `${word}@ac.test`, school };
  await directoryOf(ports).put({ ...entry, holder }, 0);
  await directoryOf(ports).put({ ...entry, holder: free }, 0);
  await actOnStoredKey(ports, serial, { kind: "assign", holder }, `staff:${word}`);
  await keepReason(ports, serial, `staff:${word}`, `${word} reason`);
  const content = {
    ...{ name: familyName, firstName: "", role: "", school: "", email: `${word}@ac.test` },
    ...{ phone: "", hours: "", subject: `${word} subject`, description: `${word} text` },
    ...{ accounts: "", keyNumber: serial },
  };
  const bytes = new TextEncoder().encode(`${word} file`);
  const file = {
    ...{ name: `${word}.png`, bytes: bytes.length, content: bytes },
    mediaType: "image/png",
  } as const;
  const given = { language: "fr", content, files: [file] } as const;
  const hour = (hours: number) => ({
    ...ports,
    clock: () => unixMilliseconds(ports.clock() + hours * 3_600_000),
  });
  const { number } = await openTicket(hour(1), given);
  // One by its account alone.
  const byAccount = { ...content, keyNumber: "", accounts: holder };
  await openTicket(hour(2), { ...given, content: byAccount, files: [] });
  return { school, serial, holder, free, number };
}

async function give(ports: Ports, serial: string, holder: string, school: string | null) {
  await put(ports, serial);
  if (school !== null) await directoryOf(ports).put({ ...nobody, holder, school }, 0);
  await actOnStoredKey(ports, serial, { kind: "assign", holder }, "staff:test");
}

async function put(ports: Ports, serial: string): Promise<void> {
  const parameters = codeParameters();
  await addKey(ports, { serial, seed: new Uint8Array(20).fill(5), parameters }, "staff:test");
}

/**
 * Returns all that is stored of keys, people and requests, and their events; what is kept of the staff's own sessions and of
 * pages between a form and its answer is left out.
 */
export async function everythingOf(ports: Ports): Promise<string> {
  const keys = (await ports.store.list({ after: null, limit: 1000 })).filter(
    ({ serial }) => !serial.startsWith("staff-"),
  );
  const page = { prefix: "", after: null, limit: 1000, newestFirst: false };
  const documents: unknown[] = [];
  for (const kind of await ports.documents.kinds()) {
    if (["staff-session", "kept-page", "desk-upload", "idempotency"].includes(kind)) continue;
    const found = await ports.documents.list(kind, page);
    documents.push(kind, ...found.filter(({ id }) => !id.startsWith("staff-")));
  }
  return JSON.stringify([keys, documents]);
}
