import { describe, expect, test } from "vitest";
import type { Entry } from "../history.ts";
import { secondsUntilAnswered } from "./recovery.ts";

const attempt = { serial: "K1", step: 7 } as const;

function failed(at: number): Entry {
  return { ...attempt, kind: "failed", endedAt: at * 1e9 };
}

function answered(begun: number, at: number): Entry {
  return {
    ...attempt,
    kind: "answered",
    answer: "accepted",
    begunAt: begun * 1e9,
    answeredAt: at * 1e9,
  };
}

/** One answer each 100 ms. */
function answers(from: number, to: number): readonly Entry[] {
  const count = Math.round((to - from) * 10);
  return Array.from({ length: count }, (_, index) =>
    answered(from + index / 10, from + index / 10),
  );
}

describe("secondsUntilAnswered()", () => {
  const never = Number.POSITIVE_INFINITY;

  test("counts from the first answer after the last failure", () => {
    const entries = [failed(10.2), failed(11.9), ...answers(12, 20)];
    expect(secondsUntilAnswered(entries, 10e9, never)).toBeCloseTo(2, 1);
  });

  test("counts an attempt that hung when it ends, not when it began", () => {
    const entries = [answered(10.1, 14), ...answers(14, 20)];
    expect(secondsUntilAnswered(entries, 10e9, never)).toBeCloseTo(4, 1);
  });

  test("does not count answers that a second failure follows", () => {
    const away = Array.from({ length: 10 }, (_, index) => failed(13 + index / 10));
    const entries = [...answers(11, 13), ...away, ...answers(14, 20)];
    expect(secondsUntilAnswered(entries, 10e9, never)).toBeCloseTo(4, 1);
  });

  test("is null when the next fault comes before it can be seen", () => {
    expect(secondsUntilAnswered(answers(11, 20), 10e9, 12e9)).toBeNull();
    expect(secondsUntilAnswered([failed(11)], 10e9, never)).toBeNull();
  });
});
