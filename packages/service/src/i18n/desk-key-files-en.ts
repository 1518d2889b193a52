import type { deskKeyFilesFr } from "./desk-key-files-fr.ts";

/** What the readers of key files find, in English. */
export const deskKeyFilesEn: Readonly<Record<keyof typeof deskKeyFilesFr, string>> = {
  "found.KEY_FILE_MALFORMED":
    "The file is not what it claims to be: text that is not UTF-8, broken XML or CSV, a column or an element that is missing. Check the kind that you chose, or ask for a new file.",
  "found.KEY_FILE_COLUMNS":
    "The columns do not say what the codes of these keys depend on. Name them serial, seed (or “seed hex”, “seed base32”), kind (totp, hotp or ocra), suite, counter, algorithm, digits, periodSeconds, t0Seconds, holder, issuer, friendlyName, manufacturer or model, each once, and leave the others out; or use the command “jeton keys import” with a layout.",
  "found.KEY_FILE_KIND":
    "The file is not of the kind that you chose. Choose “told by its content”, or the kind that it is.",
  "found.KEY_FILE_UNSUPPORTED":
    "The file is whole, but made or encrypted in a way that is not known here. Ask for it in another form.",
  "found.KEY_FILE_LOCKED":
    "The file’s secret is missing, of another kind or wrong; or the file was changed. Give the password or the key that goes with it.",
  "found.KEY_FILE_UNWRITABLE": "This kind of file cannot hold this key.",

  "found.seed-missing": "The key has no seed in this file, or only a reference to one.",
  "found.seed-empty": "The seed is empty.",
  "found.seed-malformed":
    "The seed is not written as this file wants it: in hexadecimal (CSV, usersfile), base32 (otpauth) or base64 (PSKC).",
  "found.seed-too-long": "The seed is over 1024 bytes.",
  "found.counter-missing":
    "This key counts its codes (HOTP), but the file does not say its counter. Without it codes that were used could pass again.",
  "found.counter-unsupported": "The counter of a key must be a whole number from 0 to 2^52.",
  "found.kind-unknown":
    "The kind of key is not known. A key with a clock (TOTP), one that counts (HOTP) or one that answers challenges (OCRA) is wanted.",
  "found.code-form-unsupported":
    "The codes of this key are not plain digits, or carry a check digit.",
  "found.algorithm-unknown": "The algorithm is not known. SHA-1, SHA-256 or SHA-512 is wanted.",
  "found.digits-unsupported": "A code must have 6 to 10 digits.",
  "found.period-unsupported": "The period must be 15 to 86,400 seconds.",
  "found.suite-missing": "This key answers challenges (OCRA), but the file does not say its suite.",
  "found.suite-unsupported":
    "The suite cannot be used. One such as OCRA-1:HOTP-SHA256-8:C-QN08 is wanted: 6 digits or more, either a counter (C) or a time step (T) of 15 s to a day, no PIN (P) and no session (S).",
  "found.suite-differs":
    "The file says something else here than the key’s suite does. Correct the one that is wrong.",
  "found.number-malformed": "This is no whole number in digits.",
  "found.date-malformed": "This is no date from 1970 to 9999, written as 2026-01-31T00:00:00Z.",
  "found.name-malformed":
    "The name cannot be used: 1 to 256 characters, no control characters, are wanted.",
  "found.serial-missing": "The key has no number in this file.",
  "found.serial-malformed":
    "The number cannot be used: 1 to 64 ASCII letters, digits or signs, no blanks, are wanted.",
  "found.serial-repeated":
    "A key further up in the file has this number already; that one is kept.",
  "found.field-repeated": "This field is given twice.",
  "found.field-missing": "This field is missing.",
  "found.line-malformed": "The line does not have the number of fields that is wanted.",
  "found.uri-malformed":
    "The address is not of the form otpauth://totp/NAME?secret=…, or a “%” in it is broken.",
  "found.uri-escaped":
    "Each “&” of the address was changed for a web page: put “&” for “&amp;” again, or take the address where it came from.",
  "found.parameter-misspelt":
    "This parameter seems to decide the codes, under a name that the format does not know: algorithm, digits, period or counter is wanted.",
  "found.spreadsheet-damage":
    "A spreadsheet damaged this value. Open the maker’s file again with the column imported as text, or give the file as the maker made it.",
  "found.mac-missing":
    "Nothing protects the encrypted value against a change: it is not taken, unless the form allows it.",
  "found.mac-wrong":
    "The value was changed since the file was made: it is not taken. Ask for a new file.",
  "found.encryption-unsupported": "The encryption is not known. AES-CBC is wanted.",
  "found.value-malformed": "The value cannot be read once it is decrypted, or is too large.",

  "found.seed-short": "The seed is short: fewer than 16 bytes (RFC 4226).",
  "found.seed-lower-case": "The seed is written in lower case; it is taken.",
  "found.seed-padding-missing": "The signs “=” are missing at the end of the seed; it is taken.",
  "found.seed-trailing-bits": "Bits too many at the end of the seed were left out.",
  "found.seed-blanks": "Blanks or dashes stand within the seed; it is taken.",
  "found.seed-encoding-found":
    "The header does not say how seeds are written; they can be written in one way only, which is taken.",
  "found.algorithm-spelling": "The algorithm has another name than usual; it is understood.",
  "found.algorithm-assumed": "The algorithm is not said: SHA-1 is taken.",
  "found.export-incomplete":
    "QR codes of the export are missing; the keys of those that are here are taken.",
  "found.names-lower-case":
    "The names of elements are in lower case, as privacyIDEA writes them; they are understood.",
  "found.digits-assumed": "The number of digits is not said: 6 is taken.",
  "found.period-assumed": "The period is not said: 30 seconds are taken.",
  "found.zone-assumed": "The date does not say its time zone: UTC is taken.",
  "found.issuer-differs": "The issuer is not the one of the label; the parameter’s is taken.",
  "found.holder-missing": "The holder is not named.",
  "found.holder-with-colon": "The holder’s name holds a colon.",
  "found.plus-as-blank": "A “+” is taken for a blank.",
  "found.parameter-case": "The parameter’s name is not in lower case; it is understood.",
  "found.parameter-unknown": "The parameter is not known; it is left out.",
  "found.field-repeated-alike": "This field is given twice, with the same value.",
  "found.field-ignored": "This field is of no use here; it is left out.",
  "found.state-ignored":
    "What a server noted (offset, last code) is not taken over: that code could pass here once more.",
  "found.pin-ignored": "A PIN is never taken over: holders choose their own.",
  "found.policy-ignored": "The file asks for a rule that nothing enforces here.",
  "found.serial-from-id": "The number is not given: the key’s Id stands for it.",
  "found.serial-with-id":
    "This device has several keys: the number of each is the device’s with the key’s Id behind it.",
  "found.key-name-missing":
    "The file does not say which key opens it: the one that was given is taken.",
  "found.integer-length": "An encrypted number has not 4 or 8 bytes; it is understood.",
  "found.mac-unverified": "Nothing protects the encrypted value against a change.",
  "found.secret-unprotected": "The seed is in the clear in a file that should encrypt it.",
  "found.signature-unverified":
    "The file is signed, but the signature was not verified: it must come by a trusted way.",
  "found.columns-unmapped": "Some columns are of no use here; they are left out.",
};
