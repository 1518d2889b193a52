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
import {
  addThirdKey,
  openTwoKeys,
  secondPin,
  secondSerial,
  type TwoKeys,
  thirdSerial,
} from "../support/second-key.ts";
import { holder, pin, serial } from "../support/stage.ts";

// Goal: with a second key on its way, a code of one key never passes for the other, no step passes twice (law 2),
// the identifier alone finds one key at any moment, replacing either key gives another one in its place, and the
// holder gets in by one of their keys in the end (law 10).
// Method: draw what a holder of two keys and the help desk do, with a third key at hand, and at which writes the
// process dies, before or after the write. After each deed the stored keys are looked at.

const serials = { first: serial, second: secondSerial, third: thirdSerial } as const;
type Name = keyof typeof serials;
const pins: Readonly<Record<Name, string>> = { first: pin, second: secondPin, third: secondPin };

const anyOf = <const Text extends string>(...texts: readonly Text[]) => fc.constantFrom(...texts);
const anySerial = anyOf(...Object.values(serials));
const anyDeed = fc.oneof(
  fc.record({
    kind: anyOf("log-in"),
    by: anyOf("first", "second", "third"),
    key: anyOf("present", "incoming"),
    isDigitsAlone: fc.boolean(),
  }),
  fc.record({ kind: anyOf("choose", "confirm", "confirm", "send", "wait") }),
  fc.record({
    kind: anyOf("act"),
    act: anyOf("suspend", "resume", "lose", "clear-pin"),
    of: anySerial,
  }),
  fc.record({ kind: anyOf("replace"), of: anySerial, by: anySerial }),
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

function codeOf(stage: TwoKeys, of: Name): string {
  return of === "first" ? stage.code() : of === "second" ? stage.secondCode() : stage.thirdCode();
}

/** Plays deeds on a stage; returns what was accepted: which key said yes, and whose code it was. */
function player(stage: TwoKeys, ports: Ports) {
  let begun: { readonly transaction: string; readonly by: Name } = {
    transaction: "",
    by: "second",
  };
  return async (deed: Deed): Promise<{ readonly serial: string; readonly by: Name } | null> => {
    switch (deed.kind) {
      case "log-in": {
        const { by, key, isDigitsAlone } = deed;
        const passcode = (isDigitsAlone ? "" : pins[by]) + codeOf(stage, by);
        const answer = await logIn(ports, { identifier: holder, passcode, key });
        if (answer.kind === "choose-pin") begun = { transaction: answer.transaction, by };
        return answer.kind === "accepted" ? { serial: answer.serial ?? "", by } : null;
      }
      case "choose": {
        const own = pins[begun.by];
        await submitPin(ports, { transaction: begun.transaction, pin: own, pinAgain: own });
        return null;
      }
      case "confirm": {
        const { transaction, by } = begun;
        const passcode = pins[by] + codeOf(stage, by);
        const answer = await confirmPasscode(ports, { transaction, passcode });
        return answer.kind === "accepted" ? { serial: answer.serial ?? "", by } : null;
      }
      case "send": {
        const act = { kind: "send-second-key", by: secondSerial } as const;
        await actOnStoredKey(ports, serial, act, "staff:t");
        return null;
      }
      case "act":
        await actOnStoredKey(ports, deed.of, { kind: deed.act }, "staff:t");
        return null;
      case "replace": {
        const act = { kind: "replace", by: deed.by, old: "lose" } as const;
        const outcome = await actOnStoredKey(ports, deed.of, act, "staff:t");
        // Nobody else takes the new key meanwhile.
        expect(outcome.kind).not.toBe("half-done");
        return null;
      }
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
        await addThirdKey(stage);
        const { store } = stage.ports;
        const play = player(stage, { ...stage.ports, store: dying(deaths)(store) });
        for (const deed of [{ kind: "send" } as const, ...deeds]) {
          try {
            const accepted = await play(deed);
            if (accepted !== null) {
              expect(accepted.serial).toBe(serials[accepted.by]);
            }
          } catch (error) {
            if (error !== died) throw error;
          }
          await requireOrder(stage.ports);
          if (deed.kind === "wait") stage.advance(60);
        }
        for (const of of Object.values(serials)) {
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
  const of = (["first", "second", "third"] as const).find((name) => serials[name] === found);
  if (of === undefined) throw new TypeError(`expected a key of the stage, found ${found}`);
  const code = () => codeOf(stage, of);
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
