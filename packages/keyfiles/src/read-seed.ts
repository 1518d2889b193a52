import { parseSeedHex, seedBytesMax } from "@jeton/core/units";
import { characterAt, decodeBase, faultOfBase, type Looseness } from "./base-n.ts";
import type { WarningCode } from "./finding.ts";
import type { At, Reading } from "./reading.ts";

/** How a seed is written. */
export type SeedEncoding = "hex" | "base32" | "base64";

export const seedEncodings: readonly SeedEncoding[] = ["hex", "base32", "base64"];

/** RFC 4226 §4 R6: "The length of the shared secret MUST be at least 128 bits". */
const seedBytesAdvised = 16;

/** A seed as a file has it. */
export type WrittenSeed = {
  readonly text: string;
  readonly encoding: SeedEncoding;
  /** What a format leaves out behind the text. */
  readonly paddingMissing?: string;
};

/** Returns the seed that the text writes, or null after a problem. Nothing reported repeats it. */
export function readSeed(reading: Reading, at: At, seed: WrittenSeed): Uint8Array | null {
  if (seed.text.trim() === "") return problem(reading, at, "seed-empty", "no characters");
  const bytes =
    seed.encoding === "hex" ? fromHex(reading, at, seed.text) : fromBase(reading, at, seed);
  return bytes === null ? null : checkSeed(reading, at, bytes);
}

/** Returns the seed when a key may have one of that length, or null after a problem. */
export function checkSeed(reading: Reading, at: At, bytes: Uint8Array): Uint8Array | null {
  if (bytes.length === 0) return problem(reading, at, "seed-empty", "0 bytes");
  if (bytes.length > seedBytesMax) {
    bytes.fill(0);
    return problem(reading, at, "seed-too-long", `${bytes.length} bytes`);
  }
  if (bytes.length < seedBytesAdvised) {
    const wanted = `${seedBytesAdvised} bytes or more (RFC 4226 §4 R6)`;
    reading.warning("seed-short", at, `a seed of ${bytes.length} bytes`, wanted);
  }
  return bytes;
}

function fromHex(reading: Reading, at: At, text: string): Uint8Array | null {
  const dense = text.replace(/[\s:-]+/g, "");
  if (!/^(?:[0-9a-f]{2})+$/i.test(dense)) {
    reading.problem("seed-malformed", at, faultOfHex(text), "pairs of hexadecimal digits");
    return null;
  }
  if (dense.length / 2 > seedBytesMax) {
    return problem(reading, at, "seed-too-long", `${dense.length / 2} bytes`);
  }
  if (dense !== text) reading.warning("seed-blanks", at, ...looseWords.blanks);
  return parseSeedHex(dense);
}

function faultOfHex(text: string): string {
  const wrong = text.search(/[^0-9a-f\s:-]/iu);
  if (wrong >= 0) return characterAt(text, wrong);
  return `${text.replaceAll(/[\s:-]/g, "").length} digits, of which one has no pair`;
}

function fromBase(reading: Reading, at: At, seed: WrittenSeed): Uint8Array | null {
  const base = seed.encoding === "base64" ? "base64" : "base32";
  const decoded = decodeBase(base, seed.text + (seed.paddingMissing ?? ""));
  if (decoded === null) {
    reading.problem("seed-malformed", at, faultOfBase(base, seed.text), baseWanted[base]);
    return null;
  }
  for (const loose of decoded.loose) {
    reading.warning(looseCodes[loose], at, ...looseWords[loose]);
  }
  return decoded.bytes;
}

const baseWanted = {
  base32: "base32 (RFC 4648): the letters A to Z and the digits 2 to 7",
  base64: "base64 (RFC 4648): letters, digits, + and /",
} as const;

const looseCodes: { readonly [loose in Looseness]: WarningCode } = {
  "lower-case": "seed-lower-case",
  "padding-missing": "seed-padding-missing",
  "trailing-bits": "seed-trailing-bits",
  blanks: "seed-blanks",
};

const looseWords: { readonly [loose in Looseness]: readonly [found: string, wanted: string] } = {
  "lower-case": ["lower case", "upper case"],
  "padding-missing": ["no padding", "padding with ="],
  "trailing-bits": ["last bits that are not zero, dropped", "zero bits after the last whole byte"],
  blanks: ["blanks or dashes between the characters", "none"],
};

function problem(
  reading: Reading,
  at: At,
  code: "seed-empty" | "seed-too-long",
  found: string,
): null {
  reading.problem(code, at, `a seed of ${found}`, `1 to ${seedBytesMax} bytes`);
  return null;
}
