import { codeParameters } from "@jeton/core";
import { addKey } from "@jeton/validator/parts";
import { expect, test } from "vitest";
import { openTestPortal } from "../../test-support/test-portal.ts";
import { findKeys, foundMax } from "./find-keys.ts";

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
  const [first] = await findKeys(ports, "a b");
  expect(first?.serial).toBe("AB");
});

test("findKeys() leaves the service's own keys out, and gives their places to keys that people carry", async () => {
  const { ports } = await openTestPortal();
  const seed = new Uint8Array(20).fill(9);
  const serials = ["dx1", "dx2", "dx3", "dx4", "dx5", "dx6"];
  for (const serial of serials) {
    await addKey(ports, { serial, seed, parameters: codeParameters() }, "staff:anne");
  }
  // Sixteen decoys lie before them.
  expect((await findKeys(ports, "d")).map(({ serial }) => serial)).toEqual(serials);
  expect(await findKeys(ports, "decoy-3")).toEqual([]);
});
