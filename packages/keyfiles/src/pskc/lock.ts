import { encodeBase } from "../base-n.ts";
import { isName, nameWanted } from "../file-key.ts";
import type { XmlNode } from "../xml/write-xml.ts";
import { encryptCbc } from "./aes-cbc.ts";
import { deriveKey, macOf } from "./derive-key.ts";
import { type HmacHash, hashOf, hmacNameOf } from "./hmac-name.ts";
import { aesCbcName, aesKeyBytes, namespaces } from "./names.ts";

/** How a PSKC file is encrypted. */
export type PskcEncryption = {
  /** What the file calls its secret, so that people know which to give. */
  readonly name: string;
  /** Returns so many fresh random bytes: IVs, salt and MAC key. */
  readonly random: (bytes: number) => Uint8Array;
  /** Hash of the MAC and of PBKDF2. SHA-256 when absent; SHA-1 is what every reader knows. */
  readonly hash?: HmacHash;
} & (
  | {
      readonly kind: "pre-shared-key";
      /** 16, 24 or 32 random bytes: AES-128, -192 or -256. */
      readonly key: Uint8Array;
    }
  | {
      readonly kind: "password";
      readonly password: string;
      /** 16, 24 or 32; 32 when absent. */
      readonly keyBytes?: number;
      /** PBKDF2 rounds, 600,000 when absent. */
      readonly iterations?: number;
    }
);

/** Encrypts the values of one file. */
export type Lock = {
  /** EncryptionKey and MACMethod. */
  readonly header: readonly XmlNode[];
  /** EncryptedValue and ValueMAC of these bytes. */
  encryptedValue(plain: Uint8Array): readonly XmlNode[];
  destroy(): void;
};

const iterationsDefault = 600_000;
const saltBytes = 16;
const ivBytes = 16;

/** Returns what encrypts. Throws RangeError for a key or a password that AES or PBKDF2 cannot use. */
export function createLock(encryption: PskcEncryption): Lock {
  const hash = encryption.hash ?? "SHA-256";
  if (!isName(encryption.name)) {
    throw new RangeError(`Cannot use the name of the secret: expected ${nameWanted}`);
  }
  const { key, node } =
    encryption.kind === "password" ? fromPassword(encryption, hash) : fromKey(encryption);
  const macKey = encryption.random(hashOf(hash).outputLen);
  const cipherOf = (plain: Uint8Array) => encryptCbc(key, encryption.random(ivBytes), plain);
  const cipherNodes = (cipher: Uint8Array): readonly XmlNode[] => [
    {
      name: "xenc:EncryptionMethod",
      attributes: { Algorithm: aesCbcName(key.length) },
      content: [],
    },
    {
      name: "xenc:CipherData",
      content: [{ name: "xenc:CipherValue", content: encodeBase("base64", cipher) }],
    },
  ];
  return {
    header: [
      { name: "pskc:EncryptionKey", content: [node] },
      {
        name: "pskc:MACMethod",
        attributes: { Algorithm: hmacNameOf(hash) },
        content: [{ name: "pskc:MACKey", content: cipherNodes(cipherOf(macKey)) }],
      },
    ],
    encryptedValue: (plain) => {
      const cipher = cipherOf(plain);
      return [
        { name: "pskc:EncryptedValue", content: cipherNodes(cipher) },
        { name: "pskc:ValueMAC", content: encodeBase("base64", macOf(hash, macKey, cipher)) },
      ];
    },
    destroy: () => {
      key.fill(0);
      macKey.fill(0);
    },
  };
}

function fromKey(encryption: PskcEncryption & { readonly kind: "pre-shared-key" }): {
  readonly key: Uint8Array;
  readonly node: XmlNode;
} {
  requireKeyBytes(encryption.key.length);
  return {
    key: Uint8Array.from(encryption.key),
    node: { name: "ds:KeyName", content: encryption.name },
  };
}

function fromPassword(
  encryption: PskcEncryption & { readonly kind: "password" },
  hash: HmacHash,
): { readonly key: Uint8Array; readonly node: XmlNode } {
  const { password, iterations = iterationsDefault, keyBytes = 32 } = encryption;
  requireKeyBytes(keyBytes);
  if (password === "") throw new RangeError("Cannot encrypt with an empty password");
  if (!Number.isSafeInteger(iterations) || iterations < 1000) {
    throw new RangeError(`Cannot use ${iterations} PBKDF2 rounds: expected 1000 or more`);
  }
  const salt = encryption.random(saltBytes);
  const key = deriveKey(password, { salt, iterations, keyBytes, prf: hash });
  const specified = { name: "Specified", content: encodeBase("base64", salt) };
  const parameters: XmlNode = {
    name: "pkcs5:PBKDF2-params",
    content: [
      { name: "Salt", content: [specified] },
      { name: "IterationCount", content: String(iterations) },
      { name: "KeyLength", content: String(keyBytes) },
      // RFC 8018 appendix A.2: no algorithm means HMAC-SHA-1, which older readers know only so.
      {
        name: "PRF",
        attributes: hash === "SHA-1" ? {} : { Algorithm: hmacNameOf(hash) },
        content: [],
      },
    ],
  };
  const method: XmlNode = {
    name: "xenc11:KeyDerivationMethod",
    attributes: { Algorithm: `${namespaces.pkcs5}pbkdf2` },
    content: [parameters],
  };
  const name: XmlNode = { name: "xenc11:MasterKeyName", content: encryption.name };
  return { key, node: { name: "xenc11:DerivedKey", content: [method, name] } };
}

function requireKeyBytes(bytes: number): void {
  if (aesKeyBytes.includes(bytes)) return;
  throw new RangeError(`Cannot encrypt with a key of ${bytes} bytes: expected 16, 24 or 32`);
}
