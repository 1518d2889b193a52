import {
  type Algorithm,
  clockOf,
  codeParameters,
  counterParameters,
  type KeyParameters,
} from "@jeton/core/units";
import { shown } from "../finding.ts";
import {
  periodLimits,
  readAlgorithm,
  readDigits,
  readSuite,
  requireAsSuite,
  shortAlgorithmName,
} from "../read-parameters.ts";
import type { Reading } from "../reading.ts";
import { atOf, type XmlElement } from "../xml/xml-element.ts";
import { partsOf } from "./package-parts.ts";
import type { PackageTools } from "./package-tools.ts";
import { readInteger } from "./read-value.ts";

/** RFC 6238 §5.2 recommends 30 s and RFC 4226 §5.3 wants 6 digits at least; both are assumed. */
const digitsAssumed = 6;
const periodSecondsAssumed = 30;

/** Returns the Suite that names an algorithm: HMAC-SHA1, HMAC-SHA256, HMAC-SHA512. */
export function suiteOf(algorithm: Algorithm): string {
  return `HMAC-${algorithm.replace("-", "")}`;
}

/** What moves a key's codes on: its clock, its button, or challenges that it answers. */
export type PskcKind = "totp" | "hotp" | "ocra";

/** Returns what the codes of a key depend on, or null after a problem. */
export function readKeyParameters(
  tools: PackageTools,
  kind: PskcKind,
  from: {
    readonly algorithmParameters: XmlElement | undefined;
    readonly interval: XmlElement | undefined;
    readonly key: XmlElement;
  },
): KeyParameters | null {
  const { reading } = tools;
  const parts = partsOf(reading, from.algorithmParameters, [
    ...["Suite", "ResponseFormat"],
    ...(kind === "ocra" ? ["ChallengeFormat"] : []),
  ]);
  if (kind === "ocra") return readOcraParameters(tools, parts, from);
  const suite = parts.get("Suite");
  const algorithm = suite === undefined ? "SHA-1" : readHash(tools, suite);
  const digits = readResponse(reading, from.key, parts.get("ResponseFormat"));
  if (kind === "hotp") {
    if (from.interval !== undefined) {
      const words = ["a TimeInterval", "none for a key that counts"] as const;
      reading.warning("field-ignored", atOf(from.interval), ...words);
    }
    return algorithm === null || digits === null ? null : counterParameters({ algorithm, digits });
  }
  const periodSeconds = readInterval(tools, from.key, from.interval);
  if (algorithm === null || digits === null || periodSeconds === null) return null;
  return codeParameters({ algorithm, digits, periodSeconds });
}

/** privacyIDEA writes the hash as an attribute, and nothing inside. */
function readHash({ reading, isLowerCase }: PackageTools, suite: XmlElement): Algorithm | null {
  const attribute = isLowerCase ? suite.attributes.get("hashalgo") : undefined;
  const text = attribute ?? suite.text.trim();
  const canonical = attribute === undefined ? suiteOf : shortLowerCaseName;
  return readAlgorithm(reading, atOf(suite), { text, canonical });
}

function shortLowerCaseName(algorithm: Algorithm): string {
  return shortAlgorithmName(algorithm).toLowerCase();
}

/** The suite says all. What else says it must agree. */
function readOcraParameters(
  tools: PackageTools,
  parts: ReadonlyMap<string, XmlElement>,
  { interval, key }: { readonly interval: XmlElement | undefined; readonly key: XmlElement },
): KeyParameters | null {
  const { reading } = tools;
  const suite = parts.get("Suite");
  if (suite === undefined) {
    reading.problem("suite-missing", atOf(key), "no Suite", "that of the key, OCRA-1:…");
    return null;
  }
  const parameters = readSuite(reading, atOf(suite), suite.text);
  requireNoCheckDigits(reading, parts.get("ChallengeFormat"));
  const format = parts.get("ResponseFormat");
  const digits = format === undefined ? null : readResponse(reading, key, format);
  const periodSeconds = interval === undefined ? null : readInterval(tools, key, interval);
  if (parameters === null) return null;
  if (format !== undefined && digits !== null) {
    requireAsSuite(reading, atOf(format), { said: digits, bySuite: parameters.digits });
  }
  const clock = clockOf(parameters);
  if (interval === undefined || periodSeconds === null) return parameters;
  const bySuite = clock?.periodSeconds ?? "none";
  requireAsSuite(reading, atOf(interval), { said: periodSeconds, bySuite });
  return parameters;
}

function readResponse(
  reading: Reading,
  key: XmlElement,
  format: XmlElement | undefined,
): number | null {
  if (format === undefined) {
    const words = [`no ResponseFormat, ${digitsAssumed} digits are taken`, "one"] as const;
    reading.warning("digits-assumed", atOf(key), ...words);
    return digitsAssumed;
  }
  const encoding = format.attributes.get("Encoding") ?? "";
  if (encoding !== "DECIMAL") {
    const found = `the encoding ${shown(encoding)}`;
    reading.problem("code-form-unsupported", atOf(format), found, '"DECIMAL"');
    return null;
  }
  if (!requireNoCheckDigits(reading, format)) return null;
  return readDigits(reading, atOf(format), format.attributes.get("Length") ?? "");
}

/** RFC 6030 §4.3.4: a check digit would be one more character behind a code or a challenge. */
function requireNoCheckDigits(reading: Reading, format: XmlElement | undefined): boolean {
  const said = (format?.attributes.get("CheckDigits") ?? "").trim();
  if (format === undefined || ["", "false", "0"].includes(said)) return true;
  reading.problem("code-form-unsupported", atOf(format), "a check digit", "none");
  return false;
}

function readInterval(
  tools: PackageTools,
  key: XmlElement,
  interval: XmlElement | undefined,
): number | null {
  if (interval !== undefined) {
    return readInteger(tools, interval, periodLimits);
  }
  const words = [`no TimeInterval, ${periodSecondsAssumed} s are taken`, "one"] as const;
  tools.reading.warning("period-assumed", atOf(key), ...words);
  return periodSecondsAssumed;
}
