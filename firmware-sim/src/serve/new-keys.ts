import {
  type CodeParameters,
  codeParameters,
  counterParameters,
  firstCounterMax,
  type KeyParameters,
  parseOcraSuite,
} from "@jeton/core/units";
import {
  describeFinding,
  type FileKey,
  type KeyFileReading,
  readOtpauth,
  readPskc,
} from "@jeton/keyfiles";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import type { CounterKeyPlan, KeyPlan, KeypadKeyPlan, NewKeyOperation } from "./operation.ts";

/** How keys are asked for. What is left out has a default. */
export type NewKeysRequest = WantedKey & KeySource;

type WantedKey = {
  readonly serial?: string | undefined;
  readonly parameters?:
    | { readonly [K in keyof CodeParameters]?: CodeParameters[K] | undefined }
    | undefined;
  readonly display?: KeyPlan["display"] | undefined;
  readonly selfTestMilliseconds?: number | undefined;
  readonly offsetMilliseconds?: number | undefined;
  readonly ratePpm?: number | undefined;
  readonly quartzSeed?: number | null | undefined;
  readonly randomSeed?: number | undefined;
};

/** What a bare seed does not say: what makes the code another one, and where a counter begins. */
type WantedKind = {
  readonly kind?: "totp" | "hotp" | "ocra" | undefined;
  readonly counter?: number | undefined;
  readonly suite?: string | undefined;
};

type KeySource =
  | ({ readonly from: "random"; readonly count?: number | undefined } & WantedKind)
  | ({ readonly from: "seed"; readonly seedHex: string } & WantedKind)
  | { readonly from: "otpauth"; readonly uri: string }
  | {
      readonly from: "pskc";
      readonly xml: string;
      readonly password?: string | undefined;
      readonly preSharedKeyHex?: string | undefined;
    };

/** What the maker of plans needs from outside. */
export type PlanParts = {
  readonly random: (bytes: number) => Uint8Array;
  /** Returns whether a key with that serial number is there. */
  readonly isTaken: (serial: string) => boolean;
};

/**
 * Returns the operations that make the keys that were asked for; none of them is made yet. Throws RangeError
 * for values out of range, KeyFileError for a file that is none, and RangeError that lists the
 * findings for a file with a bad key.
 */
export function planKeys(request: NewKeysRequest, parts: PlanParts): readonly NewKeyOperation[] {
  const found = foundKeys(request, parts);
  const given = new Set<string>();
  return found.map(({ counter, suite, ...key }, index) => {
    const wanted = found.length === 1 ? (request.serial ?? key.serial) : key.serial;
    const serial = wanted ?? freeSerial((name) => given.has(name) || parts.isTaken(name));
    given.add(serial);
    const named = { ...key, serial };
    if (suite !== null) {
      const plan = keypadKeyPlan(request, named, { suite, counter });
      return { kind: "create-keypad-key", key: plan };
    }
    return counter === null
      ? { kind: "create-key", key: timeKeyPlan(request, named, index) }
      : { kind: "create-counter-key", key: counterKeyPlan(request, named, counter) };
  });
}

type FoundKey = Pick<FileKey, "serial" | "seed" | "counter"> & {
  /** The OCRA suite of a key with a keypad; null for another key. */
  readonly suite: string | null;
  readonly parameters: Partial<KeyParameters>;
};
type NamedKey = Omit<FoundKey, "counter" | "suite"> & { readonly serial: string };

function timeKeyPlan(
  request: NewKeysRequest,
  { serial, seed, parameters }: NamedKey,
  index: number,
): KeyPlan {
  return {
    serial,
    seedHex: bytesToHex(seed),
    parameters: codeParameters({ ...parameters, ...definedOf(request.parameters ?? {}) }),
    display: request.display ?? { kind: "always-on" },
    selfTestMilliseconds: request.selfTestMilliseconds ?? 0,
    offsetMilliseconds: request.offsetMilliseconds ?? 0,
    ratePpm: request.ratePpm ?? 0,
    quartzSeed: request.quartzSeed ?? null,
    randomSeed: (request.randomSeed ?? 1) + index,
  };
}

/** What a key without a clock cannot be asked for. */
const clockFields = [
  ...["periodSeconds", "t0Seconds", "offsetMilliseconds", "ratePpm", "quartzSeed"],
  ...["selfTestMilliseconds", "randomSeed"],
];

function counterKeyPlan(
  request: NewKeysRequest,
  { serial, seed, parameters }: NamedKey,
  counter: number,
): CounterKeyPlan {
  const { periodSeconds, t0Seconds, ...form } = definedOf(request.parameters ?? {});
  const of = { periodSeconds, t0Seconds, ...request };
  refuseFields(of, clockFields, 'of kind "hotp": it has no clock');
  const shownMilliseconds = shownAfterPress(request, '"hotp"', "its button moves the code on, ");
  requireCounter(counter);
  const { algorithm, digits } = counterParameters({ ...parameters, ...form });
  return { serial, seedHex: bytesToHex(seed), algorithm, digits, counter, shownMilliseconds };
}

function requireCounter(counter: number): void {
  if (counter <= firstCounterMax) return;
  throw new RangeError(`Cannot begin with counter ${counter}: expected 0 to ${firstCounterMax}`);
}

