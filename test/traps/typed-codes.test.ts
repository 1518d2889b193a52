import { codeAt, codeParameters, parsePasscode, prepareSeed, timeStep } from "@jeton/core";
import { describe, expect, test } from "vitest";
import { codeOf, keyInService, keyInStock, present } from "../support/commission.ts";
import { holderPin } from "../support/holder-with-key.ts";
import { independentCode } from "../support/independent-code.ts";
import { rfcSeed } from "../support/rfc-seed.ts";
import { passcodeNow, servedHolder } from "../support/served-holder.ts";
import { otpErrorOf } from "../support/thrown.ts";

// What other libraries made of codes that people, and their keyboards, type.

/** A key whose clock says step `step`; the codes of the RFCs' seed are public. */
const inService = { ...keyInService("4071"), lastStep: null, clock: null };

describe("a code of six characters", () => {
  test("of which one is not ASCII is refused, and nothing throws", async () => {
    for (const text of ["12345é", "12345🙂", "1234５x", "12345\u0000", "éééééé"]) {
      expect(parsePasscode(text, 6).ok).toBe(false);
      const { decision } = present(inService, 200, { pin: "4071", code: text });
      expect(decision).toEqual({ kind: "refused", reason: "wrong-code" });
    }
    const holder = await servedHolder();
    for (const text of ["12345é", `${holderPin}12345é`, `${holderPin}12345🙂`]) {
      expect(await holder.logIn(text)).toBe("refused");
    }
  });

  test("with a leading zero is not the five after it, nor those after a blank: 026920", () => {
    const step = stepShowing((code) => code.startsWith("0") && code[1] !== "0");
    const code = codeOf(step);
    const fresh = { ...inService, lastStep: null };
    for (const lost of [code.slice(1), ` ${code.slice(1)}`, `${code.slice(1)} `]) {
      expect(parsePasscode(lost, 6)).toEqual({ ok: false, problem: "length" });
      expect(present(fresh, step, { pin: "4071", code: lost }).decision.kind).toBe("refused");
    }
    expect(present(fresh, step, { pin: "4071", code }).decision.kind).toBe("accepted");
  });

  test("is not five and a letter, which parseInt() reads as a number: 26920x", async () => {
    expect(parsePasscode("26920x", 6)).toEqual({ ok: false, problem: "alphabet" });
    const step = stepShowing((code) => code.startsWith("0") && code[1] !== "0");
    for (const like of ["x", "e0", ".0", "n"]) {
      const code = (codeOf(step).slice(1) + like).slice(0, 6);
      expect(present(inService, step, { pin: "4071", code }).decision.kind).toBe("refused");
    }
    const holder = await servedHolder();
    const passcode = passcodeNow(holder);
    expect(await holder.logIn(`${passcode.slice(0, -1)}x`)).toBe("refused");
    expect(await holder.logIn(passcode)).toBe("accepted");
  });

  test("keeps its leading zero at counter 10281: 092555 passes, 92555 does not", () => {
    const record = { ...inService, lastStep: null };
    expect(codeOf(10_281)).toBe("092555");
    expect(present(record, 10_281, { pin: "4071", code: "92555" }).decision.kind).toBe("refused");
    expect(present(record, 10_281, { pin: "4071", code: "092555" }).decision).toEqual({
      ...{ kind: "accepted", step: 10_281, commissioned: false },
    });
  });
});

describe("a counter from 2^31 on", () => {
  test.each([2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 33 + 5])(
    "logs in as any other does: %i",
    (step) => {
      const code = independentCode(rfcSeed("SHA-1"), step, codeParameters());
      expect(codeAt(rfcSeed("SHA-1"), timeStep(step), codeParameters())).toBe(code);
      const { decision, next } = present(inService, step, { pin: "4071", code });
      expect(decision).toMatchObject({ kind: "accepted", step });
      expect(present(next, step, { pin: "4071", code }).decision.kind).toBe("refused");
    },
  );
});

describe("an empty seed", () => {
  test("is refused where codes are made and where keys are", () => {
    const empty = new Uint8Array(0);
    for (const algorithm of ["SHA-1", "SHA-256", "SHA-512"] as const) {
      expect(otpErrorOf(() => prepareSeed(empty, algorithm))).toBe("SEED_UNUSABLE");
      const parameters = codeParameters({ algorithm });
      expect(otpErrorOf(() => codeAt(empty, timeStep(1), parameters))).toBe("SEED_UNUSABLE");
    }
    expect(keyInStock().lastStep).toBeNull();
  });
});

/** The first step from 200 on whose code is like that. */
function stepShowing(isWanted: (code: string) => boolean): number {
  let step = 200;
  while (!isWanted(codeOf(step))) step += 1;
  return step;
}
