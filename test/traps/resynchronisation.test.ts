import { resynchronise } from "@jeton/core";
import { actOnStoredKey } from "@jeton/validator/parts";
import { describe, expect, test } from "vitest";
import { codeOf, contextIn, keyInService } from "../support/commission.ts";
import { holderPin } from "../support/holder-with-key.ts";
import { passcodeNow, servedHolder } from "../support/served-holder.ts";
import { keyAsked, momentOf, presentAt, unsureKey, unsureStep } from "../support/unsure-key.ts";

describe("after the help desk's resynchronisation", () => {
  test("the very next code is accepted, through the whole log-in", async () => {
    const holder = await servedHolder();
    const first = holder.key.reading().code ?? "";
    holder.time.advance(holder.key.millisecondsLeft());
    const second = holder.key.reading().code ?? "";
    const found = await actOnStoredKey(
      holder.ports,
      "k1",
      { kind: "resynchronise", first, second },
      "staff:test",
    );
    expect(found.kind).toBe("done");
    expect(await holder.logIn(holderPin + second)).toBe("refused");
    holder.time.advance(holder.key.millisecondsLeft());
    expect(await holder.logIn(passcodeNow(holder))).toBe("accepted");
  });

  test("the offset is the one found, not one step more: the code of two steps on is not wanted", () => {
    const by = { ...contextIn(1000), actor: "staff:test" };
    const codes = { first: codeOf(1039), second: codeOf(1040) };
    const { decision } = resynchronise(keyInService(), codes, by);
    expect(decision).toEqual({ kind: "resynchronised", step: 1040, offsetSteps: 40 });
  });
});

describe("a resynchronisation by log-in", () => {
  test("does not take a spent code, 18 minutes later or ever", () => {
    const spent = presentAt(keyAsked(1040), momentOf(1001), { code: codeOf(1041) }).next;
    for (let later = 0; later <= 60; later += 1) {
      for (const step of [1040, 1041]) {
        const { decision } = presentAt(spent, momentOf(1001 + later), { code: codeOf(step) });
        expect([later, decision]).toEqual([later, { kind: "refused", reason: "spent-code" }]);
      }
    }
  });

  test("takes no pair of which the first code was spent", () => {
    const { next } = presentAt(unsureKey(), momentOf(unsureStep), { code: codeOf(unsureStep) });
    // Within the accept window it was spent; what follows is an ordinary log-in, never a pair.
    const again = presentAt(next, momentOf(unsureStep + 18), { code: codeOf(unsureStep) });
    expect(again.decision).toEqual({ kind: "refused", reason: "spent-code" });
    expect(again.next.asked).toEqual([]);
  });
});
