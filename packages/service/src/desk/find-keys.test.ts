import { codeParameters } from "@jeton/core";
import { actOnStoredKey, addKey } from "@jeton/validator/parts";
import { describe, expect, test } from "vitest";
import { openTestPortal } from "../../test-support/test-portal.ts";
import { findKeys, foundMax } from "./find-keys.ts";

const seed = new Uint8Array(20).fill(9);

test("findKeys() finds the exact number first, typed in whatever case, however many begin so", async () => {
  const { ports } = await openTestPortal();
  const stock = (serial: string) =>
    addKey(
      ports,
      { serial, seed: new Uint8Array(20).fill(9), parameters: codeParameters() },
      "staff:anne",
    );
  for (let index = 0; index <= foundMax; index += 1) await stock(`ab${index}`);
  await stock("AB");
  const { keys, hasMore } = await findKeys(ports, "a b");
  expect([keys[0]?.serial, keys.length, hasMore]).toEqual(["AB", foundMax, true]);
});

test("findKeys() leaves the service's own keys out, and gives their places to keys that people carry", async () => {
  const { ports } = await openTestPortal();
  const serials = ["dx1", "dx2", "dx3", "dx4", "dx5", "dx6"];
  for (const serial of serials) {
    await addKey(ports, { serial, seed, parameters: codeParameters() }, "staff:anne");
  }
  // Sixteen decoys lie before them. The key of "jdupont" has the letter within.
  expect(await serialsOf(ports, "d")).toEqual([...serials, "K-1"]);
  expect(await serialsOf(ports, "decoy-3")).toEqual([]);
});

describe("findKeys() finds a part", () => {
  const given = [
    ["000480001", "jean.dupont"],
    ["000480002", "anne.martin"],
    ["2604420-7", "paul.durand-dupont"],
    ["AB-77-0001", null],
  ] as const;

  test.each([
    ["dupont", ["K-1", "000480001", "2604420-7"]],
    ["DUPONT", ["K-1", "000480001", "2604420-7"]],
    ["480001", ["000480001"]],
    ["0480 00", ["000480001", "000480002"]],
    ["0001", ["000480001", "AB-77-0001"]],
    ["b-77", ["AB-77-0001"]],
    ["martin", ["000480002"]],
    ["nobody", []],
  ])("of a name or a number: %s", async (text, serials) => {
    const { ports } = await openTestPortal();
    for (const [serial, holder] of given) {
      await addKey(ports, { serial, seed, parameters: codeParameters() }, "staff:anne");
      if (holder === null) continue;
      await actOnStoredKey(ports, serial, { kind: "assign", holder }, "staff:anne");
    }
    expect((await serialsOf(ports, text)).toSorted()).toEqual(serials.toSorted());
  });

  test("in so many keys only, and says so; the beginning is found behind them, too", async () => {
    const { ports } = await openTestPortal();
    for (const serial of ["x1", "x2", "x3", "y3"]) {
      await addKey(ports, { serial, seed, parameters: codeParameters() }, "staff:anne");
    }
    // K-1, x1 and x2 are looked through.
    const found = await findKeys(ports, "3", 3);
    expect(found).toEqual({ keys: [], hasMore: false, isCutShort: true });
    const { keys, isCutShort } = await findKeys(ports, "y", 3);
    expect([keys.map(({ serial }) => serial), isCutShort]).toEqual([["y3"], true]);
    expect((await findKeys(ports, "3", 5)).isCutShort).toBe(false);
  });

  test("beside a damaged key, which is found by its number", async () => {
    const { ports, damage } = await openTestPortal();
    await damage("K-1");
    const { keys } = await findKeys(ports, "-1");
    expect(keys.map(({ serial, record }) => [serial, record])).toEqual([["K-1", null]]);
  });
});

async function serialsOf(ports: Parameters<typeof findKeys>[0], text: string) {
  return (await findKeys(ports, text)).keys.map(({ serial }) => serial);
}
