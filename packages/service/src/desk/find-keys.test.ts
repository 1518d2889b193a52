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
