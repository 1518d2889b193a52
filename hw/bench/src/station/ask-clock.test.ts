import type { OwnBoard } from "@jeton/board";
import { describe, expect, test } from "vitest";
import { askClock } from "./ask-clock.ts";

describe("askClock()", () => {
  test("calls a wire on which no answer comes at the first try the board's trouble", async () => {
    let writes = 0;
    const wire = {
      get moments() {
        return { wroteAt: 0, heardAt: 1, writes };
      },
    };
    const own = {
      time: async () => {
        writes += 2;
        return { seconds: 0, ticks: 0 };
      },
    } as unknown as OwnBoard;
    const station = { wire, baud: 19_200 } as unknown as Parameters<typeof askClock>[0];
    await expect(askClock(station, own)).rejects.toMatchObject({
      name: "BoardError",
      code: "NO_ANSWER",
    });
  });
});
