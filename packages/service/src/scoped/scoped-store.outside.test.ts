import { createKeyring, defaultPolicy, unixMilliseconds } from "@jeton/core";
import {
  type OpenedStore,
  openMemoryStore,
  openPostgresStore,
  openSqliteStore,
  sealedDocuments,
  sealedStore,
} from "@jeton/store";
import {
  actOnStoredKey,
  addKey,
  carriedKeys,
  ensureDecoys,
  nodePorts,
  type Ports,
  watchClock,
} from "@jeton/validator/parts";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { makeStoreDirectory } from "../../../../test/contracts/store-directory.ts";
import { describeWith } from "../../../../test/support/needs.ts";
import { type PostgresServer, postgres, startPostgres } from "../../../../test/support/postgres.ts";
import {
  addForeign,
  addOwn,
  everythingOf,
  type Ids,
  ownSchool,
} from "../../test-support/two-schools.ts";
import { directoryOf } from "../holders/directory-of.ts";
import { changeTicket, listTickets, readTicket } from "../tickets/index.ts";
import { scopedStore } from "./scoped-store.ts";
import { type Scoped, scopedTo } from "./scoped-to.ts";
import { sightOf } from "./sight.ts";

const actor = "staff:officer";

// Goal: whatever is asked within a scope is answered by what lies in it, in each store, below all pages.
// Method: a store with two schools; what the one sees is compared with what it has, and what it writes with what is stored.
function scopeOver(engine: string, open: () => Promise<OpenedStore>): void {
  describe(`scopedTo() over ${engine}`, () => {
    let ports: Ports;
    let own: Ids;
    let foreign: Ids;
    let scoped: Scoped;
    let now = 1_799_999_960_000;
    const narrow = () => scopedTo(ports, directoryOf(ports), { scope: [ownSchool], account: null });

    beforeEach(async () => {
      const opened = await open();
      const keyring = createKeyring([new Uint8Array(32).fill(1)]);
      ports = {
        ...nodePorts,
        clock: () => {
          now += 1;
          return unixMilliseconds(now);
        },
        store: sealedStore(opened, keyring),
        documents: sealedDocuments(opened.documents, keyring),
        bareDocuments: opened.documents,
        keyring,
        policy: { ...defaultPolicy, pinHashCost: { logN: 4, r: 8, p: 1 } },
        clockWatch: watchClock(),
      };
      await ensureDecoys(ports);
      own = await addOwn(ports);
      foreign = await addForeign(ports);
      scoped = narrow();
      return () => opened.close();
    });

    test("lists the keys of its people, whichever way and however long the pages", async () => {
      const listed: string[] = [];
      for await (const { serial } of carriedKeys(scoped.ports)) listed.push(serial);
      const expected: string[] = [];
      for await (const { serial } of carriedKeys(ports)) {
        if (serial.startsWith("OWN-")) expected.push(serial);
      }
      expect(listed).toEqual(expected);
      const { store, documents } = ports;
      const whole = { store, documents, directory: directoryOf(ports) };
      for (const few of [0, 1000]) {
        const sight = sightOf(whole, { scope: [ownSchool], account: null });
        const narrowed = { store: scopedStore(store, sight, few) };
        const paged: string[] = [];
        for await (const { serial } of carriedKeys(narrowed, null, 2)) paged.push(serial);
        expect(paged, `${few}`).toEqual(expected);
      }
    });

    test("finds by the beginning of an identifier, in the order of identifiers", async () => {
      const { store } = scoped.ports;
      const found = await store.findByHolder({ prefix: "own.", limit: 3 });
      expect(found.map(({ record }) => record?.holder)).toEqual([
        ...["own.assign", "own.clear-pin", "own.end-temporary-code"],
      ]);
      expect(await store.findByHolder({ prefix: "foreign", limit: 3 })).toEqual([]);
    });

    test("loads no key outside, and a key that nobody has without its past", async () => {
      const { store } = scoped.ports;
      expect(await store.load(foreign.serial)).toBeNull();
      expect(await store.loadForHolder(foreign.holder, "")).toBeNull();
      expect(await store.load("FOREIGN-GHOST")).toBeNull();
      expect((await store.load(own.serial))?.record.holder).toBe(own.holder);
      expect((await store.load("STOCK-1"))?.record.state.kind).toBe("in-stock");
      const page = { afterSequence: 0, limit: 10 };
      expect(await store.events("STOCK-1", page)).toEqual([]);
      expect(await store.events(foreign.serial, page)).toEqual([]);
      expect((await store.events(own.serial, page)).map(({ kind }) => kind)).toEqual([
        ...["created", "assigned"],
      ]);
    });

    test("shows the events of a key since it was assigned last, and the first one", async () => {
      await actOnStoredKey(ports, foreign.serial, { kind: "lose" }, "staff:foreign");
      const assign = { kind: "assign", holder: own.free } as const;
      expect((await actOnStoredKey(scoped.ports, foreign.serial, assign, actor)).kind).toBe("done");
      const { store } = narrow().ports;
      const whole = await ports.store.events(foreign.serial, { afterSequence: 0, limit: 10 });
      expect(whole.map(({ kind }) => kind)).toEqual(["created", "assigned", "lost", "assigned"]);
      const seen = async (afterSequence: number, limit: number) =>
        (await store.events(foreign.serial, { afterSequence, limit })).map(
          ({ sequence }) => sequence,
        );
      expect([await seen(0, 10), await seen(0, 1), await seen(1, 10), await seen(4, 10)]).toEqual([
        ...[[1, 4], [1], [4], []],
      ]);
    });

    test.each([
      ["assigned to somebody outside", "STOCK-1", "assign", "foreign.free"],
      ["assigned to somebody unknown", "STOCK-1", "assign", "ulla.unknown"],
      ["retired without having had a holder", "STOCK-1", "retire", ""],
      ["taken from somebody outside", "FOREIGN-0001", "lose", ""],
      ["retired after it was lost elsewhere", "FOREIGN-lose", "retire", ""],
    ] as const)("lets no key be %s", async (_, serial, kind, holder) => {
      const before = await everythingOf(ports);
      const act = kind === "assign" ? { kind, holder } : { kind };
      expect(await actOnStoredKey(scoped.ports, serial, act, actor)).toEqual({
        ...{ kind: "unknown-key", serial },
      });
      expect(await everythingOf(ports)).toBe(before);
    });

    test("lets its people's keys go, and says why afterwards", async () => {
      const { kind } = await actOnStoredKey(scoped.ports, own.serial, { kind: "lose" }, actor);
      expect(kind).toBe("done");
      const { store } = scoped.ports;
      expect(await store.events(own.serial, { afterSequence: 2, limit: 9 })).toHaveLength(1);
      expect(await narrow().ports.store.events(own.serial, { afterSequence: 0, limit: 9 })).toEqual(
        [],
      );
    });

    test("has no documents but those that it has a rule for", async () => {
      const { documents, store } = scoped.ports;
      const page = { prefix: "", after: null, limit: 9, newestFirst: false };
      for (const kind of ["holder-entry", "api-token", "staff-session", "checkpoint"]) {
        await expect(documents.list(kind, page)).rejects.toThrow(TypeError);
      }
      await expect(documents.kinds()).rejects.toThrow(TypeError);
      await expect(addKey(scoped.ports, newKey, actor)).rejects.toThrow(TypeError);
      await expect(store.trailSerials({ after: null, limit: 9 })).rejects.toThrow(TypeError);
      expect(await documents.list("act-note", page)).toHaveLength(1);
      expect(scoped.ports.bareDocuments).toBeUndefined();
    });

    test("has the requests of its people, and changes no other", async () => {
      const ask = { state: "any", after: null, limit: 9 } as const;
      const { tickets: own } = await scoped.tickets.list(ask);
      expect(own.map(({ content }) => content.subject)).toEqual(["own subject", "own subject"]);
      expect((await listTickets(ports, ask)).tickets).toHaveLength(4);
      const page = { prefix: "", after: null, limit: 9, newestFirst: false };
      expect(await scoped.ports.documents.list("ticket", page)).toEqual([]);
      expect(await readTicket(scoped.ports, foreign.number)).toBeNull();
      const before = await everythingOf(ports);
      expect(await changeTicket(scoped.ports, foreign.number, { kind: "close" }, actor)).toBeNull();
      const closed = { body: JSON.stringify(own[0]), expiresAt: null };
      expect(await scoped.ports.documents.put("ticket", foreign.number, 1, closed)).toBe(false);
      expect(await scoped.ports.documents.remove("ticket", foreign.number, 1)).toBe(false);
      expect(await everythingOf(ports)).toBe(before);
    });

    test("has the people of the scope as its directory, and moves nobody in or out", async () => {
      const { directory } = scoped;
      const holders: string[] = [];
      for await (const { entry } of directory.entries()) holders.push(entry.holder);
      expect(holders.every((holder) => holder.startsWith("own."))).toBe(true);
      expect(await directory.load(foreign.holder)).toBeNull();
      const mine = await directory.load(own.holder);
      const theirs = await directoryOf(ports).load(foreign.holder);
      if (mine === null || theirs === null) throw new Error("nobody there");
      const before = await everythingOf(ports);
      const out = { ...mine.entry, school: foreign.school };
      expect(await directory.put(out, mine.revision)).toBe(false);
      const into = { ...theirs.entry, school: ownSchool };
      expect(await directory.put(into, theirs.revision)).toBe(false);
      expect(await directory.put(into, 0)).toBe(false);
      expect(await directory.remove(foreign.holder, theirs.revision)).toBe(false);
      expect(await everythingOf(ports)).toBe(before);
      const phone = { ...mine.entry, phone: "04" };
      expect(await directory.put(phone, mine.revision)).toBe(true);
      expect(await directory.remove(own.free, 1)).toBe(true);
    });
  });
}

const newKey = {
  serial: "NEW-1",
  seed: new Uint8Array(20).fill(3),
  parameters: { algorithm: "SHA-1", digits: 6, periodSeconds: 60, t0Seconds: 0 },
} as unknown as Parameters<typeof addKey>[1];

scopeOver("memory", async () => openMemoryStore());

const { path: files, remove: removeFiles } = makeStoreDirectory();
let opened = 0;
afterAll(() => removeFiles());
scopeOver("SQLite", async () => {
  opened += 1;
  return openSqliteStore(`${files}/${opened}.db`);
});

describeWith(postgres, "with PostgreSQL", (path) => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres(path, { fsync: "off", full_page_writes: "off" });
  }, 120_000);
  afterAll(() => server.remove());
  scopeOver("PostgreSQL", async () => openPostgresStore(await server.createDatabase()));
});
