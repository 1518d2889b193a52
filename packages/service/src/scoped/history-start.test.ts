import { RecordDamagedError } from "@jeton/core";
import { actOnStoredKey, findKeysOf } from "@jeton/validator/parts";
import { expect, test } from "vitest";
import { openTwoKeys, secondSerial } from "../../../../test/support/second-key.ts";
import { holder, serial } from "../../../../test/support/stage.ts";
import { findAnyone } from "../desk/find-anyone.ts";
import { directoryOf } from "../holders/directory-of.ts";
import { historyStart } from "./history-start.ts";

test("historyStart() begins where a key was assigned last, as a second key, too", async () => {
  const { ports } = await openTwoKeys("in-stock");
  const assign = { kind: "assign", holder: "ada" } as const;
  await actOnStoredKey(ports, secondSerial, assign, "staff:test");
  await actOnStoredKey(ports, secondSerial, { kind: "lose" }, "staff:test");
  const send = { kind: "send-second-key", by: secondSerial } as const;
  await actOnStoredKey(ports, serial, send, "staff:test");
  await actOnStoredKey(ports, secondSerial, { kind: "suspend" }, "staff:test");
  const record = (await ports.store.load(secondSerial))?.record;
  if (record === undefined) throw new TypeError("expected the second key");
  // Created, assigned to Ada, lost; what follows is about its present holder.
  expect(await historyStart(ports.store, record)).toMatchObject({
    ...{ sequence: 4, kind: "assigned-as-second" },
  });
});

test("findAnyone() finds both keys of a holder by their identifier, the present one first", async () => {
  const { ports } = await openTwoKeys();
  const directory = directoryOf(ports);
  const { matches } = await findAnyone(ports, directory, holder);
  expect(matches.map(({ key }) => key?.serial)).toEqual([serial, secondSerial]);
  expect(await findKeysOf(ports, holder)).toHaveLength(2);
});

test.each([
  ["sound", false],
  ["damaged", true],
])(
  "findAnyone() finds both keys of a holder by their name, the present one %s",
  async (_, isDamaged) => {
    const { ports, damage } = await openTwoKeys();
    const directory = directoryOf(ports);
    await directory.put({ ...ofRoux, holder }, 0);
    if (isDamaged) await damage();
    const { matches } = await findAnyone(ports, directory, "roux");
    expect(matches.map(({ key }) => key?.serial)).toEqual([serial, secondSerial]);
  },
);

test("findAnyone() finds a damaged key once, which was on its way and is their only one", async () => {
  const { ports } = await openTwoKeys();
  await actOnStoredKey(ports, serial, { kind: "lose" }, "staff:test");
  const directory = directoryOf(ports);
  await directory.put({ ...ofRoux, holder }, 0);
  const damaged = new RecordDamagedError(secondSerial, "for the test");
  const store = { ...ports.store, loadForHolder: () => Promise.reject(damaged) };
  const { matches } = await findAnyone({ ...ports, store }, directory, "roux");
  expect(matches.map(({ key }) => key?.serial)).toEqual([secondSerial]);
});

const ofRoux = {
  ...{ familyName: "Roux", givenName: "", email: "", phone: "", school: "", language: "" },
  groups: [],
};
