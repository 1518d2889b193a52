import { readFileSync, statSync } from "node:fs";
import { masterKeyBytes } from "@jeton/core";
import {
  type Attribute,
  type Cryptoki,
  ck,
  type Handle,
  requireTries,
  type TokenInfo,
  unusableToken,
  withCryptoki,
} from "./pkcs11.ts";
import { type Pkcs11Uri, parsePkcs11Uri, type TokenAttribute } from "./pkcs11-uri.ts";

/**
 * Returns the master key that a key in a token gives; makes that key in the token, never to be read, when it is
 * missing and `mayCreate`. The token computes HKDF-Expand-SHA-256 (RFC 5869 §2.3) of 32 bytes: its own key does
 * not leave it. Throws OtpError MASTER_KEY_UNUSABLE, whose message names the cure and no PIN.
 */
export function tokenMasterKey(
  uri: string,
  { mayCreate }: { readonly mayCreate: boolean },
): Uint8Array {
  const wanted = parsePkcs11Uri(uri);
  const pin = readPin(wanted.pinFile);
  return withCryptoki(wanted.modulePath, (cryptoki) => {
    const { slot, info } = tokenOf(cryptoki, wanted);
    requireTries(info.flags);
    const flags = ck.CKF_SERIAL_SESSION | (mayCreate ? ck.CKF_RW_SESSION : 0);
    const session = cryptoki.C_OpenSession(slot, flags);
    cryptoki.C_Login(session, ck.CKU_USER, pin);
    if (mayCreate && keysIn(cryptoki, session, wanted).length === 0) {
      makeKey(cryptoki, session, wanted);
    }
    return expand(cryptoki, session, onlyKey(cryptoki, session, wanted));
  });
}

/** The last byte is the number of the block: 32 bytes are the first one only. */
const expandInfo = Buffer.from("jeton/v1/master-key\x01", "latin1");

function expand(cryptoki: Cryptoki, session: Handle, key: Handle): Uint8Array {
  cryptoki.C_SignInit(session, { mechanism: ck.CKM_SHA256_HMAC }, key);
  return new Uint8Array(cryptoki.C_Sign(session, expandInfo, Buffer.alloc(masterKeyBytes)));
}

function readPin(path: string): string {
  try {
    if ((statSync(path).mode & 0o077) === 0) return readFileSync(path, "utf8").trim();
  } catch (cause) {
    throw unusableToken(
      `its PIN cannot be read (${(cause as Error).message}), write it to the file that pin-source names`,
      cause,
    );
  }
  throw unusableToken(`others may read its PIN in ${path}, run chmod 600 on it and change the PIN`);
}

type Found = { readonly slot: Handle; readonly info: TokenInfo };

function tokenOf(cryptoki: Cryptoki, { token }: Pkcs11Uri): Found {
  const tokens = cryptoki
    .C_GetSlotList(true)
    .map((slot) => ({ slot, info: cryptoki.C_GetTokenInfo(slot) }))
    .filter(({ info }) => (info.flags & ck.CKF_TOKEN_INITIALIZED) !== 0);
  const entries = Object.entries(token) as [TokenAttribute, string][];
  const [found, ...others] = tokens.filter(({ info }) =>
    entries.every(([name, value]) => saidOf(info)[name] === value),
  );
  const labels = tokens.map(({ info }) => JSON.stringify(saidOf(info).token)).join(", ");
  const wanted = entries.map(([name, value]) => `${name} ${JSON.stringify(value)}`).join(", ");
  if (found === undefined) {
    throw unusableToken(
      `found ${labels === "" ? "no token" : `the tokens ${labels}`}, wanted ${wanted}, plug it in or correct the URI`,
    );
  }
  if (others.length === 0) return found;
  throw unusableToken(`found ${others.length + 1} tokens for ${wanted}, add serial= to the URI`);
}

function saidOf(info: TokenInfo): Readonly<Record<TokenAttribute, string>> {
  return {
    token: info.label.trimEnd(),
    serial: info.serialNumber.trimEnd(),
    manufacturer: info.manufacturerID.trimEnd(),
    model: info.model.trimEnd(),
  };
}

function onlyKey(cryptoki: Cryptoki, session: Handle, wanted: Pkcs11Uri): Handle {
  const [key, ...others] = keysIn(cryptoki, session, wanted);
  const name = wanted.object === null ? "this id" : JSON.stringify(wanted.object);
  if (key === undefined) {
    throw unusableToken(
      `found no secret key ${name} in it, correct the URI, or restore the token with which this store was sealed`,
    );
  }
  if (others.length > 0) {
    throw unusableToken(`found more than one secret key ${name} in it, add id= to the URI`);
  }
  const [sensitive] = cryptoki.C_GetAttributeValue(session, key, [{ type: ck.CKA_SENSITIVE }]);
  if (sensitive?.value[0] === 1) return key;
  throw unusableToken(
    `its secret key ${name} can be read out of it, make a sensitive one and run jeton keys reseal`,
  );
}

function keysIn(cryptoki: Cryptoki, session: Handle, wanted: Pkcs11Uri): readonly Handle[] {
  cryptoki.C_FindObjectsInit(session, nameOf(wanted));
  try {
    return cryptoki.C_FindObjects(session, 2);
  } finally {
    cryptoki.C_FindObjectsFinal(session);
  }
}

function makeKey(cryptoki: Cryptoki, session: Handle, wanted: Pkcs11Uri): void {
  cryptoki.C_GenerateKey(session, { mechanism: ck.CKM_GENERIC_SECRET_KEY_GEN }, [
    ...nameOf(wanted),
    { type: ck.CKA_KEY_TYPE, value: ck.CKK_GENERIC_SECRET },
    { type: ck.CKA_VALUE_LEN, value: masterKeyBytes },
    { type: ck.CKA_TOKEN, value: true },
    { type: ck.CKA_PRIVATE, value: true },
    { type: ck.CKA_SENSITIVE, value: true },
    { type: ck.CKA_EXTRACTABLE, value: false },
    { type: ck.CKA_SIGN, value: true },
  ]);
}

function nameOf({ object, id }: Pkcs11Uri): readonly Attribute[] {
  return [
    { type: ck.CKA_CLASS, value: ck.CKO_SECRET_KEY },
    ...(object === null ? [] : [{ type: ck.CKA_LABEL, value: object }]),
    ...(id === null ? [] : [{ type: ck.CKA_ID, value: Buffer.from(id) }]),
  ];
}
