import { logIn } from "@jeton/validator/parts";
import { describe, expect, test } from "vitest";
import { refusal } from "../support/refusal.ts";
import { holder, openStage, pin, quickPolicy } from "../support/stage.ts";

/** The real hash on its threads, at a cost that keeps the test short. */
const pinHashCost = { logN: 11, r: 8, p: 1 };
const attempts = 200;

// Goal: a flood at one identifier keeps nobody else waiting, be that one known or not (laws 6 and 10).
// Method: 198 attempts at one identifier and, behind them, one at another known and one at another
// unknown identifier, all at once, with the real hash. What is counted is answers: how many of the flood
// came before the two.
describe("many attempts at once", () => {
  test.each([
    ["a holder", "a stranger", holder, "nobody"],
    ["a stranger", "a holder", "nobody", holder],
  ])(
    "at %s do not keep %s waiting",
    async (_, __, flooded, other) => {
      const stage = await openStage(undefined, {
        ports: { policy: { ...quickPolicy, pinHashCost } },
      });
      await stage.commission();
      const order: string[] = [];
      const attempt = async (identifier: string, passcode: string) => {
        const answer = await logIn(stage.ports, { identifier, passcode });
        order.push(identifier);
        return answer;
      };
      const wrong = pin + stage.code(5000);
      const flood = Array.from({ length: attempts - 2 }, () => attempt(flooded, wrong));
      const others = [other, "somebody else"].map((name) => attempt(name, wrong));
      for (const answer of await Promise.all([...flood, ...others]))
        expect(answer).toEqual(refusal);
      // So many are under way on every core when the others come, and have had a turn.
      const soon = 40;
      expect(order.indexOf(other)).toBeLessThan(soon);
      expect(order.indexOf("somebody else")).toBeLessThan(soon);
    },
    120_000,
  );
});
