import type { ChildProcess } from "node:child_process";
import { defaultPolicy, type PinQuestion, unixMilliseconds } from "@jeton/core";
import { nodePorts, type Ports, watchClock } from "@jeton/service";
import { openMemoryStore, openSqliteStore } from "@jeton/store";
import Database from "better-sqlite3";
import { startBuilt } from "../../bench-service/built-process.ts";
import { nextMessage, stopProcess } from "../../contracts/source-process.ts";
import { makeStoreDirectory } from "../../contracts/store-directory.ts";
import { oracleKeyring } from "./oracle-keyring.ts";
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
  const server: ChildProcess = startBuilt("server", { folder: serverFolder }, directory.file);
  const port = await nextMessage<number>(server);
  const store = openSqliteStore(directory.file);
  const shared = cheapPorts();
  const durations = new Map<string, number>();
  return {
    port,
    async prepare(cause) {
      // A key that is prepared for an hour of its own life is to be ready now, by the server's clock.
      const duration = durations.get(cause.name) ?? (await durationOf(cause, shared));
      durations.set(cause.name, duration);
      const begins = Date.now() - duration;
      const trial = await cause.prepare(workshopAt(begins, { ...shared, ...storeOf(store) }));
      if (trial.spoil !== undefined) damage(directory.file, trial.spoil.serial);
      return trial;
    },
    advance: (milliseconds) => void server.send(milliseconds),
    async close() {
      await stopProcess(server, "SIGTERM");
      await store.close();
      directory.remove();
    },
  };
}

type OpenedStore = ReturnType<typeof openMemoryStore>;

function storeOf(store: OpenedStore): Pick<Ports, "store" | "documents"> {
  return { store, documents: store.documents };
}

/** How long a cause takes to prepare by its own clock: always the same. */
async function durationOf(cause: MeasuredCause, shared: SharedPorts): Promise<number> {
  const begins = 1_800_000_000_000;
  const workshop = workshopAt(begins, { ...shared, ...storeOf(openMemoryStore()) });
  await cause.prepare(workshop);
  return workshop.ports.clock() - begins;
}

type SharedPorts = Omit<Ports, "store" | "documents" | "clock">;

function workshopAt(begins: number, ports: Omit<Ports, "clock">): Workshop {
  let now = begins;
  return {
    ports: { ...ports, clock: () => unixMilliseconds(now) },
    advance: (seconds) => {
      now += Math.max(0, Math.round(seconds * 1000));
    },
  };
}

/**
 * Ports with the shipped policy. Each PIN is hashed at its full cost, but once: the salts are the same
 * for all keys, so that thousands of keys can be prepared. For the server that changes nothing.
 */
function cheapPorts(): SharedPorts {
  const digests = new Map<string, Promise<Uint8Array>>();
  const salt = new Uint8Array(16).fill(0x5a);
  return {
    ...nodePorts,
    random: (bytes) => (bytes === salt.length ? salt.slice() : nodePorts.random(bytes)),
    async hashPin(question: PinQuestion) {
      const { pin, cost } = question;
      const name = JSON.stringify([pin, [...question.salt], cost]);
      const digest = digests.get(name) ?? nodePorts.hashPin(question);
      digests.set(name, digest);
      return (await digest).slice();
    },
    keyring: oracleKeyring,
    policy: defaultPolicy,
    clockWatch: watchClock(),
  };
}

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
