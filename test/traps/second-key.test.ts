import {
  actOnStoredKey,
  allKeys,
  confirmPasscode,
  logIn,
  type Ports,
  submitPin,
} from "@jeton/validator/parts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { openTwoKeys, secondPin, secondSerial, type TwoKeys } from "../support/second-key.ts";
import { holder, pin, serial } from "../support/stage.ts";

// Goal: with a second key on its way, a code of one key never passes for the other, no step passes twice (law 2),
// the identifier alone finds one key at any moment, and the holder gets in by one of their keys in the end (law 10).
// Method: draw what a holder of two keys and the help desk do, and at which writes the process dies, before
// or after the write. After each deed the stored keys are looked at.

const anyDeed = fc.oneof(
  fc.record({
    kind: fc.constant("log-in" as const),
    by: fc.constantFrom("first", "second"),
    key: fc.constantFrom("present", "incoming"),
    isDigitsAlone: fc.boolean(),
  }),
  fc.record({ kind: fc.constantFrom("choose", "confirm", "confirm", "send", "wait") }),
  fc.record({
    kind: fc.constant("act" as const),
    act: fc.constantFrom("suspend", "resume", "lose", "clear-pin"),
    of: fc.constantFrom(serial, secondSerial),
  }),
);
type Deed = typeof anyDeed extends fc.Arbitrary<infer Drawn> ? Drawn : never;

const died = new Error("the process died");

/** A store whose process dies at the writes that are drawn: -1 before one, 1 after it, 0 not at all. */
function dying(deaths: readonly number[]): (store: Ports["store"]) => Ports["store"] {
  let writes = 0;
  return (store) => ({
    ...store,
    async replace(...given) {
      const death = deaths[writes] ?? 0;
      writes += 1;
      if (death < 0) throw died;
      const isStored = await store.replace(...given);
      if (death > 0) throw died;
      return isStored;
    },
  });
}

/** Plays deeds on a stage; returns what was accepted: which key said yes, and whose code it was. */
function player(stage: TwoKeys, ports: Ports) {
  let transaction = "";
  const attempt = (by: "first" | "second", isDigitsAlone: boolean) => {
    const code = by === "first" ? stage.code() : stage.secondCode();
    return isDigitsAlone ? code : (by === "first" ? pin : secondPin) + code;
  };
  return async (deed: Deed): Promise<{ readonly serial: string; readonly by: string } | null> => {
    switch (deed.kind) {
      case "log-in": {
        const { by, key } = deed as { by: "first" | "second"; key: "present" | "incoming" };
        const passcode = attempt(by, "isDigitsAlone" in deed && deed.isDigitsAlone);
        const answer = await logIn(ports, { identifier: holder, passcode, key });
        if (answer.kind === "choose-pin") transaction = answer.transaction;
        return answer.kind === "accepted" ? { serial: answer.serial ?? "", by } : null;
      }
      case "choose":
        await submitPin(ports, { transaction, pin: secondPin, pinAgain: secondPin });
        return null;
      case "confirm": {
        const passcode = secondPin + stage.secondCode();
        const answer = await confirmPasscode(ports, { transaction, passcode });
        return answer.kind === "accepted" ? { serial: answer.serial ?? "", by: "second" } : null;
      }
      case "send":
        await actOnStoredKey(
          ports,
          serial,
          { kind: "send-second-key", by: secondSerial },
          "staff:t",
        );
        return null;
      case "act":
        if ("act" in deed) {
          const kind = deed.act as "suspend" | "resume" | "lose" | "clear-pin";
          await actOnStoredKey(ports, deed.of, { kind }, "staff:t");
        }
        return null;
      case "wait":
        return null;
      default:
        return deed satisfies never;
    }
  };
}

/** What is stored never has two keys to which the identifier alone leads, nor one on its way in service. */
async function requireOrder(ports: Ports): Promise<void> {
  const held = [];
  for await (const record of allKeys(ports)) if (record.holder === holder) held.push(record);
  expect(held.filter(({ isIncoming }) => !isIncoming).length).toBeLessThan(2);
  expect(held.filter(({ isIncoming }) => isIncoming).length).toBeLessThan(2);
  const found = (await ports.store.loadForHolder(holder, ""))?.record.serial;
  const present = held.find(({ isIncoming }) => !isIncoming) ?? held[0];
  expect(found).toBe(present?.serial);
}

test("two keys of a holder keep their laws, wherever the process dies", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyDeed, { minLength: 4, maxLength: 24 }),
      fc.array(fc.constantFrom(0, 0, 0, 0, 1, -1), { maxLength: 40 }),
      async (deeds, deaths) => {
        const stage = await openTwoKeys("in-stock");
        const { store } = stage.ports;
        const play = player(stage, { ...stage.ports, store: dying(deaths)(store) });
        for (const deed of [{ kind: "send" } as const, ...deeds]) {
          try {
            const accepted = await play(deed);
            if (accepted !== null) {
              expect(accepted.serial).toBe(accepted.by === "first" ? serial : secondSerial);
            }
          } catch (error) {
            if (error !== died) throw error;
          }
          await requireOrder(stage.ports);
          if (deed.kind === "wait") stage.advance(60);
        }
        for (const of of [serial, secondSerial]) {
          const events = await store.events(of, { afterSequence: 0, limit: 1000 });
          const steps = events.flatMap(({ step }) => (step === null ? [] : [step]));
          expect(steps).toEqual([...new Set(steps)].toSorted((one, other) => one - other));
        }
        await requireEntry(stage);
      },
    ),
    { numRuns: 60 },
  );
});

/** Whoever holds a key, present or on its way, gets in by the identifier alone once the desk helped as usual. */
async function requireEntry(stage: TwoKeys): Promise<void> {
  const { ports } = stage;
  const [found] = await stage.serials();
  if (found === undefined) return;
  const code = () => (found === serial ? stage.code() : stage.secondCode());
  await actOnStoredKey(ports, found, { kind: "resume" }, "staff:t");
  await actOnStoredKey(ports, found, { kind: "clear-pin" }, "staff:t");
  stage.advance(60);
  const begun = await logIn(ports, { identifier: holder, passcode: code() });
  if (begun.kind !== "choose-pin") throw new TypeError(`expected choose-pin, found ${begun.kind}`);
  const { transaction } = begun;
  await submitPin(ports, { transaction, pin, pinAgain: pin });
  stage.advance(60);
  const done = await confirmPasscode(ports, { transaction, passcode: pin + code() });
  expect(done).toMatchObject({ kind: "accepted", serial: found });
  const [present] = await stage.serials();
  expect(present).toBe(found);
}
