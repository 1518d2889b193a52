import type { CsvLayout } from "./column-map.ts";

/** The layouts that are known by a name. */
export type ReadyLayoutName = "entra" | "linotp" | "multiotp" | "privacyidea" | "yubico";

/**
 * Layouts of files that servers take or write. Each was read in the source that stands above it. A row that leaves
 * out the fields at its end is refused: those servers put values of their own in their place, and not the same ones.
 */
export const readyLayouts: { readonly [name in ReadyLayoutName]: CsvLayout } = {
  // https://learn.microsoft.com/entra/identity/authentication/how-to-mfa-upload-oath-tokens: its tokens have
  // SHA-1 and 6 digits, and secrets in base32.
  entra: {
    header: true,
    seedEncoding: "base32",
    columns: {
      holder: "upn",
      serial: "serial number",
      seed: "secret key",
      periodSeconds: "time interval",
      manufacturer: "manufacturer",
      model: "model",
    },
    fixed: { kind: "totp", algorithm: "SHA-1", digits: 6 },
  },
  // https://github.com/LinOTP/LinOTP, parseOATHcsv: "serial, key, [hotp,totp], [6,8], [30|60], [sha1|sha256|sha512]".
  linotp: {
    header: false,
    seedEncoding: "hex",
    skipped: ["#"],
    columns: { serial: 0, seed: 1, kind: 2, digits: 3, periodSeconds: 4, algorithm: 5 },
  },
  // https://github.com/multiOTP/multiotp, ImportTokensFromCsv in multiotp.class.php: "serial_number;manufacturer;
  // algorithm;seed;digits;interval_or_event", where the algorithm is TOTP or HOTP, and the event is the next one.
  multiotp: {
    header: false,
    seedEncoding: "hex",
    columns: {
      ...{ serial: 0, manufacturer: 1, kind: 2, seed: 3, digits: 4 },
      ...{ periodSeconds: 5, counter: 5 },
    },
    fixed: { algorithm: "SHA-1" },
  },
  // https://github.com/privacyidea/privacyidea, privacyidea/lib/importotp.py, parseOATHcsv: "serial, key, totp,
  // [6|8], [30|60]". Its rows of kind hotp have a counter there in newer versions and a period in older ones.
  privacyidea: {
    header: false,
    seedEncoding: "hex",
    skipped: ["#"],
    columns: { serial: 0, seed: 1, kind: 2, digits: 3, periodSeconds: 4 },
    fixed: { algorithm: "SHA-1" },
  },
  // https://github.com/Yubico/yubikey-personalization-gui, src/yubikeylogger.cpp, the "traditional" format: event,
  // moment, slot, public id, private id, secret, two access codes, three ways to write the id, digits, moving
  // factor seed. The public id is the serial number; rows of other modes than OATH-HOTP are refused.
  yubico: {
    header: false,
    seedEncoding: "hex",
    skipped: ["LOGGING START", "#"],
    columns: { kind: 0, serial: 3, seed: 5, digits: 11, counter: 12 },
    fixed: { algorithm: "SHA-1", manufacturer: "Yubico" },
  },
};
