import { pbkdf2 } from "@noble/hashes/pbkdf2.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { decodeText } from "../text.ts";
import type { Opening } from "./aegis.ts";
import type { AppEntry } from "./app-entry.ts";
import { jsonEntry } from "./json-entry.ts";
import { itemsOf, type JsonPart, member, misshapen, parseJson, written } from "./json-part.ts";
import { fromBase64, notOpened, openBox, requirePassword, unsupported } from "./open-box.ts";

/** PBKDF2 rounds of the application. */
const rounds = 10_000;

/** What this reads; a later one may mean something else by the same words. */
const schemaVersionMax = 4;

/**
 * Returns the accounts of a backup of 2FAS (https://github.com/twofas/2fas-android), plain or encrypted.
 * @throws KeyFileError when it is none, locked, or of a later schema.
 */
export function twoFasEntries(backup: JsonPart, opening: Opening): readonly AppEntry[] {
  const { file } = opening;
  const version = Number(member(backup, "schemaVersion").value ?? 1);
  if (!(version >= 1 && version <= schemaVersionMax)) {
    const wanted = `1 to ${schemaVersionMax}`;
    throw unsupported(file, "schemaVersion", "another version of the backup", wanted);
  }
  const sealed = member(backup, "servicesEncrypted").value;
  const services =
    typeof sealed === "string" ? opened(sealed, opening) : member(backup, "services");
  const items = itemsOf(services);
  if (items === null) throw misshapen(file, services, "the list of accounts");
  return items.map(entryOf);
}

function entryOf(item: JsonPart): AppEntry {
  const otp = member(item, "otp");
  const entry = jsonEntry((name) => {
    if (name === "secret") return member(item, name);
    return member(otp, name === "type" ? "tokenType" : name);
  });
  return {
    ...entry,
    // The first schemas do not name the kind; only keys with a clock have a period.
    type: entry.type ?? (entry.period === null ? null : "totp"),
    issuer: entry.issuer ?? written(member(item, "name")),
  };
}

/** `data:salt:nonce`, each in base64. */
function opened(sealed: string, { file, password }: Opening): JsonPart {
  const [data, salt, nonce] = sealed.split(":").map(fromBase64);
  const path = "servicesEncrypted";
  if (!data || !salt || !nonce) {
    throw unsupported(file, path, "another form", "data, salt and nonce in base64");
  }
  const given = requirePassword(password, file);
  const key = pbkdf2(sha256, given, salt, { c: rounds, dkLen: 32 });
  const box = openBox(key, nonce, data);
  if (box === null) throw notOpened(file);
  return { ...parseJson(decodeText(box, file), file), path };
}
