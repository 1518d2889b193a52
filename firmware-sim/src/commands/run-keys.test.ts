import { unixMilliseconds } from "@jeton/core/units";
import { SimulatedKey } from "@jeton/key";
import { describe, expect, test } from "vitest";
import { HouseTime } from "../time/house-time.ts";
import { actOnPressedKey } from "./run-keys.ts";

describe("actOnPressedKey()", () => {
  // A clock jump that is drawn leads before 1970 in every other case, at this moment.
  test("lets some fault strike at f, whatever is drawn, in the first minute of 1970", () => {
    for (let randomSeed = 0; randomSeed < 300; randomSeed += 1) {
      const time = new HouseTime({ kind: "virtual", startsAt: unixMilliseconds(59_000) });
      const key = new SimulatedKey({
        ...{ serial: "1", seed: new Uint8Array(20), timeSource: time.source, randomSeed },
      });
      expect(actOnPressedKey("f", key, time)).toMatch(/^Fault: [a-z-]+/);
    }
  });

  test("answers null for a key that means nothing", () => {
    const time = new HouseTime({ kind: "virtual", startsAt: unixMilliseconds(59_000) });
    const key = new SimulatedKey({
      serial: "1",
      seed: new Uint8Array(20),
      timeSource: time.source,
    });
    expect(actOnPressedKey("z", key, time)).toBeNull();
  });
});
