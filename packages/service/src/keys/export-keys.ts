import {
  actEvent,
  clockOf,
  type KeyRecord,
  middle,
  type Outcome,
  offsetAt,
  openSeed,
  outcome,
} from "@jeton/core";
import {
  type FileKey,
  fileKey,
  formatOtpauth,
  type PskcEncryption,
  writePskc,
  writeUsersfile,
} from "@jeton/keyfiles";
import type { Ports } from "@jeton/validator/parts";
import { allKeys, decideAndStore } from "@jeton/validator/parts";

/** The file in which keys leave. Only PSKC can be encrypted. */
export type ExportFormat =
  | { readonly kind: "pskc"; readonly encryption: PskcEncryption | null }
  | { readonly kind: "usersfile" }
  | { readonly kind: "otpauth" };

export type ExportAnswer = {
  readonly text: string;
  readonly serials: readonly string[];
  readonly leftOut: readonly { readonly serial: string; readonly why: string }[];
};

/**
 * Returns the keys as a file for another login server. Holders keep their keys; PINs stay here, since
 * nothing can turn a verifier back into a PIN. Each key's trail says that its seed left, before the
 * text is answered. Keys that are lost or retired, or that the format cannot hold, are left out.
 * `serials` null: all keys but lost and retired ones.
 */
export async function exportKeys(
  ports: Ports,
  format: ExportFormat,
  serials: readonly string[] | null,
  by: { readonly actor: string; readonly onProgress?: (done: number) => void },
): Promise<ExportAnswer> {
  const wanted = serials === null ? null : new Set(serials);
  const leftOut: { serial: string; why: string }[] = [];
  const keys: FileKey[] = [];
  try {
    for await (const record of allKeys(ports)) {
      if (wanted !== null && !wanted.delete(record.serial)) continue;
      const { kind } = record.state;
      if (serials === null && (kind === "lost" || kind === "retired")) continue;
      const why = reasonAgainst(record, format);
      if (why !== null) leftOut.push({ serial: record.serial, why });
      else keys.push(await takeOut(ports, record.serial, by.actor));
      by.onProgress?.(keys.length + leftOut.length);
    }
    for (const serial of wanted ?? []) leftOut.push({ serial, why: "there is no such key" });
    const text = keys.length === 0 ? "" : write(keys, format);
    return { text, serials: keys.map((key) => key.serial ?? ""), leftOut };
  } finally {
    for (const key of keys) key.seed.fill(0);
  }
}

function reasonAgainst(record: KeyRecord, { kind }: ExportFormat): string | null {
  const { state, holder, parameters } = record;
  if (state.kind === "retired" || state.kind === "lost") return `it is ${state.kind}`;
  const t0Seconds = clockOf(parameters)?.t0Seconds ?? 0;
  if (t0Seconds !== 0) return `its steps begin at ${t0Seconds} s, which no format can say`;
  if (parameters.suite !== undefined && kind !== "pskc") {
    return "it answers challenges, which only PSKC can say: export it with --format pskc";
  }
  if (kind !== "usersfile") return null;
  if (holder === null) return "it has no holder, which a users file wants";
  if (parameters.algorithm !== "SHA-1") return `a users file cannot say ${parameters.algorithm}`;
  return null;
}

async function takeOut(ports: Ports, serial: string, actor: string): Promise<FileKey> {
  const done = await decideAndStore<null>(
    ports,
    () => ports.store.load(serial),
    async (record): Promise<Outcome<null>> =>
      outcome(null, record, actEvent(ports.clock(), "exported", actor)),
  );
  if (done === null) throw new Error(`Cannot export key ${serial}: it is gone`);
  const { record } = done;
  const seed = openSeed(ports.keyring, record);
  try {
    const { parameters, holder, origin } = record;
    return fileKey({
      ...origin,
      serial,
      seed,
      parameters,
      counter: nextCounterOf(record),
      holder,
      driftSteps: driftOf(record, ports.clock()),
    });
  } finally {
    seed.fill(0);
  }
}

/** By how many steps the key is ahead, so that the next server need not search. */
function driftOf({ clock, parameters }: KeyRecord, now: number): number | null {
  const steps = clockOf(parameters);
  if (clock === null || steps === null) return null;
  return Math.round(middle(offsetAt(clock, now)) / (steps.periodSeconds * 1000));
}

/** The counter behind all that are spent, so that the next server takes no code that was used here. */
function nextCounterOf({ counter, lastStep }: KeyRecord): number | null {
  return counter && Math.max(counter.next, (lastStep ?? -1) + 1);
}

function write(keys: readonly FileKey[], format: ExportFormat): string {
  switch (format.kind) {
    case "pskc":
      return writePskc(keys, { encryption: format.encryption });
    case "usersfile":
      return writeUsersfile(keys);
    case "otpauth":
      return keys.map((key) => `${formatOtpauth(key)}\n`).join("");
    default:
      return format satisfies never;
  }
}
