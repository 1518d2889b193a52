import { type Stats, statSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import { OtpError } from "@jeton/core";
import { isPkcs11Uri, masterKeyLinesOf, masterKeyPath, masterKeysOf } from "@jeton/validator/parts";
import { bad, doubtful, type Finding, good } from "./finding.ts";

/** Where an installation says it is. */
export type Place = {
  readonly data: string;
  /** The master keys, where they stand in the environment. */
  readonly masterKey: string | undefined;
};

/** Looks at the data directory and the master key. Opens no store and changes nothing. */
export function examineFiles(place: Place): readonly Finding[] {
  const directory = directoryFinding(place);
  const isThere = statusOf(resolve(place.data)) !== null;
  return [
    directory,
    ...(isThere || place.masterKey !== undefined ? [masterKeyFinding(place)] : []),
  ];
}

function directoryFinding({ data }: Place): Finding {
  const path = resolve(data);
  const stats = statusOf(path);
  const part = "data directory";
  if (stats === null || !stats.isDirectory()) {
    const from = isAbsolute(data) ? "" : `, looked for from ${process.cwd()}`;
    const cure = "give the directory with --data or JETON_DATA, or make one with jeton serve";
    return bad(part, `${path} is no directory${from}`, cure);
  }
  if ((stats.mode & 0o022) !== 0) {
    return bad(part, `${path}: others may write there`, `chmod 700 ${path}`);
  }
  const own = process.getuid?.();
  if (own !== undefined && own !== stats.uid) {
    const found = `${path} is another user's (${stats.uid}), you are ${own}`;
    return doubtful(part, found, "run jeton as the user of the service: what you make is yours");
  }
  if ((stats.mode & 0o055) !== 0) {
    return doubtful(part, `${path}: others may look into it`, `chmod 700 ${path}`);
  }
  return good(part, path);
}

function masterKeyFinding({ data, masterKey }: Place): Finding {
  const part = "master key";
  const where = masterKey === undefined ? masterKeyPath(data) : "JETON_MASTER_KEY";
  try {
    const asked = { dataDirectory: data, masterKey };
    const keys = masterKeysOf(asked, { mayCreate: false });
    const [active] = masterKeyLinesOf(asked);
    const inToken = isPkcs11Uri(active) ? ", the active one from a token" : "";
    const found = `${where}, ${keys.length === 1 ? "1 key" : `${keys.length} keys`}${inToken}`;
    if (keys.length === 1) return good(part, found);
    return doubtful(part, found, "jeton keys reseal, then take the old ones away");
  } catch (error) {
    if (!(error instanceof OtpError)) throw error;
    return bad(
      part,
      error.message,
      "take the key of this store, never a new one: nothing else opens it",
    );
  }
}

function statusOf(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}
