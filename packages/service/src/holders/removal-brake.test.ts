import { unixMilliseconds } from "@jeton/core";
import { openMemoryStore } from "@jeton/store";
import { beforeEach, describe, expect, test } from "vitest";
import {
  alwaysMayLeave,
  type BrakePorts,
  brakeState,
  countLeaving,
  leftWithinDay,
  releaseBrake,
} from "./removal-brake.ts";

const hour = 60 * 60 * 1000;

describe("countLeaving()", () => {
  let now: number;
  let counted: number;
  let ports: BrakePorts;
  beforeEach(() => {
    now = 1_800_000_000_000;
    counted = 0;
    ports = { documents: openMemoryStore().documents, clock: () => unixMilliseconds(now) };
  });

  const leave = async (holders = 200, percent = 5) => {
    const answer = await countLeaving(ports, percent, async () => {
      counted += 1;
      return holders;
    });
    return answer.kind;
  };
  const leaveMany = async (count: number) => {
    const kinds: string[] = [];
    for (let index = 0; index < count; index += 1) kinds.push(await leave());
    return kinds;
  };
  const count = (kinds: readonly string[]) => kinds.filter((kind) => kind === "may-leave").length;

  test("lets 5 % leave within a day and holds everybody after them, with one count of the holders", async () => {
    expect(count(await leaveMany(30))).toBe(10);
    expect(counted).toBe(1);
    expect(await brakeState(ports)).toMatchObject({ heldAt: now, before: 200 });
    now += 30 * 24 * hour;
    expect(await leave()).toBe("held");
  });

  test("counts over a day that goes on, not by the calendar", async () => {
    for (let day = 0; day < 4; day += 1) {
      expect(count(await leaveMany(10))).toBe(10);
      now += 25 * hour;
    }
    expect(count(await leaveMany(10))).toBe(10);
    now += 23 * hour;
    expect(await leave()).toBe("held");
  });

  test("lets a few of a small directory leave", async () => {
    const kinds: string[] = [];
    for (let index = 0; index < 8; index += 1) kinds.push(await leave(10));
    expect(count(kinds)).toBe(alwaysMayLeave);
  });

  test("lets no more leave when all come at the same time", async () => {
    const kinds = await Promise.all(Array.from({ length: 30 }, () => leave()));
    expect(count(kinds)).toBe(10);
  });

  test("forgets nobody when the clock goes back", async () => {
    await leaveMany(10);
    now -= 10 * hour;
    expect(await leave()).toBe("held");
  });

  test("begins anew when it is released, once, and says who did it", async () => {
    expect(await releaseBrake(ports, "staff:anne")).toBe(false);
    await leaveMany(11);
    expect(await releaseBrake(ports, "staff:anne")).toBe(true);
    expect(await releaseBrake(ports, "staff:paul")).toBe(false);
    const state = await brakeState(ports);
    expect(state).toMatchObject({ heldAt: null, releasedAt: now, releasedBy: "staff:anne" });
    expect(leftWithinDay(state, unixMilliseconds(now))).toBe(0);
    expect(count(await leaveMany(11))).toBe(10);
  });
});
