import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { cpuTimeOfEnded, cpuTimeOfTree } from "./cpu-time.ts";

/**
 * The two statements of an attempt, as the adapter sends them, on the same tables with the same
 * guards; nothing is decided in between. A key's accepted steps rise with its revision: one that comes
 * twice breaks the unique index. pgbench makes parameters of the variables.
 */
const script = (keys: number) => `\\set id random(0, ${keys - 1})
SELECT serial, revision, holder, last_step, record FROM jeton.keys
WHERE serial = coalesce((SELECT serial FROM jeton.keys WHERE holder = 'holder-' || :id), 'decoy-0') \\gset
WITH changed AS (
  UPDATE jeton.keys SET revision = revision + 1, holder = 'holder-' || :id, last_step = coalesce(last_step, 0) + 1, record = :record
  WHERE serial = :serial AND revision = :revision RETURNING serial, revision
)
INSERT INTO jeton.events (serial, sequence, at, kind, actor, step, reason, diagnosis, hash)
SELECT serial, revision, 1700000000000::bigint, 'accepted', 'holder', 28000000::bigint + revision, NULL, NULL, repeat('0', 64) FROM changed
RETURNING serial;
`;

/** What pgbench came to, times in milliseconds. */
export type PgbenchResult = {
  readonly pairsPerSecond: number;
  readonly mean: number;
  /** CPU time of a pair, on all cores together. */
  readonly cpu: { readonly database: number; readonly load: number };
};

/** Returns how many such pairs a second pgbench reaches with so many clients. */
export async function runPgbench(options: {
  readonly program: string;
  readonly url: string;
  /** The first process of the server. */
  readonly postmaster: number;
  readonly keys: number;
  readonly clients: number;
  readonly seconds: number;
}): Promise<PgbenchResult> {
  const directory = mkdtempSync(join(tmpdir(), "jeton-pgbench-"));
  try {
    chmodSync(directory, 0o755);
    const file = join(directory, "attempt.sql");
    writeFileSync(file, script(options.keys));
    const { clients, seconds } = options;
    const words = ["-n", "-M", "prepared", "-c", `${clients}`, "-j", "2", "-T", `${seconds}`];
    const times = () => ({ database: cpuTimeOfTree(options.postmaster), load: cpuTimeOfEnded() });
    const before = times();
    const { stdout } = await promisify(execFile)(options.program, [
      ...[...words, "-f", file, options.url],
    ]);
    await sleep(500); // The server counts its processes when it learns of their ends.
    const after = times();
    const read = (form: RegExp) => Number(form.exec(stdout)?.[1] ?? Number.NaN);
    const pairs = read(/^number of transactions actually processed: ([0-9]+)/mu);
    return {
      pairsPerSecond: read(/^tps = ([0-9.]+)/mu),
      mean: read(/^latency average = ([0-9.]+)/mu),
      cpu: {
        database: (after.database - before.database) / pairs,
        load: (after.load - before.load) / pairs,
      },
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
