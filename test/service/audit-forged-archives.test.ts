import { type ChainedEvent, createKeyring } from "@jeton/core";
import {
  type Archive,
  type ArchiveLine,
  encodeArchiveLine,
  retainTrail,
  verifyArchives,
} from "@jeton/service";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { archiveOf, archiveOfTexts, forgedPart, withInvented } from "../support/forged-archive.ts";
import { type KeptArchive, keptArchive } from "../support/kept-archive.ts";
import { momentOf, openRetainedStore, type RetainedStore } from "../support/retained-store.ts";
import { tamperKeyring } from "../support/tampered-store.ts";

// Goal: without the master key nobody makes an archive that passes, whatever master key it names.
// Method: two cuts, K2 at 2 and at 4 of its 6 events; archives that someone chained anew, in the
// place of the true ones or beside them.

let opened: RetainedStore;
let first: KeptArchive;
let second: KeptArchive;
/** All events that there ever were, of each key. */
let all: Record<"K1" | "K2" | "K3", readonly ChainedEvent[]>;
beforeEach(async () => {
  opened = await openRetainedStore();
  await opened.within(async ({ store }) => {
    const page = { afterSequence: 0, limit: 100 };
    const [K1, K2, K3] = await Promise.all(
      ["K1", "K2", "K3"].map((key) => store.events(key, page)),
    );
    all = { K1: K1 ?? [], K2: K2 ?? [], K3: K3 ?? [] };
  });
  first = (await opened.retainBefore(3)).archive as KeptArchive;
  second = (await opened.retainBefore(5)).archive as KeptArchive;
});
afterEach(() => opened.remove());

const withoutK2 = (lines: readonly ArchiveLine[]) =>
  lines.filter((line) => line.type === "archive" || line.serial !== "K2");
/** The true archives, but for K2. */
const others = () => [first.read(withoutK2), second.read(withoutK2)];
const whole = () => [first.read(), second.read()];

describe("verifyArchives(), of forged archives", () => {
  test.each<[string, () => readonly Archive[], string]>([
    [
      "invented events, one more than were cut",
      () => [...others(), archiveOf("a", forgedPart("K2", withInvented(all.K2.slice(0, 5), 1)))],
      "key K2, event 4: cut behind another event than archived (archive a, line 5)",
    ],
    [
      "an invented event behind the true ones",
      () => [...others(), archiveOf("a", forgedPart("K2", withInvented(all.K2.slice(0, 5), 5)))],
      "key K2, event 5: another event than the store's own (archive a, line 6)",
    ],
    [
      "an event behind the store's last one",
      () => [...others(), archiveOf("a", forgedPart("K2", [...all.K2, ...all.K2.slice(5)]))],
      "key K2, event 7: the store has no such event (archive a, line 8)",
    ],
    [
      "a shorter part behind the true ones",
      () => [...whole(), archiveOf("a", forgedPart("K2", withInvented(all.K2.slice(0, 3), 2)))],
      "key K2, event 2: not the event that an archive before has (archive a, line 3)",
    ],
    [
      "a shorter part before the true ones",
      () => [archiveOf("a", forgedPart("K2", withInvented(all.K2.slice(0, 3), 2))), ...whole()],
      // Which of them is true is not asked: both of the true archives go through that event.
      ["line 9", "line 2"]
        .map(
          (line) =>
            `key K2, event 2: not the event that an archive before has (archive kept, ${line})`,
        )
        .join("; "),
    ],
    [
      "events of a key that was never cut",
      () => [...whole(), archiveOf("a", forgedPart("K3", withInvented(all.K3.slice(0, 3), 1)))],
      "key K3, event 3: another event than the store's own (archive a, line 4)",
    ],
    [
      "events of a key that the store does not have",
      () => [...whole(), archiveOf("a", forgedPart("K9", all.K3))],
      "key K9, event 1: the store has no such key (archive a, line 2)",
    ],
    [
      "an anchor, then another one, and no event",
      () => [
        second.read((lines) => lines.filter(({ type }) => type !== "event")),
        first.read(),
        second.read(),
      ],
      "key K2, event 2: no event stands between two anchors (archive kept, line 3)",
    ],
  ])("names the place: %s", async (_what, archives, problem) => {
    expect(await opened.brokenArchives(...archives())).toBe(problem);
  });

  test("finds each event of each key invented, in the place of the true ones and beside them", async () => {
    await opened.within(async (ports) => {
      const places = ["K1", "K2", "K3"].flatMap((serial) =>
        [1, 2, 3, 4, 5, 6].flatMap((last) =>
          Array.from({ length: last }, (_, index) => ({ serial, last, sequence: index + 1 })),
        ),
      );
      for (const { serial, last, sequence } of places) {
        const events = all[serial as "K1"].slice(0, last);
        const forged = archiveOf("a", forgedPart(serial, withInvented(events, sequence)));
        const kept = (lines: readonly ArchiveLine[]) =>
          lines.filter((line) => line.type === "archive" || line.serial !== serial);
        const instead = [first.read(kept), second.read(kept), forged];
        for (const archives of [instead, [...whole(), forged], [forged, ...whole()]]) {
          const { broken } = await verifyArchives(ports, archives);
          expect(broken.map((each) => each.serial)).toContain(serial);
        }
      }
    });
  });

  test("takes archives in any order, and what was archived before a run was broken off", async () => {
    const archive = keptArchive();
    await opened.within(async (ports) => {
      const before = await momentOf(ports, 7);
      const cutEvents = () => Promise.reject(new Error("cut off"));
      const failing = { ...ports, store: { ...ports.store, cutEvents } };
      const run = retainTrail(failing, { before, actor: "staff:anne", archive });
      await expect(run).rejects.toThrow("cut off");
    });
    expect(archive.lines().length).toBeGreaterThan(5);
    const read = [archive, second, first].map((each) => each.read());
    expect(await opened.brokenArchives(...read)).toBe("");
    expect(await opened.brokenArchives(...read.toReversed())).toBe("");
  });
});

