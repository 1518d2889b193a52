// Puts a generic secret key into a token of SoftHSM, as `node put-key.mjs LIBRARY TOKEN PIN LABEL HEX SENSITIVE`.
import { createRequire } from "node:module";

const [library, token, pin, label, hex, sensitive] = process.argv.slice(2);
const pkcs11 = createRequire(import.meta.url)("pkcs11js");
const cryptoki = new pkcs11.PKCS11();
cryptoki.load(library);
cryptoki.C_Initialize();
const slot = cryptoki
  .C_GetSlotList(true)
  .find((each) => cryptoki.C_GetTokenInfo(each).label.trimEnd() === token);
const session = cryptoki.C_OpenSession(slot, pkcs11.CKF_SERIAL_SESSION | pkcs11.CKF_RW_SESSION);
cryptoki.C_Login(session, pkcs11.CKU_USER, pin);
cryptoki.C_CreateObject(session, [
  { type: pkcs11.CKA_CLASS, value: pkcs11.CKO_SECRET_KEY },
  { type: pkcs11.CKA_KEY_TYPE, value: pkcs11.CKK_GENERIC_SECRET },
  { type: pkcs11.CKA_LABEL, value: label },
  { type: pkcs11.CKA_TOKEN, value: true },
  { type: pkcs11.CKA_PRIVATE, value: true },
  { type: pkcs11.CKA_SENSITIVE, value: sensitive === "sensitive" },
  { type: pkcs11.CKA_EXTRACTABLE, value: false },
  { type: pkcs11.CKA_SIGN, value: true },
  { type: pkcs11.CKA_VALUE, value: Buffer.from(hex, "hex") },
]);
cryptoki.C_Finalize();
cryptoki.close();
