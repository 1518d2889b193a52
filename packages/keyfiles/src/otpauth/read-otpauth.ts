import { codeParameters, counterParameters, type KeyParameters } from "@jeton/core/units";
import { type FileKey, fileKey } from "../file-key.ts";
import { shown } from "../finding.ts";
import {
  readAlgorithm,
  readCounter,
  readDigits,
  readPeriod,
  shortAlgorithmName,
} from "../read-parameters.ts";
import { readSeed } from "../read-seed.ts";
import { type KeyFileReading, type Reading, type ReadOptions, startReading } from "../reading.ts";
import { decodeText, splitLines } from "../text.ts";
import { type OtpauthUri, parseUri } from "./parse-uri.ts";
import { readNames } from "./read-names.ts";

/** Key Uri Format: "digits … The default is 6", "period … The default value is 30". */
const digitsDefault = 6;
const periodSecondsDefault = 30;

/**
 * Reads otpauth:// URIs (Key Uri Format of google-authenticator), one a line; empty lines and
 * lines that begin with # are skipped. Throws KeyFileError only for bytes that are no UTF-8 text
 * or too many; all else is a finding with its line and parameter.
 */
export function readOtpauth(input: Uint8Array | string, options: ReadOptions = {}): KeyFileReading {
  const reading = startReading(options);
  splitLines(decodeText(input, options.file ?? "input")).forEach((text, index) => {
    const uri = text.trim();
    if (uri === "" || uri.startsWith("#")) return;
    const key = readUri(reading, index + 1, uri);
    if (key !== null) reading.add(key, { line: index + 1, path: "" });
  });
  return reading.settle();
}

function readUri(reading: Reading, line: number, text: string): FileKey | null {
  const before = reading.problemCount();
  const uri = parseUri(reading, line, text);
  const kind = uri && kindOf(reading, line, uri);
  if (uri === null || kind === null) return null;
  const parameters = readParameters(reading, line, kind, uri.parameters);
  const counter =
    kind === "hotp"
      ? readCounter(reading, { line, path: "counter" }, uri.parameters.get("counter"))
      : null;
  const issuer = uri.parameters.get("issuer") ?? "";
  const names = readNames(reading, (path) => ({ line, path }), { label: uri.label, issuer });
  const secret = uri.parameters.get("secret");
  const at = { line, path: "secret" };
  if (secret === undefined) reading.problem("seed-missing", at, "no secret", "a secret in base32");
  const seed = secret === undefined ? null : readOtpauthSeed(reading, at, secret);
  if (seed === null || parameters === null || reading.problemCount() > before) return null;
  return fileKey({ seed, parameters, counter, ...names });
}

/** Padding "is not required and should be omitted", so its absence is no remark here. */
function readOtpauthSeed(
  reading: Reading,
  at: { readonly line: number; readonly path: string },
  text: string,
): Uint8Array | null {
  const written = text.trim();
  const missing = (8 - (written.replace(/[\s-]+/g, "").length % 8)) % 8;
  const paddingMissing = "=".repeat(missing);
  return readSeed(reading, at, { text: written, encoding: "base32", paddingMissing });
}

type OtpauthKind = "totp" | "hotp";

function kindOf(reading: Reading, line: number, uri: OtpauthUri): OtpauthKind | null {
  const at = { line, path: "type" };
  const { type } = uri;
  if (type !== "totp" && type !== "hotp") {
    const cure = type === "ocra" ? "; keys that answer challenges come as PSKC or CSV" : "";
    reading.problem("kind-unknown", at, shown(type), `"totp" or "hotp"${cure}`);
    return null;
  }
  if (uri.parameters.has("encoder")) {
    const place = { line, path: "encoder" };
    reading.problem("code-form-unsupported", place, "an encoder", "codes of decimal digits");
    return null;
  }
  const [other, wanted] =
    type === "totp"
      ? (["counter", "none for a key with a clock"] as const)
      : (["period", "none for a key that counts"] as const);
  if (uri.parameters.has(other)) {
    reading.warning("field-ignored", { line, path: other }, `a ${other}`, wanted);
  }
  return type;
}

function readParameters(
  reading: Reading,
  line: number,
  kind: OtpauthKind,
  given: ReadonlyMap<string, string>,
): KeyParameters | null {
  const at = (path: string) => ({ line, path });
  const algorithm = given.get("algorithm");
  const digits = given.get("digits");
  const period = given.get("period");
  const name = { text: algorithm ?? "SHA1", canonical: shortAlgorithmName };
  const hash = readAlgorithm(reading, at("algorithm"), name);
  const count = digits === undefined ? digitsDefault : readDigits(reading, at("digits"), digits);
  const periodSeconds =
    period === undefined || kind === "hotp"
      ? periodSecondsDefault
      : readPeriod(reading, at("period"), period);
  if (hash === null || count === null || periodSeconds === null) return null;
  const made = { algorithm: hash, digits: count };
  return kind === "hotp" ? counterParameters(made) : codeParameters({ ...made, periodSeconds });
}
