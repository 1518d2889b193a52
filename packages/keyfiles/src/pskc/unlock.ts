import { equalBytes } from "@jeton/core";
import { decodeBase } from "../base-n.ts";
import { shown } from "../finding.ts";
import type { Reading } from "../reading.ts";
import { atOf, childOf, type XmlElement } from "../xml/xml-element.ts";
import { decryptCbc } from "./aes-cbc.ts";
import { deriveKey, identifier, macOf, type Refuse, readDerivation } from "./derive-key.ts";
import { type HmacHash, hashOfHmacName } from "./hmac-name.ts";
import { aesCbcKeyBytes, namespaces } from "./names.ts";
import type { PskcSecret } from "./secret.ts";

/** Opens the encrypted values of one file. */
export type Unlock = {
  /** Returns the plain bytes of a Secret or the like, or null after a problem. */
  open(holder: XmlElement, encrypted: XmlElement): Uint8Array | null;
  /** Refuses a file of which no MAC was right: its secret is wrong, or all of it was changed. */
  finish(): void;
  /** Overwrites the keys. */
  destroy(): void;
};

/** How encrypted values are opened. */
export type UnlockOptions = {
  readonly secret: PskcSecret | null;
  readonly withoutMac: "refuse" | "accept";
  readonly iterationsMax: number;
};

/** Returns what opens the values of this container. Nothing is derived before a value needs it. */
export function createUnlock(
  container: XmlElement,
  options: UnlockOptions,
  { reading, refuse }: { readonly reading: Reading; readonly refuse: Refuse },
): Unlock {
  const macMethod = childOf(container, namespaces.pskc, "MACMethod");
  let key: Uint8Array | null = null;
  let mac: { readonly hash: HmacHash; readonly key: Uint8Array } | null = null;
  let opened = 0;
  let macsWrong = 0;

  const decrypt = (cipher: Cipher, element: XmlElement) => {
    key ??= readKey(container, options, { reading, refuse });
    if (key.length !== cipher.keyBytes) {
      const found = `a secret of ${key.length} bytes`;
      refuse("KEY_FILE_LOCKED", element, found, `${cipher.keyBytes} bytes`);
    }
    return decryptCbc(key, cipher.bytes);
  };
  const macIsRight = (holder: XmlElement, cipher: Cipher): boolean => {
    const element = childOf(holder, namespaces.pskc, "ValueMAC");
    if (macMethod === null || element === null) {
      const words = ["no MAC", "one, or the contents may be anyone's"] as const;
      if (options.withoutMac === "refuse") reading.problem("mac-missing", atOf(holder), ...words);
      else reading.warning("mac-unverified", atOf(holder), ...words);
      return options.withoutMac === "accept";
    }
    mac ??= readMacKey(macMethod, refuse, decrypt);
    // RFC 6030 §6.1.1: the MAC covers the encrypted value, its IV included.
    const expected = macOf(mac.hash, mac.key, cipher.bytes);
    if (equalBytes(decodeBase("base64", element.text)?.bytes ?? new Uint8Array(), expected)) {
      return true;
    }
    macsWrong += 1;
    reading.problem("mac-wrong", atOf(element), "another MAC", "the MAC of the encrypted value");
    return false;
  };

  return {
    open: (holder, encrypted) => {
      const cipher = readCipher(encrypted);
      if ("found" in cipher) {
        const { code, found, wanted } = cipher;
        reading.problem(code, atOf(encrypted), found, wanted);
        return null;
      }
      if (!macIsRight(holder, cipher)) return null;
      const plain = decrypt(cipher, encrypted);
      if (plain !== null) {
        opened += 1;
        return plain;
      }
      const wanted = "whole blocks with padding";
      reading.problem("value-malformed", atOf(encrypted), "a value that does not open", wanted);
      return null;
    },
    finish: () => {
      if (macsWrong === 0 || opened > 0) return;
      const wanted = "the secret that made them, and a file that was not changed";
      refuse("KEY_FILE_LOCKED", macMethod ?? container, "no MAC that is right", wanted);
    },
    destroy: () => {
      key?.fill(0);
      mac?.key.fill(0);
    },
  };
}

