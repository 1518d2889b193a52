import { codeParameters, unixMilliseconds } from "@jeton/core";
import { keyCode } from "@jeton/key";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { habits } from "./habits.ts";
import { Playground } from "./playground.ts";
import { defaultSettings, keyKinds, type Settings } from "./settings.ts";

const day = 86_400_000;
const startsAt = unixMilliseconds(1_800_000_000_000);

/** No secret: what is random in a playground is its master key and its salts. */
const random = (bytes: number): Uint8Array => new Uint8Array(bytes).fill(7);

function open(given: Partial<Settings> = {}): Playground {
  return new Playground({ ...defaultSettings(startsAt), livedDays: 0, ...given }, random);
}

function wait(playground: Playground, milliseconds: number): void {
  playground.advanceTo(unixMilliseconds(playground.now + milliseconds));
}

function reasonOf(answer: ReturnType<Playground["logIn"]>): string | null {
  const decision = answer?.decision;
  return decision === undefined
    ? null
    : decision.kind === "refused"
      ? decision.reason
      : decision.kind;
}

describe("Playground", () => {
  // Goal: what the reader sees is the laws: a key within its bounds is never refused, and the truth lies in
  // the belief at every look.
  test("never refuses a good key, and believes the truth, whatever crystal and habit", () => {
    fc.assert(
      fc.property(
        fc.record({
          kind: fc.constantFrom(...keyKinds),
          crystal: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
          place: fc.constantFrom("office" as const, "pocket" as const, "laboratory" as const),
          habit: fc.constantFrom(...habits.map(({ name }) => name)),
          periodSeconds: fc.constantFrom(30 as const, 60 as const),
        }),
        (given) => {
          const playground = open(given);
          for (let month = 0; month < 30; month += 1) wait(playground, 30 * day);
          const reasons = playground.entries.map(({ answer }) => reasonOf(answer));
          const good = ["accepted", "choose-pin", "next-code-wanted"];
          expect(reasons.filter((reason) => !good.includes(reason ?? ""))).toEqual([]);
          expect(playground.looks.held).toBe(playground.looks.all);
        },
      ),
      { numRuns: 15 },
    );
  });

  test("asks for the next code after a year in a drawer, and takes it", () => {
    const playground = open({ habit: "never", ratePpm: 40, place: 25 });
    wait(playground, 365 * day);
    expect(reasonOf(playground.logIn())).toBe("next-code-wanted");
    expect(reasonOf(playground.logIn())).toBe("spent-code");
    wait(playground, 60_000);
    expect(reasonOf(playground.logIn())).toBe("accepted");
    expect(reasonOf(playground.logIn())).toBe("spent-code");
  });

  test("shows the code of its seed at the key's step", () => {
    const playground = open({ crystal: null, habit: "never" });
    const { living, now } = playground;
    const seed = new TextEncoder().encode("12345678901234567890");
    const step = Math.floor(now / 60_000);
    expect(living.kind === "clock" && living.key.code()).toBe(
      keyCode(seed, step as never, codeParameters()),
    );
  });

  test("says so when no code can be read, and goes on", () => {
    const playground = open({ habit: "daily" });
    if (playground.living.kind !== "clock") throw new Error("expected a key with a clock");
    playground.living.key.inject("blank-display");
    expect(playground.logIn()).toBeNull();
    wait(playground, 10 * day);
    expect(playground.entries.every(({ answer }, index) => answer === null || index > 8)).toBe(
      true,
    );
    playground.living.key.clearFaults();
    wait(playground, 2 * day);
    expect(reasonOf(playground.entries[0]?.answer ?? null)).toBe("accepted");
  });

  test("stops between two log-ins when it is told that it is enough", () => {
    const playground = open({ habit: "daily" });
    let looks = 0;
    playground.advanceTo(unixMilliseconds(playground.now + 365 * day), () => {
      looks += 1;
      return looks > 10;
    });
    expect(playground.now).toBeLessThan(startsAt + 20 * day);
  });

  test("keeps a bounded past, however long and often the holder logs in", () => {
    const playground = open({ habit: "daily" });
    for (let month = 0; month < 120; month += 1) wait(playground, 30 * day);
    expect(playground.history.samples.length).toBeLessThan(3000);
    expect(playground.entries).toHaveLength(100);
  });
});
