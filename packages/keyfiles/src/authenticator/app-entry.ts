import { codeParameters, counterParameters, type KeyParameters } from "@jeton/core/units";
import { type FileKey, fileKey } from "../file-key.ts";
import { shown } from "../finding.ts";
import { readNames } from "../otpauth/read-names.ts";
import {
  readAlgorithm,
  readCounter,
  readDigits,
  readName,
  readPeriod,
  shortAlgorithmName,
} from "../read-parameters.ts";
import { checkSeed, readSeed } from "../read-seed.ts";
import type { At, Reading } from "../reading.ts";

/** One account as an application exports it: texts as they stand there, null for what it does not say. */
export type AppEntry = {
  readonly at: (path: string) => At;
  /** `totp`, `hotp` or another kind of the application's, in any case. */
  readonly type: string | null;
  /** Base32, with or without padding; or the bytes. */
  readonly secret: string | Uint8Array | null;
  readonly algorithm: string | null;
  readonly digits: string | null;
  readonly period: string | null;
  readonly counter: string | null;
  /** The account's name; one that may begin with the issuer and a colon is in `label`. */
  readonly account: string | null;
  readonly issuer: string | null;
  readonly label?: string;
};

/** What all these applications take where an account says nothing, as the Key Uri Format has it. */
const assumed = { algorithm: "SHA-1", digits: 6, periodSeconds: 30 } as const;

/** Returns the key of an account, or null after a problem. */
export function readEntry(reading: Reading, entry: AppEntry): FileKey | null {
  const before = reading.problemCount();
  const kind = kindOf(reading, entry);
  if (kind === null) return null;
  const parameters = readParameters(reading, kind, entry);
  const { at, counter: written } = entry;
  const counter =
    kind === "hotp" ? readCounter(reading, at("counter"), written ?? undefined) : null;
  const seed = readSecret(reading, entry);
  const names = namesOf(reading, entry);
  if (seed === null || parameters === null || reading.problemCount() > before) return null;
  return fileKey({ seed, parameters, counter, ...names });
}

function namesOf(reading: Reading, { at, account, issuer, label }: AppEntry) {
  if (label !== undefined) return readNames(reading, at, { label, issuer: issuer ?? "" });
  const holder = readName(reading, at("account"), account ?? "");
  if (holder === null) reading.warning("holder-missing", at("account"), "no account name", "one");
  return { holder, issuer: readName(reading, at("issuer"), issuer ?? "") };
}

function kindOf(reading: Reading, { at, type }: AppEntry): "totp" | "hotp" | null {
  const name = type?.toLowerCase() ?? null;
  if (name === "totp" || name === "hotp") return name;
  if (name === "steam") {
    const wanted = "codes of decimal digits";
    reading.problem("code-form-unsupported", at("type"), "codes of letters (Steam)", wanted);
    return null;
  }
  const found = type === null ? "no type" : shown(type);
  reading.problem("kind-unknown", at("type"), found, '"totp" or "hotp"');
  return null;
}

function readParameters(
  reading: Reading,
  kind: "totp" | "hotp",
  { at, algorithm, digits, period }: AppEntry,
): KeyParameters | null {
  if (algorithm === null) {
    reading.warning("algorithm-assumed", at("algorithm"), "no hash", "one; SHA-1 is taken");
  }
  if (digits === null) {
    reading.warning("digits-assumed", at("digits"), "no number of digits", "one; 6 is taken");
  }
  if (kind === "totp" && period === null) {
    reading.warning("period-assumed", at("period"), "no period", "one; 30 s is taken");
  }
  const hash =
    algorithm === null
      ? assumed.algorithm
      : readAlgorithm(reading, at("algorithm"), { text: algorithm, canonical: shortAlgorithmName });
  const count = digits === null ? assumed.digits : readDigits(reading, at("digits"), digits);
  const periodSeconds =
    period === null || kind === "hotp"
      ? assumed.periodSeconds
      : readPeriod(reading, at("period"), period);
  if (hash === null || count === null || periodSeconds === null) return null;
  const made = { algorithm: hash, digits: count };
  return kind === "hotp" ? counterParameters(made) : codeParameters({ ...made, periodSeconds });
}

function readSecret(reading: Reading, { at, secret }: AppEntry): Uint8Array | null {
  if (secret === null) {
    reading.problem("seed-missing", at("secret"), "no secret", "one");
    return null;
  }
  if (typeof secret !== "string") return checkSeed(reading, at("secret"), secret);
  // andOTP writes padding, the others leave it out.
  const text = secret.trim();
  const missing = (8 - (text.replaceAll(/[\s-]+/g, "").length % 8)) % 8;
  const written = { text, encoding: "base32", paddingMissing: "=".repeat(missing) } as const;
  return readSeed(reading, at("secret"), written);
}
