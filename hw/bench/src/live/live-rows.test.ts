import { describe, expect, test } from "vitest";
import { freshRow, liveLines, withNews } from "./live-rows.ts";

const plain = (text: string) => text;

describe("liveLines()", () => {
  test("tells a board's whole run, one line of fitting width at a time", () => {
    const at = { board: "desk", repetition: 1, number: 2, title: "own key for 1 d" };
    const step = { ...at, seconds: 1, details: null };
    const fresh = freshRow("desk");
    const met = withNews(fresh, { kind: "met", board: "desk", version: "JETON1:h1.0,f1.0" });
    const doing = withNews(met, { kind: "doing", ...at, part: 0.5 });
    const failed = withNews(doing, {
      kind: "did",
      board: "desk",
      step: { ...step, outcome: "failed", message: "wanted every code accepted" },
    });
    const over = withNews(failed, { kind: "left", board: "desk" });
    expect(liveLines([fresh, met, doing, failed, over], 100, plain)).toEqual([
      "> desk   0 ok, 0 failed    is being met",
      "> desk   0 ok, 0 failed    JETON1:h1.0,f1.0",
      "> desk   0 ok, 0 failed    1.2 own key for 1 d [===============               ] 50 %",
      "! desk   0 ok, 1 failed    own key for 1 d: wanted every code accepted",
      "! desk   0 ok, 1 failed    own key for 1 d: wanted every code accepted",
    ]);
    expect(liveLines([doing], 20, plain)[0]).toHaveLength(20);
  });
});