/** An encrypted value: IV and ciphertext, and the bytes of the key that its AES wants. */
type Cipher = { readonly keyBytes: number; readonly bytes: Uint8Array };

type CipherProblem = {
  readonly code: "encryption-unsupported" | "value-malformed";
  readonly found: string;
  readonly wanted: string;
};

function readCipher(encrypted: XmlElement): Cipher | CipherProblem {
  const method = childOf(encrypted, namespaces.xenc, "EncryptionMethod");
  const name = method?.attributes.get("Algorithm") ?? "";
  const keyBytes = aesCbcKeyBytes(name);
  if (keyBytes === null) {
    const found = `the cipher ${identifier(name)}`;
    return { code: "encryption-unsupported", found, wanted: "AES-128, -192 or -256 in CBC" };
  }
  const data = childOf(encrypted, namespaces.xenc, "CipherData");
  const value = data && childOf(data, namespaces.xenc, "CipherValue");
  const bytes = value && decodeBase("base64", value.text)?.bytes;
  if (bytes != null && bytes.length >= 32 && bytes.length % 16 === 0) return { keyBytes, bytes };
  const found = bytes == null ? "no CipherValue in base64" : `${bytes.length} bytes`;
  return { code: "value-malformed", found, wanted: "an IV and whole blocks of 16 bytes" };
}

function readMacKey(
  macMethod: XmlElement,
  refuse: Refuse,
  decrypt: (cipher: Cipher, element: XmlElement) => Uint8Array | null,
): { readonly hash: HmacHash; readonly key: Uint8Array } {
  const name = macMethod.attributes.get("Algorithm") ?? "";
  const hash = hashOfHmacName(name);
  if (hash === null) {
    return refuse("KEY_FILE_UNSUPPORTED", macMethod, `the MAC ${identifier(name)}`, "an HMAC");
  }
  const element = childOf(macMethod, namespaces.pskc, "MACKey");
  if (element === null) return refuse("KEY_FILE_UNSUPPORTED", macMethod, "no MACKey", "one");
  const cipher = readCipher(element);
  if ("found" in cipher) {
    return refuse("KEY_FILE_UNSUPPORTED", element, cipher.found, cipher.wanted);
  }
  const key = decrypt(cipher, element);
  if (key !== null && key.length > 0) return { hash, key };
  const wanted = "the secret that made it";
  return refuse("KEY_FILE_LOCKED", element, "a MAC key that does not open", wanted);
}

/**
 * RFC 6030 §6.1 and §6.2: a pre-shared key has a ds:KeyName, a password a xenc11:DerivedKey. Writers leave the name
 * out where both sides know the one key that there is.
 */
function readKey(
  container: XmlElement,
  { secret, iterationsMax }: UnlockOptions,
  { reading, refuse }: { readonly reading: Reading; readonly refuse: Refuse },
): Uint8Array {
  const element = childOf(container, namespaces.pskc, "EncryptionKey");
  const derived = element && childOf(element, namespaces.xenc11, "DerivedKey");
  if (element !== null && derived !== null) {
    if (secret?.kind === "password") {
      return deriveKey(secret.password, readDerivation(derived, iterationsMax, refuse));
    }
    return refuse("KEY_FILE_LOCKED", element, secret?.kind ?? "no secret", "the file's password");
  }
  const keyName = element && childOf(element, namespaces.ds, "KeyName");
  const [other] = element?.children.filter((child) => child !== keyName) ?? [];
  if (keyName === null && other !== undefined) {
    const found = `the element ${shown(other.name)}`;
    const wanted = "a KeyName, a DerivedKey or nothing";
    return refuse("KEY_FILE_UNSUPPORTED", element ?? container, found, wanted);
  }
  if (secret?.kind === "pre-shared-key") {
    if (keyName === null) {
      const words = [
        "no name of the key, the one that was given is taken",
        "a ds:KeyName",
      ] as const;
      reading.warning("key-name-missing", atOf(element ?? container), ...words);
    }
    return Uint8Array.from(secret.key);
  }
  const named = keyName === null ? "that has no name" : shown(keyName.text.trim());
  const wanted = `the pre-shared key ${named}`;
  return refuse("KEY_FILE_LOCKED", element ?? container, secret?.kind ?? "no secret", wanted);
}
