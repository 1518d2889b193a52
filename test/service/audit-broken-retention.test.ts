import { closeSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ChainedEvent, TrailAnchor } from "@jeton/core";
import {
  archiveInto,
  decodeArchiveLine,
  encodeArchiveLine,
  type RetainAnswer,
  readArchiveFile,
  retainTrail,
} from "@jeton/service";
import type { Ports } from "@jeton/validator/parts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type KeptArchive, keptArchive } from "../support/kept-archive.ts";
import { momentOf, openRetainedStore, type RetainedStore } from "../support/retained-store.ts";
import { forge } from "../support/tampered-store.ts";

// Goal: what an archive could not prove stays in the store, and nobody throws an archive away that
// holds the only copy of what was cut before.
// Method: one thing in the store that no archive can hold, or that breaks while keys are cut.

let opened: RetainedStore;
let archive: KeptArchive;
beforeEach(async () => {
  opened = await openRetainedStore();
  archive = keptArchive();
});
afterEach(() => opened.remove());

/** Retains all but the last events, with a store that is changed by `change`. */
async function retainAll(
  change: (store: Ports["store"]) => Partial<Ports["store"]> = () => ({}),
  onCut: (keysDone: number) => void = () => {},
): Promise<RetainAnswer | undefined> {
  const answers: RetainAnswer[] = [];
  await opened.within(async (ports) => {
    const store = { ...ports.store, ...change(ports.store) };
    const before = await momentOf(ports, 100);
    const options = { before, actor: "staff:anne", archive, onCut };
    answers.push(await retainTrail({ ...ports, store }, options));
  });
  return answers[0];
}

describe("retainTrail(), of what no archive can hold", () => {
  test("cuts nothing where a diagnosis has a field that is not in its hash", async () => {
    const diagnosis = { pin: "right", offsetSteps: 0, hypothesis: null } as const;
    opened.tamper((db) => {
      const change = (event: ChainedEvent) =>
        event.sequence === 2 ? { ...event, diagnosis } : event;
      forge(db, "K2", (events) => events.map(change));
      const text = JSON.stringify({ ...diagnosis, note: "not hashed" });
      db.prepare("UPDATE events SET diagnosis = ? WHERE serial = 'K2' AND sequence = 2").run(text);
    });
    const place = { serial: "K2", sequence: 2 };
    expect(await retainAll()).toMatchObject({
      kind: "broken",
      broken: [place],
      keys: 0,
      events: 0,
    });
    expect(archive.lines()).toHaveLength(1);
    expect(await opened.eventsOf("K1")).toHaveLength(6);
    expect(await opened.eventsOf("K2")).toHaveLength(6);
  });

  test("cuts nothing behind an anchor with a field that is not signed", async () => {
    await opened.retainBefore(3);
    const answer = await retainAll((store) => ({
      async anchor(serial) {
        const anchor = await store.anchor(serial);
        return serial === "K2"
          ? ({ ...anchor, note: "not signed" } as unknown as TrailAnchor)
          : anchor;
      },
    }));
    const problem = "cannot be archived: what stands in the store is no anchor of an archive";
    const broken = [{ serial: "K2", sequence: 2, checkpoint: null, problem }];
    expect(answer).toEqual({ kind: "broken", broken, keys: 0, ownKeys: 0, events: 0 });
    expect(archive.lines()).toHaveLength(1);
    expect(await opened.eventsOf("K2")).toEqual([3, 4, 5, 6]);
    expect(await opened.eventsOf("K3")).toHaveLength(6);
  });

  test("says how much was cut before, when something breaks while keys are cut", async () => {
    const many = 5001;
    opened.tamper((db) =>
      db.transaction(() =>
        forge(db, "K1", (events) => Array.from({ length: many }, () => events[1] as ChainedEvent)),
      )(),
    );
    const breakK2 = (keysDone: number) => {
      if (keysDone > 1) return;
      opened.tamper((db) => void db.exec("UPDATE events SET actor = 'x' WHERE serial = 'K2'"));
    };
    const broken = [{ serial: "K2", sequence: 1 }];
    const answer = await retainAll(undefined, breakK2);
    expect(answer).toMatchObject({ kind: "broken", broken, keys: 1, events: many - 1 });
    expect(await opened.eventsOf("K1")).toEqual([many]);
    expect(await opened.brokenArchives(archive.read())).toBe("");
  });
});

describe("archiveInto()", () => {
  test("writes lines that are read again, whatever a name holds", async () => {
    const directory = mkdtempSync(join(tmpdir(), "jeton-archive-"));
    try {
      const path = join(directory, "a.jsonl");
      const actor = 'staff:\u2028\u2029\r\n\u0000\ud800"\\';
      const signed = { keyId: "deadbeef", signature: "" };
      const head = { count: 1, hash: "", at: 1 as ChainedEvent["at"] };
      const line = { type: "anchor", serial: "K1", ...head, actor, ...signed } as const;
      const file = openSync(path, "wx");
      archiveInto(file, { before: head.at, at: head.at }).write([line]);
      closeSync(file);
      const texts: string[] = [];
      for await (const text of readArchiveFile(path).lines()) texts.push(text);
      expect(texts).toHaveLength(2);
      expect(decodeArchiveLine(texts[1] ?? "")).toEqual(line);
      expect(texts[1]).toBe(encodeArchiveLine(line));
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
