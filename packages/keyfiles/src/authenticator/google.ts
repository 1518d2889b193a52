import { BinaryReader } from "@bufbuild/protobuf/wire";
import type { Reading } from "../reading.ts";
import { splitLines } from "../text.ts";
import type { AppEntry } from "./app-entry.ts";
import { fromBase64 } from "./open-box.ts";

/** One of the codes into which the application parts an export. */
type Batch = { readonly id: number; readonly index: number; readonly size: number };

/**
 * Returns the accounts of an export of Google Authenticator: addresses `otpauth-migration://offline?data=…` as its
 * QR codes hold them, one a line. The data is protobuf; what its fields mean stands in
 * https://github.com/beemdevelopment/Aegis, app/src/main/proto/google_auth.proto. Empty lines and lines that begin
 * with # are skipped; a line that is no such address is a problem, codes of the export that are not there a warning.
 */
export function googleEntries(reading: Reading, text: string): readonly AppEntry[] {
  const batches: Batch[] = [];
  const entries = splitLines(text).flatMap((written, index) => {
    const line = index + 1;
    const address = written.trim();
    if (address === "" || address.startsWith("#")) return [];
    const payload = payloadOf(address);
    if (payload === null) {
      const wanted = "otpauth-migration://offline?data=DATA, as the QR code has it";
      reading.problem("uri-malformed", { line, path: "" }, `${address.length} characters`, wanted);
      return [];
    }
    batches.push(payload.batch);
    return payload.accounts.map((account, place) => entryOf(account, line, place + 1));
  });
  warnOfMissing(reading, batches);
  return entries;
}

function warnOfMissing(reading: Reading, batches: readonly Batch[]): void {
  for (const id of new Set(batches.map((batch) => batch.id))) {
    const ours = batches.filter((batch) => batch.id === id);
    const size = Math.max(...ours.map((batch) => batch.size));
    const there = new Set(ours.map(({ index }) => index + 1));
    if (there.size >= size) continue;
    const found = `of its ${size} QR codes only ${[...there].sort((a, b) => a - b).join(", ")}`;
    reading.warning("export-incomplete", { line: null, path: "" }, found, "all of them");
  }
}

/** An account as the export writes it; numbers of its lists of names, 0 where it says none. */
type Account = {
  secret: Uint8Array;
  name: string;
  issuer: string;
  algorithm: number;
  digits: number;
  type: number;
  counter: string;
};

const algorithms = [null, "SHA1", "SHA256", "SHA512", "MD5"];
const digitCounts = [null, "6", "8"];
const types = [null, "hotp", "totp"];

/** The application knows no period but this one, and writes none. */
const period = "30";

function entryOf(account: Account, line: number, place: number): AppEntry {
  const told = (names: readonly (string | null)[], number: number) =>
    number < names.length ? (names[number] ?? null) : `(number ${number})`;
  return {
    at: (path) => ({ line, path: `otp_parameters[${place}]/${path}` }),
    type: told(types, account.type),
    secret: account.secret,
    algorithm: told(algorithms, account.algorithm),
    digits: told(digitCounts, account.digits),
    ...{ period, counter: account.counter, account: null },
    label: account.name,
    issuer: account.issuer,
  };
}

type Payload = { readonly accounts: readonly Account[]; readonly batch: Batch };

function payloadOf(address: string): Payload | null {
  const data = /^otpauth-migration:\/\/offline\/?\?(?:[^#]*&)?data=([^&#]+)/i.exec(address)?.[1];
  try {
    // A blank is what a program made of a plus sign.
    const text = decodeURIComponent(data ?? "").replaceAll(" ", "+");
    const bytes = text === "" ? null : fromBase64(text);
    return bytes && readPayload(bytes);
  } catch {
    return null;
  }
}

/** Throws for bytes that are no such message. */
function readPayload(bytes: Uint8Array): Payload {
  const accounts: Account[] = [];
  const batch = { id: 0, index: 0, size: 1 };
  readFields(bytes, (field, reader) => {
    if (field === 1) accounts.push(readAccount(reader.bytes()));
    else if (field === 3) batch.size = reader.int32();
    else if (field === 4) batch.index = reader.int32();
    else if (field === 5) batch.id = reader.int32();
    else return false;
    return true;
  });
  return { accounts, batch };
}

function readAccount(bytes: Uint8Array): Account {
  const account: Account = {
    ...{ secret: new Uint8Array(), name: "", issuer: "" },
    ...{ algorithm: 0, digits: 0, type: 0, counter: "0" },
  };
  readFields(bytes, (field, reader) => {
    if (field === 1) account.secret = Uint8Array.from(reader.bytes());
    else if (field === 2) account.name = reader.string(true);
    else if (field === 3) account.issuer = reader.string(true);
    else if (field === 4) account.algorithm = reader.int32();
    else if (field === 5) account.digits = reader.int32();
    else if (field === 6) account.type = reader.int32();
    else if (field === 7) account.counter = String(reader.int64());
    else return false;
    return true;
  });
  return account;
}

/** The form in which each field of the two messages is written (protobuf: 0 a number, 2 bytes). */
function readFields(
  bytes: Uint8Array,
  take: (field: number, reader: BinaryReader) => boolean,
): void {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, form] = reader.tag();
    if (!take(field, reader)) reader.skip(form, field);
  }
}
