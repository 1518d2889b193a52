import { codeParameters } from "@jeton/core";
import { actOnStoredKey, addKey } from "@jeton/validator/parts";
import { describe, expect, test } from "vitest";
import { addHeardKey } from "../../test-support/heard-keys.ts";
import { openTestPortal, type TestPortal } from "../../test-support/test-portal.ts";
import { spreadOf } from "./batches.ts";
import { batchOf } from "./key-health.ts";
import { nextCodeShares } from "./next-code-shares.ts";
import { defaultFleetSettings as settings } from "./settings.ts";
import { surveyFleet } from "./survey-fleet.ts";

const year = 31_557_600;

/** Two batches used for 60 days: a sound one, of which one key drifts, and one of which three of four do. */
async function usedFleet(): Promise<TestPortal> {
  const portal = await openTestPortal();
  const add = (serial: string, ratePpm: number) =>
    addHeardKey(portal.ports, { serial, days: 60, ratePpm });
  for (let key = 0; key < 8; key += 1) await add(`A-10${key}`, key === 0 ? -60 : key - 4);
  for (let key = 0; key < 4; key += 1) await add(`B-20${key}`, key === 0 ? 0 : 60);
  return portal;
}

describe("surveyFleet()", () => {
  test("finds the keys and the batches that drift, and no sound ones", async () => {
    const { ports } = await usedFleet();
    const fleet = await surveyFleet(ports, settings);
    const drifting = fleet.keys.filter(({ findings }) => findings.includes("drifting"));
    expect(drifting.map(({ serial }) => serial)).toEqual(["A-100", "B-201", "B-202", "B-203"]);
    expect(fleet.counts).toEqual({ drifting: 4, "clock-set": 0, battery: 0 });
    const batches = fleet.batches.map(({ batch, keys, drifting, drifts }) => [
      ...[batch, keys, drifting, drifts],
    ]);
    expect(batches).toEqual([
      ["B-", 4, 3, true],
      ["A-", 8, 1, false],
      ["K-1", 1, 0, false],
    ]);
    expect(Math.abs(fleet.ratePpb)).toBeLessThan(10_000);
    const [sound] = fleet.batches.filter(({ batch }) => batch === "A-");
    expect(Math.abs(sound?.rates?.median ?? 99_999)).toBeLessThan(10_000);
    expect(sound?.offsets?.p90).toBeGreaterThan(sound?.offsets?.p10 ?? 0);
  });

  test("finds a clock that was set, and by how much", async () => {
    const { ports } = await openTestPortal();
    await addHeardKey(ports, { serial: "C-1000", days: 20, setBySeconds: 3600 });
    await addHeardKey(ports, { serial: "C-1001", days: 20 });
    const { keys, counts } = await surveyFleet(ports, settings);
    expect(counts["clock-set"]).toBe(1);
    const set = keys.find(({ serial }) => serial === "C-1000");
    expect(set?.findings).toEqual(["clock-set"]);
    expect(Math.abs((set?.clock?.set?.milliseconds ?? 0) - 3_600_000)).toBeLessThan(90_000);
  });

  test("tells of batteries half a year before their end, by the years that are given", async () => {
    const { ports, advance } = await openTestPortal();
    advance(1.4 * year);
    const count = async (batteryYears: number) =>
      (await surveyFleet(ports, { batteryYears })).counts.battery;
    expect([await count(1), await count(2), await count(5)]).toEqual([1, 0, 0]);
    advance(0.2 * year);
    expect(await count(2)).toBe(1);
  });

  test("leaves out keys that are lost, retired or damaged, and says when it stopped", async () => {
    const { ports, damage } = await openTestPortal();
    const parameters = codeParameters();
    for (const serial of ["D-1", "D-2", "D-3"]) {
      await addKey(ports, { serial, seed: new Uint8Array(20).fill(9), parameters }, "staff:test");
    }
    await actOnStoredKey(ports, "D-1", { kind: "retire" }, "staff:test");
    await damage("D-2");
    const serialsOf = async (scanned?: number) => {
      const { keys, isCutShort } = await surveyFleet(ports, settings, scanned);
      return [keys.map(({ serial }) => serial), isCutShort];
    };
    expect(await serialsOf()).toEqual([["D-3", "K-1"], false]);
    expect(await serialsOf(3)).toEqual([["D-3"], true]);
    expect(await serialsOf(4)).toEqual([["D-3", "K-1"], false]);
  });
});

test("surveyFleet() calls a batch of which a single key drifts no drifting batch", async () => {
  const { ports } = await openTestPortal();
  await addHeardKey(ports, { serial: "H-1000", days: 60, ratePpm: 70 });
  const { counts, batches } = await surveyFleet(ports, settings);
  expect([counts.drifting, batches.map(({ drifts }) => drifts)]).toEqual([1, [false, false]]);
});

test("nextCodeShares() puts each key into the first class that holds it", async () => {
  const { ports, advance } = await openTestPortal();
  await addHeardKey(ports, { serial: "E-1000", days: 60 });
  const at = async () => {
    const { keys, at: now } = await surveyFleet(ports, settings);
    return nextCodeShares(keys, now);
  };
  const first = await at();
  expect(first).toMatchObject({ now: 0, unheard: 1 });
  expect(first.within.reduce((sum, count) => sum + count, first.later)).toBe(1);
  advance(20 * year);
  expect(await at()).toEqual({ now: 1, within: [0, 0, 0, 0], later: 0, unheard: 1 });
});

test.each([
  ["2604417-3", undefined, "260441"],
  ["ABC", undefined, "ABC"],
  ["ABCD", undefined, "A"],
  ["2604417-3", { manufacturer: "Acme", model: "C200" }, "Acme C200 260441"],
  ["2604417-3", { manufacturer: null, model: "C200" }, "C200 260441"],
  ["2604417-3", { manufacturer: null, model: null }, "260441"],
])("batchOf() takes %s of %j for one of batch %s", (serial, names, batch) => {
  const dates = { startsAt: null, expiresAt: null };
  expect(batchOf({ serial, ...(names && { origin: { ...names, ...dates } }) })).toBe(batch);
});

test("spreadOf() is not moved by a few values far away", () => {
  const values = Array.from({ length: 21 }, (_, index) => index);
  expect(spreadOf(values)).toEqual({ p10: 2, median: 10, p90: 18 });
  expect(spreadOf([...values, 1e9])).toMatchObject({ median: 11 });
  expect(spreadOf([])).toBeNull();
});
