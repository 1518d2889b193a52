import { describe, expect, test } from "vitest";
import { clockFinding, diskFinding } from "./machine.ts";

describe("what a machine gives", () => {
  test.each([
    ["yes", "good"],
    ["no", "bad"],
    [null, "doubtful"],
    ["", "doubtful"],
  ])("a clock of which timedatectl says %j is %s", (said, state) => {
    const finding = clockFinding(said);
    expect(finding.state).toBe(state);
    expect(finding.cure === null).toBe(state === "good");
  });

  test.each([
    [2 ** 30, "good", "1.0 GiB free"],
    [2 ** 30 - 1, "doubtful", "1.0 GiB free"],
    [2 ** 26, "bad", "0.1 GiB free"],
    [0, "bad", "0.0 GiB free"],
  ])("%i free bytes are %s", (free, state, found) => {
    expect(diskFinding(free)).toMatchObject({ part: "disk", state, found });
  });
});
