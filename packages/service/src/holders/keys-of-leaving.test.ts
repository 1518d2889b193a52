import { expect, test } from "vitest";
import { nobody } from "../../../../test/support/people.ts";
import { openTwoKeys, secondSerial } from "../../../../test/support/second-key.ts";
import { holder, serial } from "../../../../test/support/stage.ts";
import { keysOfLeaving } from "./keys-of-leaving.ts";

const leaving = [holder, "ann"].map((name) => ({
  entry: { ...nobody, holder: name },
  revision: 1,
}));

test("keysOfLeaving() names each key of a holder who leaves, a damaged one, too", async () => {
  const { ports, damage } = await openTwoKeys();
  const found = [
    ...[
      { holder, serial },
      { holder, serial: secondSerial },
    ],
    { holder: "ann", serial: null },
  ];
  expect(await keysOfLeaving(ports, { leaving })).toEqual(expect.arrayContaining(found));
  await damage();
  const left = await keysOfLeaving(ports, { leaving });
  expect(left).toHaveLength(3);
  expect(left).toEqual(expect.arrayContaining(found));
});
