import { counterParameters } from "@jeton/core";
import { actOnStoredKey, addKey, confirmPasscode, logIn, submitPin } from "@jeton/validator/parts";
import { expect, test, vi } from "vitest";
import { counterCode } from "../support/counter-holder.ts";
import { refusal } from "../support/refusal.ts";
import { rfcSeed } from "../support/rfc-seed.ts";
import { lastReason, openStage, pin, type Stage } from "../support/stage.ts";
import { workOf } from "./work.ts";

// Hoisted above the imports, so the counters are fetched here.
vi.mock("../../packages/core/src/codes/prepare-seed.ts", async (original) =>
  (await import("./work.ts")).countingPrepareSeed(original),
);
vi.mock("../../packages/core/src/seals/seal.ts", async (original) =>
  (await import("./work.ts")).countingUnseal(original),
);

const counterHolder = "jules";

/** Gives Jules a counter key and leads it through the four steps: the codes of 0 and 1 are spent. */
async function addCounterKey({ ports }: Stage, isUsed: boolean): Promise<void> {
  const key = {
    serial: "C-1",
    seed: rfcSeed("SHA-1"),
    parameters: counterParameters(),
    counter: 0,
  };
  await addKey(ports, key, "staff:test");
  const assign = { kind: "assign", holder: counterHolder } as const;
  await actOnStoredKey(ports, "C-1", assign, "staff:test");
  if (!isUsed) return;
  const begun = await logIn(ports, { identifier: counterHolder, passcode: counterCode(0) });
  if (begun.kind !== "choose-pin") throw new TypeError("Cannot begin the commissioning");
  const { transaction } = begun;
  await submitPin(ports, { transaction, pin, pinAgain: pin });
  const done = await confirmPasscode(ports, { transaction, passcode: pin + counterCode(1) });
  expect(done.kind).toBe("accepted");
}

// Goal: nobody can tell a counter key from another, nor from none, by a refusal (law 6).
// Method: each kind of refusal of a counter key costs, to the last code, what one of an unknown identifier costs.
test.each([
  ["a code that was never shown", true, `${pin}000000`],
  ["a code that is spent", true, pin + counterCode(1)],
  ["a code that asks for the next one", true, pin + counterCode(500)],
  ["a wrong PIN", true, `9999${counterCode(3)}`],
  ["no PIN", true, counterCode(3)],
  ["a key that is not commissioned", false, pin + counterCode(0)],
  ["a first code far ahead, near counter 0", false, counterCode(900)],
])(
  "a refused attempt on a counter key costs what all cost: %s",
  async (_what, isUsed, passcode) => {
    const stage = await openStage();
    await stage.commission();
    await addCounterKey(stage, isUsed);
    const answers: unknown[] = [];
    const workFor = (identifier: string) =>
      workOf(stage.ports, async (ports) => {
        answers.push(await logIn(ports, { identifier, passcode }));
      });
    const nobodys = await workFor("nobody");
    expect(await workFor(counterHolder)).toEqual(nobodys);
    expect(answers).toEqual([refusal, refusal]);
    expect(await lastReason(stage.ports, "C-1")).not.toBeNull();
  },
);
