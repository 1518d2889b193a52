import { describe, expect, test } from "vitest";
import { openStage } from "../../../../test/support/stage.ts";
import { logIn } from "../attempt/log-in.ts";
import type { Ports } from "../ports/ports.ts";
import { firstUseDaysMax, makeFirstUse } from "./first-use.ts";

const day = 86_400_000;

describe("makeFirstUse()", () => {
  test("ends after so many days, or never, and needs no code unless one is asked for", async () => {
    const { ports } = await openStage();
    const made = (days: number | null) =>
      makeFirstUse(ports, "K-1", { days, activationCode: false });
    const now = ports.clock();
    for (const [days, expiresAt] of [
      [null, null],
      [1, now + day],
      [firstUseDaysMax, now + 3650 * day],
    ] as const) {
      expect(await made(days)).toEqual({ firstUse: { expiresAt, activation: null }, code: null });
    }
    for (const days of [0, -1, 0.5, 3651, Number.NaN]) {
      await expect(made(days)).rejects.toThrow(RangeError);
    }
  });

  test("makes an activation code that is kept as a PIN is", async () => {
    const stage = await openStage();
    const terms = { days: null, activationCode: true };
    const { firstUse, code } = await makeFirstUse(stage.ports, stage.serial, terms);
    expect(firstUse).toMatchObject({
      ...{ expiresAt: null, activation: { cost: stage.ports.policy.pinHashCost } },
    });
    expect(JSON.stringify(firstUse)).not.toContain(code);
    await stage.reassign(firstUse);
    const logInWith = async (activation: string) => {
      stage.advance(60);
      const given = { identifier: stage.holder, passcode: activation + stage.code() };
      return (await logIn(stage.ports, given)).kind;
    };
    expect(await logInWith("")).toBe("refused");
    expect(await logInWith(code ?? "")).toBe("choose-pin");
  });

  test("draws each of 24 letters from as many bytes: those past 240 are drawn again", async () => {
    const { ports } = await openStage();
    const codeFrom = async (...bytes: readonly number[]) => {
      const left = [...bytes];
      const random: Ports["random"] = (count) =>
        count === 1 ? Uint8Array.of(left.shift() ?? 0) : ports.random(count);
      const terms = { days: null, activationCode: true };
      return (await makeFirstUse({ ...ports, random }, "K-1", terms)).code;
    };
    expect(await codeFrom(0, 1, 7, 8, 12, 13, 22, 23)).toBe("ABHJNPYZ");
    expect(await codeFrom(24, 239, 240, 255, 1, 2, 3, 4, 5, 6)).toBe("AZBCDEFG");
  });
});
