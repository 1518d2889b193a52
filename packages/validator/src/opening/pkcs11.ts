import { createRequire } from "node:module";
import { OtpError } from "@jeton/core";

/** A handle of PKCS#11: a slot, a session, an object. */
export type Handle = Buffer;

/** An attribute of an object: a number, a text, bytes or yes and no, by its `type`. */
export type Attribute = {
  readonly type: number;
  readonly value?: number | boolean | string | Buffer;
};

/** What is used of pkcs11js, by the names of PKCS#11 v2.40; each function throws `CKR_…`. */
export type Cryptoki = {
  load(path: string): void;
  close(): void;
  C_Initialize(): void;
  C_Finalize(): void;
  C_GetSlotList(tokenPresent: boolean): Handle[];
  C_GetTokenInfo(slot: Handle): TokenInfo;
  C_OpenSession(slot: Handle, flags: number): Handle;
  C_CloseSession(session: Handle): void;
  C_Login(session: Handle, userType: number, pin: string): void;
  C_FindObjectsInit(session: Handle, template: readonly Attribute[]): void;
  C_FindObjects(session: Handle, countMax: number): Handle[];
  C_FindObjectsFinal(session: Handle): void;
  C_GetAttributeValue(
    session: Handle,
    object: Handle,
    template: readonly Attribute[],
  ): readonly { readonly value: Buffer }[];
  C_GenerateKey(
    session: Handle,
    mechanism: { readonly mechanism: number },
    template: readonly Attribute[],
  ): Handle;
  C_SignInit(session: Handle, mechanism: { readonly mechanism: number }, key: Handle): void;
  C_Sign(session: Handle, data: Buffer, signature: Buffer): Buffer;
};

/** What a token says of itself; texts are padded with blanks. */
export type TokenInfo = {
  readonly label: string;
  readonly serialNumber: string;
  readonly manufacturerID: string;
  readonly model: string;
  readonly flags: number;
};

/** Numbers of PKCS#11 v2.40 (pkcs11t.h). */
export const ck = {
  CKF_TOKEN_INITIALIZED: 0x400,
  CKF_RW_SESSION: 0x2,
  CKF_SERIAL_SESSION: 0x4,
  CKF_USER_PIN_FINAL_TRY: 0x20000,
  CKU_USER: 1,
  CKO_SECRET_KEY: 4,
  CKK_GENERIC_SECRET: 0x10,
  CKA_CLASS: 0x0,
  CKA_TOKEN: 0x1,
  CKA_PRIVATE: 0x2,
  CKA_LABEL: 0x3,
  CKA_KEY_TYPE: 0x100,
  CKA_ID: 0x102,
  CKA_SENSITIVE: 0x103,
  CKA_SIGN: 0x108,
  CKA_VALUE_LEN: 0x161,
  CKA_EXTRACTABLE: 0x162,
  CKM_SHA256_HMAC: 0x251,
  CKM_GENERIC_SECRET_KEY_GEN: 0x350,
} as const;

/**
 * Opens the library of a token's maker, does `work` with it and closes it. Throws OtpError MASTER_KEY_UNUSABLE
 * when pkcs11js or the library is missing, and for what the token refuses.
 */
export function withCryptoki<T>(modulePath: string, work: (cryptoki: Cryptoki) => T): T {
  const cryptoki = loadDriver();
  try {
    cryptoki.load(modulePath);
  } catch (cause) {
    throw unusableToken(
      `the PKCS#11 library ${modulePath} cannot be loaded (${(cause as Error).message}), install what your token's maker gives and name it by module-path`,
      cause,
    );
  }
  try {
    cryptoki.C_Initialize();
    try {
      return work(cryptoki);
    } finally {
      finish(cryptoki);
    }
  } catch (cause) {
    if (cause instanceof OtpError) throw cause;
    throw unusableToken(tokenProblem((cause as Error).message), cause);
  } finally {
    cryptoki.close();
  }
}

/** Returns what a refusal of a token means for whoever runs the service, and the cure. */
export function tokenProblem(refusal: string): string {
  switch (refusal) {
    case "CKR_PIN_INCORRECT":
    case "CKR_PIN_INVALID":
    case "CKR_PIN_LEN_RANGE":
      return "its PIN is another one, correct the file that pin-source names before the token locks itself";
    case "CKR_PIN_LOCKED":
      return "its PIN is locked after too many wrong ones, set a new one as its security officer (SO)";
    case "CKR_DEVICE_ERROR":
    case "CKR_DEVICE_REMOVED":
    case "CKR_TOKEN_NOT_PRESENT":
    case "CKR_SESSION_HANDLE_INVALID":
      return `it went away while it was asked (${refusal}), plug it in and start again`;
    case "CKR_MECHANISM_INVALID":
    case "CKR_KEY_TYPE_INCONSISTENT":
    case "CKR_KEY_FUNCTION_NOT_PERMITTED":
      return `its key makes no HMAC-SHA-256 (${refusal}), wanted a generic secret key of 32 bytes with CKA_SIGN`;
    default:
      return `it refused (${refusal}), see what your token's maker says of that`;
  }
}

/**
 * Throws OtpError MASTER_KEY_UNUSABLE when one more wrong PIN locks the token, by the flags that it says of itself:
 * a service that is started again and again must not lock it. The last try is for people.
 */
export function requireTries(flags: number): void {
  if ((flags & ck.CKF_USER_PIN_FINAL_TRY) === 0) return;
  throw unusableToken(
    "one more wrong PIN locks it, so none was tried: correct the file that pin-source names, then log in once with the tool of its maker",
  );
}

/** Returns the error of a token that gives no master key: what was found and what helps. */
export function unusableToken(found: string, cause?: unknown): OtpError {
  return new OtpError(
    "MASTER_KEY_UNUSABLE",
    `Cannot use the master key in the token: ${found}`,
    cause,
  );
}

function loadDriver(): Cryptoki {
  try {
    const { PKCS11 } = require("pkcs11js") as { readonly PKCS11: new () => Cryptoki };
    return new PKCS11();
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const found = code === "MODULE_NOT_FOUND" ? "it is not installed" : message;
    throw unusableToken(
      `its driver pkcs11js cannot be loaded (${found}), run npm install pkcs11js beside @jeton/validator; it is compiled there`,
      cause,
    );
  }
}

/** What was read stays read when a token that went away cannot be closed. */
function finish(cryptoki: Cryptoki): void {
  try {
    cryptoki.C_Finalize();
  } catch {
    // The library is closed next, whatever it says.
  }
}

// An optional dependency, which is compiled: loaded only where a token is named.
const require: NodeJS.Require = createRequire(import.meta.url);
