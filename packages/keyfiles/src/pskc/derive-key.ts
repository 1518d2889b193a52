import { hmac } from "@noble/hashes/hmac.js";
import { pbkdf2 } from "@noble/hashes/pbkdf2.js";
import { decodeBase } from "../base-n.ts";
import { mayBeShown, shown } from "../finding.ts";
import type { KeyFileErrorCode } from "../key-file-error.ts";
import { childNamed, childOf, type XmlElement } from "../xml/xml-element.ts";
import { type HmacHash, hashOf, hashOfHmacName } from "./hmac-name.ts";
import { aesKeyBytes, namespaces, pbkdf2Names } from "./names.ts";

/** Throws the KeyFileError of an element. */
export type Refuse = (
  code: KeyFileErrorCode,
  element: XmlElement,
  found: string,
  wanted: string,
) => never;

/** What PBKDF2 takes besides the password (RFC 8018 §5.2). */
export type Pbkdf2Parameters = {
  readonly salt: Uint8Array;
  readonly iterations: number;
  readonly keyBytes: number;
  readonly prf: HmacHash;
};

/** Returns the key that a password gives. */
export function deriveKey(password: string, parameters: Pbkdf2Parameters): Uint8Array {
  return pbkdf2(hashOf(parameters.prf), new TextEncoder().encode(password), parameters.salt, {
    c: parameters.iterations,
    dkLen: parameters.keyBytes,
  });
}

/** Returns the PBKDF2 parameters of a `xenc11:DerivedKey`, or refuses (RFC 6030 §6.2). */
export function readDerivation(
  derivedKey: XmlElement,
  iterationsMax: number,
  refuse: Refuse,
): Pbkdf2Parameters {
  const method = childOf(derivedKey, namespaces.xenc11, "KeyDerivationMethod");
  const algorithm = method?.attributes.get("Algorithm") ?? "";
  if (method === null || !pbkdf2Names.has(algorithm)) {
    const found = `the derivation ${identifier(algorithm)}`;
    return refuse("KEY_FILE_UNSUPPORTED", method ?? derivedKey, found, "PBKDF2");
  }
  // PKCS #5's schema leaves its elements without a namespace, but not all files follow it.
  const parameters = childNamed(method, "PBKDF2-params") ?? method;
  return {
    salt: readSalt(parameters, refuse),
    iterations: readCount(parameters, "IterationCount", refuse, (count) =>
      count >= 1 && count <= iterationsMax ? null : `1 to ${iterationsMax}`,
    ),
    keyBytes: readCount(parameters, "KeyLength", refuse, (bytes) =>
      aesKeyBytes.includes(bytes) ? null : "16, 24 or 32",
    ),
    prf: readPrf(parameters, refuse),
  };
}

/** Returns the HMAC key of a MAC, or its value: HMAC with the hash over the bytes. */
export function macOf(hash: HmacHash, key: Uint8Array, bytes: Uint8Array): Uint8Array {
  return hmac(hashOf(hash), key, bytes);
}

/** Returns an identifier in quotes when it is one without a seed in it, otherwise what `shown` shows. */
export function identifier(name: string): string {
  const isOne = /^(?:urn:|https?:)[\x21-\x7e]{1,120}$/.test(name);
  const isPlain = name.split(/[^A-Za-z0-9+=]/).every(mayBeShown);
  if (isOne && isPlain) return `"${name}"`;
  return isOne ? `${name.length} characters` : shown(name);
}

function readSalt(parameters: XmlElement, refuse: Refuse): Uint8Array {
  const salt = childNamed(parameters, "Salt");
  const specified = salt && childNamed(salt, "Specified");
  const bytes = specified && decodeBase("base64", specified.text)?.bytes;
  if (bytes != null && bytes.length >= 1 && bytes.length <= 1024) return bytes;
  const found = bytes == null ? "no salt" : `a salt of ${bytes.length} bytes`;
  return refuse("KEY_FILE_UNSUPPORTED", salt ?? parameters, found, "1 to 1024 bytes in base64");
}

function readCount(
  parameters: XmlElement,
  name: "IterationCount" | "KeyLength",
  refuse: Refuse,
  wantedInstead: (count: number) => string | null,
): number {
  const element = childNamed(parameters, name);
  const text = element?.text.trim() ?? "";
  const count = /^[0-9]{1,10}$/.test(text) ? Number(text) : 0;
  const wanted = wantedInstead(count);
  if (wanted === null) return count;
  const found = element === null ? `no ${name}` : shown(text);
  return refuse("KEY_FILE_UNSUPPORTED", element ?? parameters, found, wanted);
}

/** RFC 8018 appendix A.2: without a PRF it is HMAC-SHA-1. */
function readPrf(parameters: XmlElement, refuse: Refuse): HmacHash {
  const element = childNamed(parameters, "PRF");
  const name = element?.attributes.get("Algorithm") ?? element?.text.trim() ?? "";
  if (name === "") return "SHA-1";
  const hash = hashOfHmacName(name);
  if (hash !== null) return hash;
  const wanted = "HMAC with SHA-1, SHA-224, SHA-256, SHA-384 or SHA-512";
  return refuse("KEY_FILE_UNSUPPORTED", element ?? parameters, identifier(name), wanted);
}
