import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createKeyring, defaultPolicy, OtpError, unixMilliseconds } from "@jeton/core";
import { type ArchiveLine, decodeArchiveLine, verifyTrail } from "@jeton/service";
import { openSqliteStore } from "@jeton/store";
import { nodePorts, type Ports, watchClock } from "@jeton/validator/parts";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { compiler, type KilledProgram, killedProgram } from "../support/killed-program.ts";
import { describeWith } from "../support/needs.ts";
import { addKeysWithEvents, retainedSerials } from "../support/retained-store.ts";

// Goal: wherever a retention dies, each event is in the store or in the archive, and the store's
// trail is intact.
// Method: SIGKILL at its 1st, 2nd, 3rd … change of the database's files or the archive, every second
// time with half of a write done, as in killed-at-each-write.test.ts.

vi.setConfig({ testTimeout: 300_000 });

const eventsEach = 6;
/** Later than every event. */
const before = unixMilliseconds(1_700_000_100_000);

async function withPorts<T>(path: string, work: (ports: Ports) => Promise<T>): Promise<T> {
  const store = openSqliteStore(path);
  let now = 1_700_000_000_000;
  const ports: Ports = {
    ...nodePorts,
    clock: () => {
      now += 1000;
      return unixMilliseconds(now);
    },
    ...{ store, documents: store.documents, policy: defaultPolicy, clockWatch: watchClock() },
    keyring: createKeyring([new Uint8Array(32).fill(3)]),
  };
  try {
    return await work(ports);
  } finally {
    await store.close();
  }
}

describeWith(compiler, "retainTrail() in a process killed at each write", (gcc) => {
  let program: KilledProgram;
  let whole: string;

  beforeAll(async () => {
    program = killedProgram(gcc, new URL("retain-and-end.ts", import.meta.url));
    whole = join(program.directory, "whole.sqlite");
    await withPorts(whole, addKeysWithEvents);
  });
  afterAll(() => program.remove());

  /** Runs the retention on a fresh copy until its boundary `killAt`, and answers what is left. */
  async function run(killAt: number) {
    const place = join(program.directory, `watched-${killAt}`);
    mkdirSync(place);
    const [file, archive] = [join(place, "jeton.sqlite"), join(place, "archive.jsonl")];
    copyFileSync(whole, file);
    const words = [file, archive, `${before}`];
    const signal = await program.run({ words, watched: `/watched-${killAt}/`, killAt });
    return { signal, cut: await expectNothingLost(file, archive) };
  }

  /** Returns how many events the store has let go. */
  async function expectNothingLost(file: string, archive: string): Promise<number> {
    const archived = new Set(readLines(archive).map(nameOf));
    return withPorts(file, async (ports) => {
      const report = await verifyTrail(ports, { sinceCheckpoint: false, expected: null });
      expect(report.broken).toEqual([]);
      for (const serial of retainedSerials) {
        const left = await ports.store.events(serial, { afterSequence: 0, limit: 100 });
        const there = new Set(left.map(({ sequence }) => sequence));
        for (let sequence = 1; sequence <= eventsEach; sequence += 1) {
          expect(there.has(sequence) || archived.has(`${serial}/${sequence}`)).toBe(true);
        }
      }
      return report.cut;
    });
  }

  test("loses no event", async () => {
    const undisturbed = await run(0);
    expect(undisturbed).toEqual({ signal: null, cut: retainedSerials.length * (eventsEach - 1) });
    const boundaries = program.changes();
    // Verifying, a checkpoint, the archive, three cuts, the log's way back into the database.
    expect(boundaries).toBeGreaterThan(20);
    const cuts = new Set<number>();
    const queue = Array.from({ length: boundaries }, (_, index) => index + 1);
    const worker = async () => {
      for (let killAt = queue.shift(); killAt !== undefined; killAt = queue.shift()) {
        const killed = await run(killAt);
        expect(killed.signal).toBe("SIGKILL");
        cuts.add(killed.cut);
      }
    };
    await Promise.all([worker(), worker()]);
    // Deaths fell before, between and behind the cuts.
    expect([...cuts].sort((left, right) => left - right)).toEqual([0, 5, 10, 15]);
    console.log(`a retention killed at each of ${boundaries} writes: no event was lost`);
  });
});

/** Lines of an archive up to one that was half written. */
function readLines(path: string): readonly ArchiveLine[] {
  if (!existsSync(path)) return [];
  const lines: ArchiveLine[] = [];
  for (const text of readFileSync(path, "utf8").split("\n")) {
    try {
      lines.push(decodeArchiveLine(text));
    } catch (error) {
      if (error instanceof OtpError) return lines;
      throw error;
    }
  }
  return lines;
}

function nameOf(line: ArchiveLine): string {
  return line.type === "event" ? `${line.serial}/${line.sequence}` : "";
}
