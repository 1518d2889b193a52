import { unixMilliseconds } from "@jeton/core";
import type { HolderDirectory } from "@jeton/store/directory";
import { beforeEach, describe, expect, test } from "vitest";
import { openTestPortal } from "../../test-support/test-portal.ts";
import { directoryOf } from "./directory-of.ts";
import { allEntries } from "./find-entries.ts";
import { applyImport, isBraked, planImport } from "./import-holders.ts";

const people = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ holder: `h${index}`, familyName: `N${index}` }));

describe("an import of holders", () => {
  let directory: HolderDirectory;
  let portal: Awaited<ReturnType<typeof openTestPortal>>;

  beforeEach(async () => {
    portal = await openTestPortal();
    directory = directoryOf(portal.ports);
  });

  const plan = (given: Parameters<typeof planImport>[1], keepAbsent = false) =>
    planImport(directory, given, { keepAbsent });
  const take = async (given: Parameters<typeof planImport>[1]) =>
    applyImport(directory, await plan(given));
  const names = async () => [...(await allEntries(directory)).keys()];

  test("adds, changes and takes away what its source says, and nothing when it comes again", async () => {
    const done: number[] = [];
    await applyImport(directory, await plan(people(100)), (count) => done.push(count));
    expect(done.at(-1)).toBe(100);
    expect(await names()).toHaveLength(100);
    const next = [{ holder: "h1", familyName: "Other" }, ...people(100).slice(2)];
    const found = await plan(next);
    expect(found).toMatchObject({ added: [], unchanged: 98, before: 100 });
    expect(found.changed.map(({ entry }) => entry.familyName)).toEqual(["Other"]);
    expect(found.leaving.map(({ entry }) => entry.holder)).toEqual(["h0"]);
    await applyImport(directory, found);
    expect(await directory.load("h0")).toBeNull();
    expect(await plan(next)).toMatchObject({ added: [], changed: [], leaving: [], unchanged: 99 });
  });

  test("leaves as it is what the source has no field for", async () => {
    await take([{ holder: "anne", familyName: "Martin", groups: ["b", "a"] }]);
    await take([{ holder: "anne", school: "0690001A" }]);
    const entry = (await directory.load("anne"))?.entry;
    expect(entry).toMatchObject({ familyName: "Martin", school: "0690001A", groups: ["b", "a"] });
    expect((await plan([{ holder: "anne", groups: ["a", "b"] }])).unchanged).toBe(1);
  });

  test("keeps whom the source does not name when told so", async () => {
    await take(people(3));
    expect((await plan([{ holder: "new" }], true)).leaving).toEqual([]);
  });

  test.each([
    [100, 95, 5, false],
    [100, 94, 5, true],
    [100, 94, 6, false],
    [10, 9, 5, true],
    [10, 0, 99, true],
    [10, 0, 100, false],
    [10, 10, 0, false],
    [1000, 999, 0, true],
    [0, 0, 5, false],
  ])(
    "of %i holders, %i named, at most %i %% may leave: stopped is %j",
    async (before, after, percent, stopped) => {
      const leaving = people(before - after).map(({ holder }) => ({
        entry: { ...nobody, holder },
        revision: 1,
      }));
      const of = { added: [], changed: [], unchanged: after, leaving, before };
      expect(isBraked(of, percent)).toBe(stopped);
    },
  );

  test("stops when somebody changed the directory since it was planned", async () => {
    await take(people(2));
    const [first, second] = [await plan([{ holder: "h0" }]), await plan(people(3))];
    await applyImport(directory, second);
    await directory.put({ ...nobody, holder: "h1" }, 1);
    await expect(applyImport(directory, first)).rejects.toMatchObject({
      code: "STORE_UNUSABLE",
      message: expect.stringContaining("run the import again"),
    });
    await expect(applyImport(directory, second)).rejects.toThrow("run the import again");
  });

  test("names a damaged entry instead of adding the person anew for ever", async () => {
    await take(people(1));
    const bare = portal.ports.bareDocuments;
    const page = { prefix: "", after: null, limit: 9, newestFirst: false };
    const [entry] = (await bare?.list("holder-entry", page)) ?? [];
    const edited = { body: "{}", expiresAt: unixMilliseconds(1) };
    await bare?.put("holder-entry", entry?.id ?? "", 1, edited);
    await expect(take(people(1))).rejects.toMatchObject({ code: "RECORD_DAMAGED" });
  });
});

const nobody = {
  ...{ familyName: "", givenName: "", email: "", phone: "", school: "", language: "" },
  groups: [],
};
