import { describe, expect, test } from "vitest";
import { assertOfEveryAttempt } from "../../../../test/support/every-life.ts";
import { testKeyring } from "../../../../test/support/keyring.ts";
import { timeStep, unixMilliseconds } from "../base/units.ts";
import { unlearntBelief } from "../clock/clock-belief.ts";
import { codeAt } from "../codes/code.ts";
import { codeParameters } from "../codes/code-parameters.ts";
import { prepareSeed } from "../codes/prepare-seed.ts";
import { newKeyRecord, openSeed } from "../key/key-record.ts";
import { defaultPolicy } from "../key/policy.ts";
import { type CodeMatch, matchCode, matchNearCode, sightOf } from "./code-match.ts";

describe("matchNearCode()", () => {
  test("answers what the whole scan lets in and teaches, when it answers", () => {
    assertOfEveryAttempt(({ before, attempt, context }) => {
      const seed = openSeed(context.keyring, before);
      const prepared = prepareSeed(seed, before.parameters.algorithm);
      const sight = sightOf(before, context.now, context.policy);
      const near = matchNearCode(prepared, attempt.passcode.code, sight);
      if (near === null) return;
      const whole = matchCode(prepared, attempt.passcode.code, sight);
      const used = ({ accepted, isAmbiguous, followers }: CodeMatch) => [
        accepted,
        isAmbiguous,
        followers,
      ];
      expect(used(near)).toEqual(used(whole));
    });
  });

  const now = unixMilliseconds(1_800_000_000_000);
  const parameters = codeParameters({ periodSeconds: 60 });
  const seed = new Uint8Array(20).fill(7);
  const nonce = new Uint8Array(24);
  const fresh = newKeyRecord(testKeyring, { serial: "K1", seed, parameters, nonce });
  const prepared = prepareSeed(seed, "SHA-1");
  const shown = timeStep(now / 60_000);

  function nearOf(step: number, offsetMinutes: number) {
    const reach = offsetMinutes * 60_000;
    const clock = unlearntBelief(now, { min: -reach, max: reach }, defaultPolicy.clock);
    const code = codeAt(seed, timeStep(step), parameters);
    return matchNearCode(prepared, code, sightOf({ ...fresh, clock }, now, defaultPolicy));
  }

  test("answers for a code that passes at once", () => {
    expect(nearOf(shown, 2)?.accepted).toBe(shown);
    expect(nearOf(shown, 14)?.accepted).toBe(shown);
  });

  test("leaves to the whole scan what does not, and a key that can have shown more", () => {
    expect(nearOf(shown + 9, 2)).toBeNull();
    expect(nearOf(shown, 20)).toBeNull();
    expect(nearOf(shown, 600)).toBeNull();
  });
});
