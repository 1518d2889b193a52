import { plainName } from "../csv/column-names.ts";
import { shown } from "../finding.ts";
import type { Reading } from "../reading.ts";

/** Characters of one URI at most: a seed of 1024 bytes and names fit many times. */
export const uriLengthMax = 16_384;

/** The parts of an otpauth URI, decoded. */
export type OtpauthUri = {
  readonly type: string;
  readonly label: string;
  readonly parameters: ReadonlyMap<string, string>;
};

const wanted = "otpauth://TYPE/LABEL?PARAMETERS";

/** Returns the parts of a URI, or null after a problem. Names and values are percent-decoded. */
export function parseUri(reading: Reading, line: number, text: string): OtpauthUri | null {
  const at = { line, path: "" };
  const parts = /^otpauth:\/\/([^/?#]*)\/([^?#]*)(?:\?([^#]*))?(?:#.*)?$/i.exec(text);
  if (text.length > uriLengthMax || parts === null) {
    reading.problem("uri-malformed", at, `${text.length} characters`, wanted);
    return null;
  }
  const escaped = /&(?:amp|#0*38|#x0*26);|\\u0026/i.exec(text)?.[0];
  if (escaped !== undefined) {
    const wanted = 'only "&": the text was escaped for a page or a program, undo it';
    reading.problem("uri-escaped", at, `"${escaped}" between parameters`, wanted);
    return null;
  }
  const [, type = "", label = "", query = ""] = parts;
  const decoded = percentDecode(label);
  if (decoded === null) {
    reading.problem("uri-malformed", { line, path: "label" }, "a broken %", "% and UTF-8 in hex");
    return null;
  }
  const parameters = parseQuery(reading, line, query);
  return parameters && { type: type.toLowerCase(), label: decoded, parameters };
}

function parseQuery(
  reading: Reading,
  line: number,
  query: string,
): ReadonlyMap<string, string> | null {
  const before = reading.problemCount();
  const parameters = new Map<string, string>();
  query.split("&").forEach((pair, index) => {
    if (pair === "") return;
    const [rawName = "", ...rest] = pair.split("=");
    const rawValue = rest.join("=");
    const name = percentDecode(rawName);
    const known = name !== null && isKnown(name.toLowerCase());
    // The name of an unknown parameter may be a seed that lost its name.
    const at = { line, path: known ? name.toLowerCase() : `parameter ${index + 1}` };
    const value = percentDecode(rawValue.replaceAll("+", " "));
    if (name === null || value === null) {
      reading.problem("uri-malformed", at, "a broken %", "% and UTF-8 in hex");
      return;
    }
    const meant = known ? null : meantBy(name);
    if (meant !== null) {
      reading.problem("parameter-misspelt", at, shown(name), meant);
      return;
    }
    if (!known) {
      reading.warning("parameter-unknown", at, shown(name), `one of ${knownNames.join(", ")}`);
      return;
    }
    if (rawValue.includes("+")) reading.warning("plus-as-blank", at, '"+"', '"%20" for a blank');
    keep(reading, at, parameters, { name, value });
  });
  return reading.problemCount() === before ? parameters : null;
}

function keep(
  reading: Reading,
  at: { readonly line: number; readonly path: string },
  parameters: Map<string, string>,
  { name, value }: { readonly name: string; readonly value: string },
): void {
  const key = name.toLowerCase();
  if (key !== name) reading.warning("parameter-case", at, shown(name), `"${key}"`);
  const earlier = parameters.get(key);
  if (earlier === undefined) parameters.set(key, value);
  else if (earlier === value) reading.warning("field-repeated-alike", at, "it twice", "it once");
  else reading.problem("field-repeated", at, "it twice with two values", "it once");
}

/** `encoder` is not of the format: Steam's URIs carry it, whose codes are letters. */
const knownNames = ["secret", "issuer", "algorithm", "digits", "period", "counter", "encoder"];

/** Returns the parameter that decides codes and may be meant by another name; null for one of no use. */
function meantBy(name: string): string | null {
  const plain = plainName(name);
  return meanings.find(([parts]) => parts.test(plain))?.[1] ?? null;
}

/** Parts of the English and French names by which programs and files call what decides the codes, and what is meant. */
const meanings: readonly (readonly [parts: RegExp, meant: string])[] = [
  [/digit|chiffre|len(?:$|gth)|longueur/, "digits"],
  [/period|step|interval|pasdetemps|duree/, "period"],
  [/algo|ha(?:sh|ch)|hmac/, "algorithm"],
  [/(?<!ac)count|compteur|factor/, "counter"],
  [/type|kind|genre|sorte/, "otpauth://totp/ or otpauth://hotp/"],
  [/seed|secret|key$|graine/, "secret"],
  [/t0|epoch|start/, "no T0, the format has no place for it"],
  [/suite/, "no suite, the format has no place for it: PSKC and CSV have one"],
];

function isKnown(name: string): boolean {
  return knownNames.includes(name);
}

function percentDecode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
