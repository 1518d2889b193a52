import { type CodeParameters, codeParameters } from "@jeton/core/units";
import {
  describeFinding,
  type FileKey,
  type KeyFileReading,
  readOtpauth,
  readPskc,
} from "@jeton/keyfiles";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import type { KeyPlan } from "./operation.ts";

/** How keys are asked for. What is left out has a default. */
export type NewKeysRequest = {
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
} & (
  | { readonly from: "random"; readonly count?: number | undefined }
  | { readonly from: "seed"; readonly seedHex: string }
  | { readonly from: "otpauth"; readonly uri: string }
  | {
      readonly from: "pskc";
      readonly xml: string;
      readonly password?: string | undefined;
      readonly preSharedKeyHex?: string | undefined;
    }
);

/** What the maker of plans needs from outside. */
export type PlanParts = {
  readonly random: (bytes: number) => Uint8Array;
  /** Returns whether a key with that serial number is there. */
  readonly isTaken: (serial: string) => boolean;
};

/**
 * Returns the plans of the keys that were asked for; none of them is made yet. Throws RangeError
 * for values out of range, KeyFileError for a file that is none, and RangeError that lists the
 * findings for a file with a bad key.
 */
export function planKeys(request: NewKeysRequest, parts: PlanParts): readonly KeyPlan[] {
  const found = foundKeys(request, parts);
  const given = new Set<string>();
  return found.map(({ serial, seed, parameters }, index) => {
    const wanted = found.length === 1 ? (request.serial ?? serial) : serial;
    const chosen = wanted ?? freeSerial((name) => given.has(name) || parts.isTaken(name));
    given.add(chosen);
    return {
      serial: chosen,
      seedHex: bytesToHex(seed),
      parameters: codeParameters({ ...parameters, ...definedOf(request.parameters ?? {}) }),
      display: request.display ?? { kind: "always-on" },
      selfTestMilliseconds: request.selfTestMilliseconds ?? 0,
      offsetMilliseconds: request.offsetMilliseconds ?? 0,
      ratePpm: request.ratePpm ?? 0,
      quartzSeed: request.quartzSeed ?? null,
      randomSeed: (request.randomSeed ?? 1) + index,
    };
  });
}

type FoundKey = Pick<FileKey, "serial" | "seed"> & { readonly parameters: Partial<CodeParameters> };

function foundKeys(request: NewKeysRequest, { random }: PlanParts): readonly FoundKey[] {
  switch (request.from) {
    case "random":
      return Array.from({ length: request.count ?? 1 }, () => ({
        serial: null,
        seed: random(20),
        parameters: {},
      }));
    case "seed":
      return [{ serial: null, seed: hexToBytes(request.seedHex), parameters: {} }];
    case "otpauth":
      // An otpauth URI names an account, not a key.
      return keysOf(readOtpauth(request.uri, { file: "uri" })).map((key) => ({
        ...key,
        serial: null,
      }));
    case "pskc":
      return keysOf(readPskc(request.xml, { file: "xml", ...secretOf(request) }));
    default:
      return request satisfies never;
  }
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
