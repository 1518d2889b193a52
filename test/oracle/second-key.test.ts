import { actOnStoredKey, confirmPasscode, logIn } from "@jeton/validator/parts";
import { describe, expect, test, vi } from "vitest";
import { refusal } from "../support/refusal.ts";
import { openTwoKeys } from "../support/second-key.ts";
import { holder, pin, serial } from "../support/stage.ts";
import { type Work, workOf } from "./work.ts";

// Hoisted above the imports, so the counters are fetched here.
vi.mock("../../packages/core/src/codes/prepare-seed.ts", async (original) =>
  (await import("./work.ts")).countingPrepareSeed(original),
);
vi.mock("../../packages/core/src/seals/seal.ts", async (original) =>
  (await import("./work.ts")).countingUnseal(original),
);

// Goal: nobody learns from a refusal whether a second key is on its way to somebody, nor which of two keys an
// attempt was decided by (law 6).
// Method: refuse every kind of attempt, by each of the two names, of holders with one key, with two and with
// the second one alone, and of nobody; compare answers and counted work.
describe("a refused attempt on one of two keys", () => {
  test.each(["present", "incoming"] as const)(
    "has one answer and one cost, named as the %s one",
    async (key) => {
      const costs: Work[] = [];
      const count = async (
        stage: Awaited<ReturnType<typeof openTwoKeys>>,
        identifier: string,
        passcode: string,
      ) => {
        let answer: unknown;
        const work = await workOf(stage.ports, async (ports) => {
          answer = await logIn(ports, { identifier, passcode, key });
        });
        expect(answer).toEqual(refusal);
        costs.push(work);
      };
      for (const where of ["in-stock", "on-its-way"] as const) {
        const stage = await openTwoKeys(where);
        for (const identifier of [holder, "nobody"]) {
          await count(stage, identifier, `9999${stage.code()}`);
          await count(stage, identifier, pin + stage.code(5000));
          await count(stage, identifier, stage.secondCode(5000));
        }
      }
      // Their first key is lost: they have the second one alone, to which both names lead.
      const alone = await openTwoKeys();
      await actOnStoredKey(alone.ports, serial, { kind: "lose" }, "staff:test");
      for (const identifier of [holder, "nobody"]) {
        await count(alone, identifier, `9999${alone.secondCode()}`);
        await count(alone, identifier, alone.secondCode(5000));
        await count(alone, identifier, pin + alone.code());
      }
      // The code of the one key, given for the other.
      const stage = await openTwoKeys();
      const other = { present: stage.secondCode(), incoming: pin + stage.code() };
      await count(stage, holder, other[key]);
      expect(costs).toHaveLength(19);
      expect(new Set(costs.map((work) => JSON.stringify(work))).size).toBe(1);
      expect(costs[0]?.storeCalls).toEqual(["loadForHolder", "replace"]);
    },
  );

  test("leaves the former key untouched while the chosen PIN is confirmed wrongly", async () => {
    const stage = await openTwoKeys();
    const transaction = await stage.choosePin();
    const passcode = `9999${stage.secondCode()}`;
    let answer: unknown;
    const work = await workOf(stage.ports, async (ports) => {
      answer = await confirmPasscode(ports, { transaction, passcode });
    });
    expect(answer).toEqual(refusal);
    expect(work.storeCalls).toEqual(["load", "replace"]);
  });
});
