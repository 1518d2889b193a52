import { parseSeedHex, type UnixMilliseconds, unixMilliseconds } from "@jeton/core";
import {
  celsiusMax,
  celsiusMin,
  type TemperatureProfileName,
  temperatureProfiles,
} from "@jeton/key";
import { type HabitName, habits } from "./habits.ts";

/** What kind of key it is: one whose display is always on, one that shows its code at a press, or a counter key. */
export const keyKinds = ["always-on", "button", "counter"] as const;
export type KeyKind = (typeof keyKinds)[number];

/** From what a key, its validator and its holder are made. */
export type Settings = {
  readonly kind: KeyKind;
  readonly seedHex: string;
  readonly periodSeconds: 30 | 60;
  /** When the page begins, Unix ms. */
  readonly startsAt: UnixMilliseconds;
  /** So many days before that the key was put in service. */
  readonly livedDays: number;
  /** The number of the crystal, from which its flaws are drawn; null for a perfect one. */
  readonly crystal: number | null;
  /** The crystal's tolerance, ppm; null for the one that belongs to its number. */
  readonly ratePpm: number | null;
  /** Where the key lies: a profile, or so many °C. */
  readonly place: TemperatureProfileName | number;
  readonly habit: HabitName;
};

/** The seed of RFC 4226's test values: nothing here is secret. */
const rfcSeedHex = "3132333435363738393031323334353637383930";

/** Returns the settings of a page that was opened without any. */
export function defaultSettings(now: UnixMilliseconds): Settings {
  return {
    ...{ kind: "always-on", seedHex: rfcSeedHex, periodSeconds: 60 },
    ...{ startsAt: now, livedDays: 120, crystal: 36, ratePpm: null },
    ...{ place: "office", habit: "weekly" },
  };
}

/**
 * Returns the settings that the fragment of an address names, as in `#kind=button&crystal=12&habit=yearly`, and
 * what of it cannot be used, one sentence each; the defaults stand for all that is missing or unusable.
 */
export function readSettings(
  fragment: string,
  now: UnixMilliseconds,
): { readonly settings: Settings; readonly problems: readonly string[] } {
  const given = new URLSearchParams(fragment.replace(/^#/, ""));
  const problems: string[] = [];
  let settings = defaultSettings(now);
  for (const [name, text] of given) {
    const field = fields.get(name);
    const change = field?.read(text) ?? null;
    if (change !== null) settings = { ...settings, ...change };
    else problems.push(`Cannot use "${name}=${text}": ${field?.wanted ?? namesWanted}`);
  }
  return { settings, problems };
}

/** Returns the fragment that `readSettings` reads as these settings. */
export function writeSettings(settings: Settings): string {
  const { kind, seedHex, periodSeconds, startsAt, livedDays, crystal, ratePpm, place, habit } =
    settings;
  const given = new URLSearchParams({
    kind,
    seed: seedHex,
    period: String(periodSeconds),
    at: String(startsAt),
    lived: String(livedDays),
    crystal: crystal === null ? "perfect" : String(crystal),
    ...(ratePpm !== null && { ppm: String(ratePpm) }),
    place: String(place),
    habit,
  });
  return `#${given}`;
}

/** Ten years: of a key that logs in daily they take about a second to live. */
const livedDaysMax = 3652;

/** The year 1990: what was lived before lies behind 1970, when steps begin. */
const startMin = Date.UTC(1990, 0, 1);
/** The year 2200: what follows leaves room for centuries of play. */
const startMax = Date.UTC(2200, 0, 1);

/** One setting of an address: what it wants, and how it is read; null for what it cannot be. */
type Field = {
  readonly wanted: string;
  readonly read: (text: string) => Partial<Settings> | null;
};

// A map, since names come from an address: "constructor" and "__proto__" are names of nothing.
const fields: ReadonlyMap<string, Field> = new Map(
  Object.entries<Field>({
    kind: {
      wanted: `expected ${keyKinds.join(", ")}`,
      read: (text) => {
        const kind = keyKinds.find((each) => each === text);
        return kind === undefined ? null : { kind };
      },
    },
    seed: {
      wanted: "expected a seed in hexadecimal digits",
      read: (text) => {
        try {
          parseSeedHex(text);
          return { seedHex: text };
        } catch {
          return null;
        }
      },
    },
    period: {
      wanted: "expected 30 or 60 seconds",
      read: (text) => {
        const period = ([30, 60] as const).find((each) => String(each) === text);
        return period === undefined ? null : { periodSeconds: period };
      },
    },
    at: {
      wanted: "expected whole Unix milliseconds of the years 1990 to 2199",
      read: (text) => {
        const at = wholeIn(text, startMin, startMax);
        return at === null ? null : { startsAt: unixMilliseconds(at) };
      },
    },
    lived: {
      wanted: `expected 0 to ${livedDaysMax} days`,
      read: (text) => {
        const livedDays = wholeIn(text, 0, livedDaysMax);
        return livedDays === null ? null : { livedDays };
      },
    },
    crystal: {
      wanted: "expected a number from 0 to 4294967295, or perfect",
      read: (text) => {
        const crystal = text === "perfect" ? null : wholeIn(text, 0, 2 ** 32 - 1);
        return crystal === null && text !== "perfect" ? null : { crystal };
      },
    },
    ppm: {
      wanted: "expected -5000 to 5000",
      read: (text) => {
        const ratePpm = numberIn(text, -5000, 5000);
        return ratePpm === null ? null : { ratePpm };
      },
    },
    place: {
      wanted: `expected ${Object.keys(temperatureProfiles).join(", ")}, or ${celsiusMin} to ${celsiusMax} °C`,
      read: (text) => {
        const name = (Object.keys(temperatureProfiles) as TemperatureProfileName[]).find(
          (each) => each === text,
        );
        const place = name ?? numberIn(text, celsiusMin, celsiusMax);
        return place === null ? null : { place };
      },
    },
    habit: {
      wanted: `expected ${habits.map(({ name }) => name).join(", ")}`,
      read: (text) => {
        const habit = habits.find(({ name }) => name === text);
        return habit === undefined ? null : { habit: habit.name };
      },
    },
  }),
);

const namesWanted = `expected one of ${[...fields.keys()].join(", ")}`;

function wholeIn(text: string, min: number, max: number): number | null {
  const value = numberIn(text, min, max);
  return value !== null && Number.isInteger(value) ? value : null;
}

function numberIn(text: string, min: number, max: number): number | null {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  return value >= min && value <= max ? value : null;
}
