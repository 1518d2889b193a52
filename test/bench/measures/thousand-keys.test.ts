import { codeAt } from "@jeton/core";
import { describe, expect, test } from "vitest";
import { liveTogether } from "./thousand-keys.ts";

describe("liveTogether()", () => {
  test.each(["straight", "office"] as const)(
    "a thousand keys on one clock show the core's codes all year: %s",
    (clocks) => {
      const seen = new Set<string>();
      const living = { keys: 1000, days: 365, everyHours: 168, clocks };
      const { readings } = liveTogether(living, (key, code) => {
        const step = key.step();
        if (step === null) throw new Error("Cannot compare: the key shows no step");
        const seed = Buffer.from(`${Number(key.serial)}`.padStart(20, "-"));
        if (code !== codeAt(seed, step, key.parameters)) {
          throw new Error(`Key ${key.serial} shows a code that is not that of step ${step}`);
        }
        seen.add(key.serial);
      });
      expect(seen.size).toBe(1000);
      // 8760 hours hold 52 whole weeks and 24 hours more.
      expect(readings).toBe(53_000);
    },
  );
});
