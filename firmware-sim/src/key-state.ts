import {
  type CodeParameters,
  codeParameters,
  parseSeedHex,
  seedBytesMax,
  seedBytesMin,
  type UnixMilliseconds,
  unixMilliseconds,
} from "@jeton/core/units";
import { bytesToHex } from "@noble/hashes/utils.js";
import { type KeyClock, ratePpmMax } from "./clock/key-clock.ts";
import { checkedQuartz, type Quartz } from "./quartz/quartz.ts";

/** Everything that makes a simulated key what it is, apart from the source of true time. */
export type KeyMakeup = {
  readonly serial: string;
  readonly seed: Uint8Array;
  readonly parameters: CodeParameters;
  readonly clock: KeyClock;
};

/**
 * A simulated key as plain JSON data, to be stored and restored.
 * SECRET: `seedHex` is the key's seed. Whoever holds it can make the key's codes.
 */
export type SimulatedKeyState = {
  /** Version of this format. */
  readonly version: 1;
  readonly serial: string;
  readonly seedHex: string;
  readonly parameters: CodeParameters;
  readonly clock: KeyClock;
};

/** Says that stored data is no key: `path` names the field. The message never holds the seed. */
export class KeyStateError extends Error {
  readonly code = "KEY_STATE_UNUSABLE";
  /** The unusable field, such as "clock.rateError". */
  readonly path: string;

  constructor(path: string, problem: string, options?: ErrorOptions) {
    super(`Cannot read ${path} of a key's state: ${problem}`, options);
    this.name = "KeyStateError";
    this.path = path;
  }
}

/** Answers the key as data. `parseKeyState` is the way back. */
export function keyState(key: KeyMakeup): SimulatedKeyState {
  return {
    version: 1,
    serial: key.serial,
    seedHex: bytesToHex(key.seed),
    parameters: key.parameters,
    clock: key.clock,
  };
}

/** Answers the key that `state` describes. Throws KeyStateError when it describes none. */
export function parseKeyState(state: unknown): KeyMakeup {
  const fields = recordAt("state", state);
  if (fields.version !== 1) throw new KeyStateError("version", "expected 1");
  return {
    serial: attempt("serial", () => checkedSerial(fields.serial)),
    seed: attempt("seedHex", () => parseSeedHex(String(fields.seedHex))),
    parameters: parseParameters(fields.parameters),
    clock: parseClock(recordAt("clock", fields.clock)),
  };
}

/**
 * Answers `serial` when it can be engraved: 1 to 32 printable characters, blanks inside only.
 * Throws RangeError otherwise.
 */
export function checkedSerial(serial: unknown): string {
  const printable = /^(?! )[^\p{C}\p{Zl}\p{Zp}]{1,32}(?<! )$/u;
  if (typeof serial === "string" && printable.test(serial)) return serial;
  throw new RangeError("Cannot use a serial number: expected 1 to 32 printable characters");
}

/** Answers a copy of `seed`. Throws RangeError when it is empty or longer than 1024 bytes. */
export function checkedSeed(seed: Uint8Array): Uint8Array {
  if (seed.length >= seedBytesMin && seed.length <= seedBytesMax) return Uint8Array.from(seed);
  throw new RangeError(
    `Cannot use a seed of ${seed.length} bytes: expected ${seedBytesMin} to ${seedBytesMax}`,
  );
}

function parseParameters(value: unknown): CodeParameters {
  const { algorithm, digits, periodSeconds, t0Seconds } = recordAt("parameters", value);
  // codeParameters checks each field at run time; what it lets through has this type.
  const wanted = { algorithm, digits, periodSeconds, t0Seconds } as CodeParameters;
  return attempt("parameters", () => codeParameters(wanted));
}

function parseClock(fields: Readonly<Record<string, unknown>>): KeyClock {
  const rateErrorMax = ratePpmMax * 1000;
  return {
    trueAt: momentAt("clock.trueAt", fields.trueAt),
    believedAt: momentAt("clock.believedAt", fields.believedAt),
    fractionPicoseconds: wholeAt("clock.fractionPicoseconds", fields.fractionPicoseconds, {
      min: 0,
      max: 999_999_999,
    }),
    rateError: wholeAt("clock.rateError", fields.rateError, {
      min: -rateErrorMax,
      max: rateErrorMax,
    }),
    quartz: parseQuartz(recordAt("clock.quartz", fields.quartz)),
  };
}

function parseQuartz(fields: Readonly<Record<string, unknown>>): Quartz {
  const { turnoverCelsius, parabolaPpm, ageingPpm, walkPpm, walkSeed, bornAt } = fields;
  const temperature = recordAt("clock.quartz.temperature", fields.temperature);
  // checkedQuartz checks each field at run time; what it lets through has this type.
  const given = { turnoverCelsius, parabolaPpm, ageingPpm, walkPpm, walkSeed, bornAt, temperature };
  return attempt("clock.quartz", () => checkedQuartz(given as unknown as Quartz));
}

function momentAt(path: string, value: unknown): UnixMilliseconds {
  return unixMilliseconds(wholeAt(path, value, { min: 0, max: Number.MAX_SAFE_INTEGER }));
}

function wholeAt(
  path: string,
  value: unknown,
  limits: { readonly min: number; readonly max: number },
): number {
  const { min, max } = limits;
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= min && value <= max) {
    return value;
  }
  throw new KeyStateError(path, `expected a whole number from ${min} to ${max}`);
}

function recordAt(path: string, value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Readonly<Record<string, unknown>>;
  }
  throw new KeyStateError(path, "expected an object");
}

function attempt<T>(path: string, check: () => T): T {
  try {
    return check();
  } catch (cause) {
    throw new KeyStateError(path, cause instanceof Error ? cause.message : "unusable", { cause });
  }
}
