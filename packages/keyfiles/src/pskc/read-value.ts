import { decodeBase, faultOfBase } from "../base-n.ts";
import { shown } from "../finding.ts";
import { readWhole } from "../read-parameters.ts";
import { checkSeed } from "../read-seed.ts";
import { atOf, type XmlElement } from "../xml/xml-element.ts";
import { partsOf } from "./package-parts.ts";
import type { PackageTools } from "./package-tools.ts";

/** Returns the seed of a Secret, or null after a problem. */
export function readSecret(tools: PackageTools, secret: XmlElement): Uint8Array | null {
  const { reading } = tools;
  const value = dataValue(tools, secret);
  if (value === null) return null;
  if (value.kind === "encrypted")
    return value.bytes && checkSeed(reading, atOf(secret), value.bytes);
  if (tools.isProtected) {
    const words = [
      "a plain seed in an encrypted file",
      "an encrypted one, this one may be anyone's",
    ];
    reading.warning("secret-unprotected", atOf(secret), words[0] ?? "", words[1] ?? "");
  }
  const at = atOf(value.element);
  const decoded = decodeBase("base64", value.element.text);
  const strange = decoded?.loose.filter((loose) => loose !== "blanks") ?? [];
  if (decoded === null || strange.length > 0) {
    const found = decoded === null ? faultOfBase("base64", value.element.text) : strangeWords;
    reading.problem("seed-malformed", at, found, "base64 (RFC 4648) with its padding");
    return null;
  }
  return checkSeed(reading, at, decoded.bytes);
}

const strangeWords = "no padding, or bits behind the last byte";

/** Returns the whole number of a Counter, Time, TimeInterval or TimeDrift, or null after a problem. */
export function readInteger(
  tools: PackageTools,
  element: XmlElement,
  limits: Parameters<typeof readWhole>[3],
): number | null {
  const { reading } = tools;
  const value = dataValue(tools, element);
  if (value === null) return null;
  if (value.kind === "plain") {
    return readWhole(reading, atOf(value.element), value.element.text, limits);
  }
  if (value.bytes === null) return null;
  const number = integerOf(tools, element, value.bytes);
  if (number === null) return null;
  if (number >= limits.min && number <= limits.max) return number;
  const wanted = `a whole number from ${limits.min} to ${limits.max}`;
  reading.problem(limits.code, atOf(element), shown(String(number)), wanted);
  return null;
}

/**
 * RFC 6030 §4.2: an encrypted int is 4 bytes, a long 8, the highest first. Writers leave out the bytes that are 0;
 * such a number has no sign. Bytes that are digits in ASCII may be the number in text: which, nothing says.
 */
function integerOf(
  { reading }: PackageTools,
  element: XmlElement,
  bytes: Uint8Array,
): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length === 4) return view.getInt32(0);
  if (bytes.length === 8) return Number(view.getBigInt64(0));
  const found = `${bytes.length} bytes`;
  const isText = bytes.every((byte) => byte >= 0x30 && byte <= 0x39);
  if (bytes.length === 0 || bytes.length > 8 || isText) {
    const digits = isText && bytes.length > 0 ? `${found} that may be digits` : found;
    reading.problem("number-malformed", atOf(element), digits, "4 or 8 bytes, the highest first");
    return null;
  }
  if (element.name === "TimeDrift" && (bytes[0] ?? 0) > 0x7f) {
    const words = [`${found} that may be below 0`, "4 or 8 bytes, the highest first"] as const;
    reading.problem("number-malformed", atOf(element), ...words);
    return null;
  }
  reading.warning("integer-length", atOf(element), found, "4 or 8 bytes");
  return bytes.reduce((number, byte) => number * 256 + byte, 0);
}

type Value =
  | { readonly kind: "plain"; readonly element: XmlElement }
  | { readonly kind: "encrypted"; readonly bytes: Uint8Array | null };

function dataValue({ reading, unlock }: PackageTools, holder: XmlElement): Value | null {
  const before = reading.problemCount();
  const parts = partsOf(reading, holder, ["PlainValue", "EncryptedValue", "ValueMAC"]);
  if (reading.problemCount() > before) return null;
  const plain = parts.get("PlainValue");
  const encrypted = parts.get("EncryptedValue");
  if (plain !== undefined && encrypted !== undefined) {
    reading.problem("field-repeated", atOf(encrypted), "a plain and an encrypted value", "one");
    return null;
  }
  if (encrypted !== undefined) return { kind: "encrypted", bytes: unlock.open(holder, encrypted) };
  if (plain !== undefined) return { kind: "plain", element: plain };
  reading.problem("field-missing", atOf(holder), "no value", "PlainValue or EncryptedValue");
  return null;
}
