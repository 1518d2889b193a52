import { type ArchiveLine, verifyArchives } from "@jeton/service";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { KeptArchive } from "../support/kept-archive.ts";
import { openRetainedStore, type RetainedStore } from "../support/retained-store.ts";

// Goal: events that were cut are still proved by the archives that have them.
// Method: two cuts; one change of an archive's lines, or an archive that is missing; then the
// verification must name the place.

let opened: RetainedStore;
beforeEach(async () => {
  opened = await openRetainedStore();
});
afterEach(() => opened.remove());

describe("verifyArchives()", () => {
  let archives: readonly KeptArchive[];
  beforeEach(async () => {
    const first = await opened.retainBefore(3);
    const second = await opened.retainBefore(5);
    archives = [first, second].map(({ archive }) => archive as KeptArchive);
  });

  type Change = (lines: readonly ArchiveLine[]) => readonly ArchiveLine[];
  const isEvent = (line: ArchiveLine, sequence: number) =>
    line.type === "event" && line.serial === "K2" && line.sequence === sequence;
  const isAnchor = (line: ArchiveLine, count: number) =>
    line.type === "anchor" && line.serial === "K2" && line.count === count;

  test("finds nothing where nothing was changed, and counts what it read", async () => {
    await opened.within(async (ports) => {
      const read = archives.map((archive) => archive.read());
      expect(await verifyArchives(ports, read)).toEqual({
        events: 5 + 2 + 2,
        unchecked: 0,
        broken: [],
      });
    });
  });

  test.each<[string, Change, string]>([
    [
      "an event altered",
      (lines) =>
        lines.map((line) => (isEvent(line, 1) ? ({ ...line, actor: "x" } as ArchiveLine) : line)),
      "key K2, event 1: altered (archive kept, line 8)",
    ],
    [
      "an event left out",
      (lines) => lines.filter((line) => !isEvent(line, 1)),
      "key K2, event 2: found event 2 in the place of 1 (archive kept, line 8)",
    ],
    [
      "the last event left out",
      (lines) => lines.filter((line) => !isEvent(line, 2)),
      "key K2, event 1: the anchor behind it is that of another event (archive kept, line 9)",
    ],
    [
      "the anchor altered",
      (lines) =>
        lines.map((line) => (isAnchor(line, 2) ? ({ ...line, actor: "x" } as ArchiveLine) : line)),
      "key K2, event 2: the anchor behind it is not what was signed (archive kept, line 10)",
    ],
    [
      "the end cut off",
      (lines) => lines.slice(0, -1),
      "key K2, event 2: breaks off: no anchor follows its events (archive kept, line 9)",
    ],
    [
      "a key left out",
      (lines) => lines.filter((line) => line.type === "archive" || line.serial !== "K2"),
      "key K2: events 1 to 2 are in no archive that was given",
    ],
    ["the first line left out", (lines) => lines.slice(1), "no archive: it does not begin"],
    ["everything left out", () => [], "no archive: it is empty"],
  ])("names the place: %s", async (_what, change, problem) => {
    const [first, second] = archives as [KeptArchive, KeptArchive];
    expect(await opened.brokenArchives(first.read(change), second.read())).toContain(problem);
  });

  test("says which archives are missing, first and last", async () => {
    const [first, second] = archives as [KeptArchive, KeptArchive];
    expect(await opened.brokenArchives(second.read())).toContain(
      "key K2: events 1 to 2 are in no archive that was given",
    );
    expect(await opened.brokenArchives(first.read())).toBe(
      "key K2: events 3 to 4 are in no archive that was given",
    );
    expect(await opened.brokenArchives()).toMatch(/^key K1: events 1 to 5 are in no archive/);
  });

  test("says that a file is none of ours", async () => {
    async function* lines() {
      yield '{"type":"archive","version":1,"before":1,"at":1}';
      yield "serial;seed";
    }
    expect(await opened.brokenArchives({ name: "keys.csv", lines })).toBe(
      "no line of an archive (archive keys.csv, line 2)",
    );
  });
});
