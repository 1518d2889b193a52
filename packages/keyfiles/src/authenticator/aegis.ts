import { scrypt } from "@noble/hashes/scrypt.js";
import { concatBytes } from "@noble/hashes/utils.js";
import { decodeText } from "../text.ts";
import type { AppEntry } from "./app-entry.ts";
import { jsonEntry } from "./json-entry.ts";
import { itemsOf, type JsonPart, member, misshapen, parseJson } from "./json-part.ts";
import { fromBase64, notOpened, openBox, requirePassword, unsupported } from "./open-box.ts";

/** A file and what opens it. */
export type Opening = { readonly file: string; readonly password: string | undefined };

/** Slots of other types are opened by a fingerprint. */
const passwordSlot = 1;

/** The application itself takes 32 MiB (N = 2^15, r = 8, p = 1). */
const scryptBytesMax = 2 ** 28;

/**
 * Returns the accounts of a vault of Aegis (https://github.com/beemdevelopment/Aegis/blob/master/docs/vault.md), plain or
 * encrypted. @throws KeyFileError when it is no vault, locked, or asks too much of scrypt.
 */
export function aegisEntries(vault: JsonPart, opening: Opening): readonly AppEntry[] {
  const sealed = member(vault, "db");
  const db = typeof sealed.value === "string" ? opened(vault, sealed.value, opening) : sealed;
  const entries = member(db, "entries");
  const items = itemsOf(entries);
  if (items === null) throw misshapen(opening.file, entries, "the list of accounts");
  return items.map(entryOf);
}

function entryOf(item: JsonPart): AppEntry {
  const info = member(item, "info");
  const places: Readonly<Record<string, JsonPart>> = {
    type: member(item, "type"),
    account: member(item, "name"),
    issuer: member(item, "issuer"),
    algorithm: member(info, "algo"),
  };
  return jsonEntry((name) => places[name] ?? member(info, name));
}

/** The password opens the master key in a slot, and that the vault. */
function opened(vault: JsonPart, sealed: string, { file, password }: Opening): JsonPart {
  const header = member(vault, "header");
  const slots = itemsOf(member(header, "slots")) ?? [];
  const mine = slots.filter((slot) => member(slot, "type").value === passwordSlot);
  if (mine.length === 0) {
    const wanted = "a slot of a password: set one in the application, then export";
    throw unsupported(file, "header/slots", "no slot that a password opens", wanted);
  }
  const given = requirePassword(password, file);
  for (const slot of mine) {
    const key = scryptKey(slot, given, file);
    const master = openBox(key, ...sealedBy(slot, "key_params", bytesAt(slot, "key")));
    if (master?.length !== 32) continue;
    const box = openBox(master, ...sealedBy(header, "params", fromBase64(sealed)));
    if (box === null) throw misshapen(file, member(vault, "db"), "what the vault's key seals");
    return { ...parseJson(decodeText(box, file), file), path: "db" };
  }
  throw notOpened(file);
}

/** Returns the nonce, and the bytes with their tag behind them. */
function sealedBy(
  of: JsonPart,
  name: string,
  bytes: Uint8Array | null,
): [nonce: Uint8Array, sealed: Uint8Array] {
  const params = member(of, name);
  const tag = bytesAt(params, "tag") ?? new Uint8Array();
  const nonce = bytesAt(params, "nonce") ?? new Uint8Array();
  return [nonce, concatBytes(bytes ?? new Uint8Array(), tag)];
}

function bytesAt(of: JsonPart, name: string): Uint8Array | null {
  const text = member(of, name).value;
  if (typeof text !== "string" || !/^(?:[0-9a-f]{2})*$/i.test(text)) return null;
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function scryptKey(slot: JsonPart, password: string, file: string): Uint8Array {
  const number = (name: string) => Number(member(slot, name).value);
  const [N, r, p] = [number("n"), number("r"), number("p")];
  const isPower = Number.isInteger(N) && N > 1 && (N & (N - 1)) === 0;
  const isWhole = Number.isInteger(r) && r > 0 && Number.isInteger(p) && p > 0 && p <= 16;
  if (!isPower || !isWhole || 128 * N * r > scryptBytesMax) {
    const wanted = `scrypt with at most ${scryptBytesMax} bytes and p up to 16`;
    throw unsupported(file, slot.path, "other parameters of scrypt", wanted);
  }
  const salt = bytesAt(slot, "salt") ?? new Uint8Array();
  return scrypt(password, salt, { N, r, p, dkLen: 32 });
}
