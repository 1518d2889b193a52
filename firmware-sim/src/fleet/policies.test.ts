import { describe, expect, test } from "vitest";
import type { Arrival, LoginAnswer } from "./fleet-policy.ts";
import { policyNamed } from "./policies.ts";

const minute = 60_000;
const noon = 1000 * minute;

/** A code of the step `ahead` of the server's, which arrives `after` ms past the first minute. */
function code(ahead: number, after = 0): Arrival {
  const now = noon + after;
  return { step: Math.floor(now / minute) + ahead, now };
}

/** Returns what the policy makes of the codes, one login after the other. */
function answers(policy: string, first: Arrival, codes: readonly Arrival[]): string[] {
  const follower = policyNamed(policy)?.follow(first, 60);
  const answer: LoginAnswer = { kind: "refused", accepts: 0 };
  return codes.map((each) => {
    follower?.login(each, () => ({ step: each.step + 1, now: each.now + minute }), answer);
    return `${answer.kind} ${answer.accepts}`;
  });
}

// Goal: each policy accepts what its server accepts (see the sources that `means` names), no more.
// Method: codes at the edges, each to a policy that has just begun with a key that is right.
describe("a policy of the fleet", () => {
  test.each([
    ["fixed-1", [-2, -1, 1, 2], ["refused 3", "accepted 3", "accepted 3", "refused 3"]],
    ["fixed-3", [-4, -3, 3, 4], ["refused 7", "accepted 7", "accepted 7", "refused 7"]],
    ["recentred-6", [-7, -6, 6, 7], ["refused 13", "accepted 13", "accepted 13", "refused 13"]],
    // Half-open: w steps behind, w - 1 ahead.
    ["privacyidea", [-4, -3, 2, 3], ["refused 6", "accepted 6", "accepted 6", "refused 6"]],
    ["linotp", [-11, -10, 9, 10], ["refused 20", "accepted 20", "accepted 20", "refused 20"]],
    ["multiotp", [-11, -10, 10, 11], ["refused 21", "accepted 21", "accepted 21", "refused 21"]],
    ["freeipa", [-6, -5, 5, 6], ["refused 11", "accepted 11", "accepted 11", "refused 11"]],
    ["next-tokencode", [-2, -1, 1, 2], ["asked 3", "accepted 3", "accepted 3", "asked 3"]],
    ["next-tokencode", [-11, -10, 10, 11], ["refused 3", "asked 3", "asked 3", "refused 3"]],
  ] as const)("%s at steps %j", (policy, aheads, wanted) => {
    const met = aheads.map((ahead) => answers(policy, code(0), [code(ahead)])[0]);
    expect(met).toEqual(wanted);
  });

  test("that learns follows a key step by step; one that does not stays where it was", () => {
    const walk = [code(1), code(2), code(3), code(4)];
    expect(answers("recentred-1", code(0), walk)).toEqual(Array(4).fill("accepted 3"));
    expect(answers("fixed-1", code(0), walk)).toEqual([
      "accepted 3",
      ...Array(3).fill("refused 3"),
    ]);
    expect(answers("freeipa", code(0), [code(5), code(6)])).toEqual(["accepted 11", "refused 11"]);
    expect(answers("multiotp", code(0), [code(9), code(18)])).toEqual(Array(2).fill("accepted 21"));
  });

  test("that learns nothing from what it refused", () => {
    expect(answers("recentred-1", code(0), [code(2), code(2)])).toEqual(["refused 3", "refused 3"]);
  });

  test("belief accepts what the core does: a narrow window after a first login, and asks round it", () => {
    const [met] = answers("belief", code(0), [code(0, 10 * minute)]);
    expect(met).toMatch(/^accepted [23]$/);
    expect(answers("belief", code(0), [code(5, 10 * minute)])[0]).toMatch(/^asked/);
    expect(answers("belief", code(0), [code(800, 10 * minute)])[0]).toMatch(/^refused/);
  });

  test("has a name that finds it; another name finds nothing", () => {
    expect(policyNamed("belief")?.name).toBe("belief");
    expect(policyNamed("Belief")).toBeNull();
  });
});