describe("verifyArchives(), of signatures", () => {
  const anchors = (change: object) => (lines: readonly ArchiveLine[]) =>
    lines.map((line) => (line.type === "anchor" ? ({ ...line, ...change } as ArchiveLine) : line));
  const report = async (keyring: typeof tamperKeyring, ...archives: readonly Archive[]) => {
    const found: Awaited<ReturnType<typeof verifyArchives>>[] = [];
    await opened.within(async (ports) => {
      found.push(await verifyArchives({ ...ports, keyring }, archives));
    });
    return found[0];
  };

  test("counts the anchors of a master key that is not here: their events are proved", async () => {
    const other = createKeyring([new Uint8Array(32).fill(9)]);
    // Two of the first archive; that from which on the second one goes, and its own.
    expect(await report(other, ...whole())).toEqual({ events: 9, unchecked: 4, broken: [] });
  });

  test("tells where a change of who cut, and when, is hidden behind such a key", async () => {
    const change = anchors({ keyId: "deadbeef", actor: "staff:eve", at: 1 });
    const changed = await report(tamperKeyring, first.read(), second.read(change));
    expect(changed).toEqual({ events: 9, unchecked: 2, broken: [] });
  });

  test("finds what the key that is here did not sign, before events and behind them", async () => {
    const change = anchors({ actor: "staff:eve" });
    expect(await opened.brokenArchives(first.read(), second.read(change))).toBe(
      "key K2, event 2: the anchor before it is not what was signed (archive kept, line 2)",
    );
    expect(await opened.brokenArchives(first.read(change), second.read())).toContain(
      "key K2, event 2: the anchor behind it is not what was signed (archive kept, line 10)",
    );
  });
});

describe("verifyArchives(), of lines", () => {
  const texts = (archive: KeptArchive) => archive.lines().map(encodeArchiveLine);

  test("takes the first line at the beginning only", async () => {
    const [head = "", ...rest] = texts(first);
    const archive = archiveOfTexts("a", [head, ...rest.slice(0, 6), head, ...rest.slice(6)]);
    expect(await opened.brokenArchives(archive, second.read())).toBe(
      'begins twice: "type":"archive" may stand in the first line only (archive a, line 8)',
    );
  });

  test.each<[string, (text: string) => string]>([
    ["a name twice", (text) => text.replace('"actor":', '"actor":"evil","actor":')],
    ["a name twice in the first line", (text) => text.replace('"before":', '"before":9,"before":')],
    ["blanks", (text) => text.replace('"actor":', '"actor": ')],
    ["a number in other words", (text) => text.replace('"sequence":1,', '"sequence":1e0,')],
    ["a letter in other words", (text) => text.replace("staff:anne", "staff:ann\\u0065")],
    ["a name that nobody knows", (text) => text.replace('"actor":', '"__proto__":{},"actor":')],
  ])("takes no line with %s", async (_what, change) => {
    const archive = archiveOfTexts("a", texts(first).map(change));
    expect(await opened.brokenArchives(archive, second.read())).toMatch(
      /^no line of an archive \(archive a, line [12]\)$/,
    );
  });
});