/** Throws RangeError for the first field of the request that a key of that kind has no use for. */
function refuseFields(of: object, names: readonly string[], why: string): void {
  const given = new Map(Object.entries(of));
  const misplaced = names.find((name) => (given.get(name) ?? null) !== null);
  if (misplaced === undefined) return;
  throw new RangeError(`Cannot use ${misplaced} for a key ${why}, leave it out`);
}

/** Returns how long a press shows the display, ms. Throws RangeError for one that is always on. */
function shownAfterPress({ display }: NewKeysRequest, kind: string, because: string): number {
  if (display === undefined) return 30_000;
  if (display.kind === "button") return display.shownMilliseconds;
  throw new RangeError(
    `Cannot make a key of kind ${kind} that is always on: ${because}wanted display.kind "button" or none`,
  );
}

const saidBySuite = ["parameters", "quartzSeed", "selfTestMilliseconds", "randomSeed"];

function keypadKeyPlan(
  request: NewKeysRequest,
  { serial, seed }: NamedKey,
  { suite, counter }: { readonly suite: string; readonly counter: number | null },
): KeypadKeyPlan {
  refuseFields(request, saidBySuite, 'of kind "ocra": its suite says all');
  const shownMilliseconds = shownAfterPress(request, '"ocra"', "");
  const { hasCounter } = parseOcraSuite(suite);
  if (counter !== null && !hasCounter) {
    throw new RangeError("Cannot use a counter for a suite without C: leave it out");
  }
  if (counter !== null) requireCounter(counter);
  return {
    ...{ serial, seedHex: bytesToHex(seed), suite, counter: counter ?? 0 },
    shownMilliseconds,
    offsetMilliseconds: request.offsetMilliseconds ?? 0,
    ratePpm: request.ratePpm ?? 0,
  };
}

function foundKeys(request: NewKeysRequest, { random }: PlanParts): readonly FoundKey[] {
  switch (request.from) {
    case "random": {
      const kind = kindOf(request);
      const bytes = kind.suite === null ? 20 : seedBytesOf(kind.suite);
      return Array.from({ length: request.count ?? 1 }, () => ({
        ...{ serial: null, seed: random(bytes), ...kind, parameters: {} },
      }));
    }
    case "seed": {
      const kind = kindOf(request);
      return [{ serial: null, seed: hexToBytes(request.seedHex), ...kind, parameters: {} }];
    }
    case "otpauth":
      // An otpauth URI names an account, not a key.
      return keysOf(readOtpauth(request.uri, { file: "uri" })).map((key) => ({
        ...key,
        serial: null,
        suite: null,
      }));
    case "pskc":
      return keysOf(readPskc(request.xml, { file: "xml", ...secretOf(request) })).map((key) => ({
        ...key,
        suite: key.parameters.suite ?? null,
      }));
    default:
      return request satisfies never;
  }
}

/** Returns the counter that a key of a bare seed begins with, null for one with a clock, and the suite of one with a keypad. */
function kindOf({
  kind = "totp",
  counter,
  suite,
}: WantedKind): Pick<FoundKey, "counter" | "suite"> {
  if (kind === "ocra") {
    if (suite !== undefined) return { counter: counter ?? null, suite };
    throw new RangeError(
      'Cannot make a key of kind "ocra": wanted a suite, such as OCRA-1:HOTP-SHA1-6:QN08',
    );
  }
  if (suite !== undefined) {
    throw new RangeError(
      `Cannot use a suite for a key of kind "${kind}": leave it out, or add kind "ocra"`,
    );
  }
  if (kind === "hotp") return { counter: counter ?? 0, suite: null };
  if (counter === undefined) return { counter: null, suite: null };
  throw new RangeError(
    'Cannot use a counter for a key with a clock: leave it out, or add kind "hotp"',
  );
}

/** RFC 6287 §5.1 wants a seed as long as the hash. */
function seedBytesOf(suite: string): number {
  const { algorithm } = parseOcraSuite(suite);
  return { "SHA-1": 20, "SHA-256": 32, "SHA-512": 64 }[algorithm];
}

function secretOf({
  password,
  preSharedKeyHex,
}: Extract<NewKeysRequest, { from: "pskc" }>): Pick<
  NonNullable<Parameters<typeof readPskc>[1]>,
  "secret"
> {
  if (preSharedKeyHex !== undefined) {
    return { secret: { kind: "pre-shared-key", key: hexToBytes(preSharedKeyHex) } };
  }
  return password === undefined ? {} : { secret: { kind: "password", password } };
}

function keysOf(reading: KeyFileReading): readonly FileKey[] {
  if (reading.kind === "read" && reading.keys.length > 0) return reading.keys;
  const found = reading.problems.map(describeFinding).join("; ") || "no key in it";
  throw new RangeError(`Cannot read the keys: ${found}`);
}

function freeSerial(isTaken: (serial: string) => boolean): string {
  for (let number = 1; ; number += 1) {
    const serial = String(number).padStart(9, "0");
    if (!isTaken(serial)) return serial;
  }
}

/** The fields that are there: a field that is undefined would hide a default. */
function definedOf<T extends object>(
  fields: T,
): Partial<{ [K in keyof T]: Exclude<T[K], undefined> }> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<{ [K in keyof T]: Exclude<T[K], undefined> }>;
}
