import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { createKeyring, defaultPolicy, type PinQuestion, unixMilliseconds } from "@jeton/core";
import { openMemoryStore, sealedDocuments, sealedStore } from "@jeton/store";
import { nodePorts, openInstallation, type Ports, watchClock } from "@jeton/validator/parts";
import Database from "better-sqlite3";
import { startBuilt } from "../../bench-service/built-process.ts";
import { nextMessage, stopProcess } from "../../contracts/source-process.ts";
import { makeStoreDirectory } from "../../contracts/store-directory.ts";
import type { MeasuredCause, Trial, Workshop } from "./trial.ts";

/** A server in a process of its own, and the store behind it, in which keys are prepared. */
export type Site = {
  readonly port: number;
  readonly prepare: (cause: MeasuredCause) => Promise<Trial>;
  /** Sets the server's clock forward. */
  readonly advance: (milliseconds: number) => void;
  readonly close: () => Promise<void>;
};

/** Where the server is, built. */
export const serverFolder = "test/oracle/http";

/** Starts a server on an empty store. `build(serverFolder)` must have run. */
export async function openSite(): Promise<Site> {
  const directory = makeStoreDirectory();
  const data = { dataDirectory: join(directory.path, "data") };
  const server: ChildProcess = startBuilt("server", { folder: serverFolder }, data.dataDirectory);
  const port = await nextMessage<number>(server);
  const opened = await openInstallation(data);
  const ports = { ...opened, ...cheapPorts };
  const durations = new Map<string, number>();
  return {
    port,
    async prepare(cause) {
      // A key that is prepared for an hour of its own life is to be ready now, by the server's clock.
      const duration = durations.get(cause.name) ?? (await durationOf(cause));
      durations.set(cause.name, duration);
      const trial = await cause.prepare(workshopAt(Date.now() - duration, ports));
      const { spoil } = trial;
      if (spoil !== undefined) damage(join(data.dataDirectory, "jeton.sqlite"), spoil.serial);
      return trial;
    },
    advance: (milliseconds) => void server.send(milliseconds),
    async close() {
      await stopProcess(server, "SIGTERM");
      await opened.store.close();
      directory.remove();
    },
  };
}

/** How long a cause takes to prepare by its own clock: always the same. */
async function durationOf(cause: MeasuredCause): Promise<number> {
  const begins = 1_800_000_000_000;
  const keyring = createKeyring([new Uint8Array(32).fill(0x55)]);
  const store = openMemoryStore();
  const workshop = workshopAt(begins, {
    ...{ ...nodePorts, ...cheapPorts },
    store: sealedStore(store, keyring),
    documents: sealedDocuments(store.documents, keyring),
    ...{ keyring, policy: defaultPolicy, clockWatch: watchClock() },
  });
  await cause.prepare(workshop);
  return workshop.ports.clock() - begins;
}

function workshopAt(begins: number, ports: Omit<Ports, "clock">): Workshop {
  let now = begins;
  return {
    ports: { ...ports, clock: () => unixMilliseconds(now) },
    advance: (seconds) => {
      now += Math.max(0, Math.round(seconds * 1000));
    },
  };
}

const salt = new Uint8Array(16).fill(0x5a);
const digests = new Map<string, Promise<Uint8Array>>();

/**
 * Each PIN is hashed at its full cost, but once: the salts are the same for all keys, so that
 * thousands of keys can be prepared. For the server that changes nothing.
 */
const cheapPorts: Pick<Ports, "random" | "hashPin"> = {
  random: (bytes) => (bytes === salt.length ? salt.slice() : nodePorts.random(bytes)),
  async hashPin(question: PinQuestion) {
    const { pin, cost } = question;
    const name = JSON.stringify([pin, [...question.salt], cost]);
    const digest = digests.get(name) ?? nodePorts.hashPin(question);
    digests.set(name, digest);
    return (await digest).slice();
  },
};

/** Changes a byte of a stored key's sealed seed, as a torn write or a thief would. */
function damage(file: string, serial: string): void {
  const db = new Database(file, { timeout: 10_000 });
  try {
    const row = db
      .prepare<[string], { record: string }>("SELECT record FROM keys WHERE serial = ?")
      .get(serial);
    if (row === undefined) throw new TypeError("Cannot damage a record: it is not stored");
    const damaged = row.record.replace(/("seed":"[^"]*)[A-Za-z0-9]"/u, (whole, start: string) => {
      const last = whole.at(-2) === "A" ? "B" : "A";
      return `${start}${last}"`;
    });
    const change = "UPDATE keys SET record = ?, revision = revision + 1 WHERE serial = ?";
    db.prepare(change).run(damaged, serial);
  } finally {
    db.close();
  }
}
