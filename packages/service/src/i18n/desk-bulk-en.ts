import type { deskBulkFr } from "./desk-bulk-fr.ts";

/** Imports and assignment by lists at the help desk, in English. */
export const deskBulkEn: Readonly<Record<keyof typeof deskBulkFr, string>> = {
  "bulk.import-title": "Import keys",
  "bulk.import-intro":
    "A file of the maker puts its keys in stock. You see first what would be done; seeds are never shown.",
  "bulk.import-hint":
    "{mebibytes} MiB at most; for larger files, and other layouts of CSV, use the command “jeton keys import”.",
  "bulk.import-preview": "Preview of the import",
  "bulk.import-done": "Report of the import",
  "bulk.import-go-on": "{count, plural, one {Put # key in stock} other {Put # keys in stock}}",
  "bulk.assign-many-title": "Assign many keys",
  "bulk.assign-many-intro":
    "A CSV list assigns keys in stock to their holders. You see first what would be done.",
  "bulk.assign-many-hint":
    "First line: “serial” and “identifier”. Commas or semicolons, {mebibytes} MiB at most.",
  "bulk.assign-many-preview": "Preview of the assignment",
  "bulk.assign-many-done": "Report of the assignment",
  "bulk.assign-many-go-on": "{count, plural, one {Assign # key} other {Assign # keys}}",
  "bulk.kind": "Kind of file",
  "bulk.kind-found": "Told by its content",
  "bulk.kind-pskc": "PSKC (RFC 6030, XML)",
  "bulk.kind-otpauth": "otpauth:// addresses, one a line",
  "bulk.kind-usersfile": "OATH usersfile",
  "bulk.kind-authenticator": "Export of an application (Google, Aegis, 2FAS, andOTP)",
  "bulk.kind-csv":
    "CSV with the columns serial and “seed hex”, and kind and counter of keys with a button",
  "bulk.file": "File",
  "bulk.secret": "Password or key of the file",
  "bulk.secret-hint": "Leave empty if the file is not encrypted.",
  "bulk.without-mac":
    "Also take seeds of a PSKC file that nothing protects from change (without MAC)",
  "bulk.assign": "Assign the keys to the holders whom the file names",
  "bulk.waits": "Assigned keys wait for their hand-over before they can be used",
  "bulk.preview": "See the preview",
  "bulk.go-on-hint": "Nothing is done yet. The preview waits for ten minutes.",
  "bulk.again": "Another file",
  "bulk.done": "{count, plural, one {# key done} other {# keys done}}",
  "bulk.problems": "Keys of the file that cannot be used",
  "bulk.warnings": "To know",
  "bulk.rows": "Key by key, what needs a look first",
  "bulk.codes-from": "{words}, next counter {counter}",
  "bulk.fate": "Result",
  "bulk.more": "{count, plural, one {and # more} other {and # more}}",
  "bulk.empty": "Choose a file that is not empty.",
  "bulk.too-large": "The file is over {mebibytes} MiB.",
  "bulk.gone": "The preview has expired, or was used already. Choose the file again.",
  "bulk.unknown-kind": "Choose the kind of the file from the list.",
  "bulk.unusable": "The file cannot be read. In detail:",

  "finding.at": "{place} – {text}",
  "finding.line": "line {line}",
  "finding.value": "{text} Found: “{value}”.",
  "finding.times": "{text} (× {count})",
  "finding.detail": "Technical message of the reader of files, in English",

  "fate.added": "{count, plural, one {key put in stock} other {keys put in stock}}",
  "fate.added-and-assigned":
    "{count, plural, one {key put in stock and assigned} other {keys put in stock and assigned}}",
  "fate.already-there":
    "{count, plural, one {key there already, unchanged} other {keys there already, unchanged}}",
  "fate.serial-missing":
    "{count, plural, one {key without a number} other {keys without a number}}",
  "fate.serial-reserved":
    "{count, plural, one {number that is the service’s own} other {numbers that are the service’s own}}",
  "fate.added-holder-unusable":
    "{count, plural, one {key in stock, the identifier cannot be used} other {keys in stock, the identifiers cannot be used}}",
  "fate.added-holder-taken":
    "{count, plural, one {key in stock, the holder has a key already} other {keys in stock, the holders have a key already}}",
  "fate.assigned": "{count, plural, one {key assigned} other {keys assigned}}",
  "fate.unknown-key": "{count, plural, one {unknown key} other {unknown keys}}",
  "fate.not-in-stock": "{count, plural, one {key not in stock} other {keys not in stock}}",
  "fate.identifier-unusable":
    "{count, plural, one {identifier that cannot be used} other {identifiers that cannot be used}}",
  "fate.holder-outside":
    "{count, plural, one {person who is not of your schools} other {people who are not of your schools}}",
  "fate.holder-taken":
    "{count, plural, one {holder who has a key already} other {holders who have a key already}}",
  "fate.unreadable":
    "{count, plural, one {key that cannot be read} other {keys that cannot be read}}",
};
