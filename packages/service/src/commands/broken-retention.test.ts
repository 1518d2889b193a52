import { describe, expect, test } from "vitest";
import { brokenKey } from "../audit/trail-report.ts";
import { brokenRetention } from "./broken-retention.ts";

const broken = [brokenKey("K2", 3, "altered")];

describe("brokenRetention()", () => {
  test("names the place, and the archive that must be kept when something was cut before", () => {
    const answer = { kind: "broken", broken, keys: 12, ownKeys: 0, events: 5003 } as const;
    expect(brokenRetention(answer, "2025.jsonl").message).toBe(
      "Broken: key K2, event 3: altered\n" +
        "5003 events of 12 keys were cut before that was found: " +
        "2025.jsonl holds the only copy of them and must be kept",
    );
  });

  test("says nothing of an archive when nothing was cut", () => {
    const answer = { kind: "broken", broken, keys: 0, ownKeys: 0, events: 0 } as const;
    expect(brokenRetention(answer, "2025.jsonl").message).toBe("Broken: key K2, event 3: altered");
  });
});
