import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parseYamlPlan, readPlan } from "./plan/read-plan.ts";
import { htmlReport } from "./report/html-report.ts";
import { junitReport } from "./report/junit.ts";
import { hasPassed } from "./result/bench-result.ts";
import { glassText } from "./result/glass-picture.ts";
import { type BenchNews, runPlan } from "./run-plan.ts";

const example = fileURLToPath(new URL("../plans/example.yaml", import.meta.url));

describe("runPlan()", () => {
  // Goal: the example in the documentation does what it says, with the firmware's own binary.
  // Method: two boards side by side in virtual time, every kind of step, twice.
  test("runs the example plan, and its reports hold what was found", async () => {
    const told: BenchNews[] = [];
    const result = await runPlan(await readPlan(example), (news) => told.push(news));
    expect(
      result.boards.flatMap(({ steps }) => steps).filter((s) => s.outcome !== "passed"),
    ).toEqual([]);
    expect(hasPassed(result)).toBe(true);
    const [exact, fast] = result.boards;
    for (const [board, ppm] of [
      [exact, 0],
      [fast, 60],
    ] as const) {
      const keys = board?.steps.flatMap(({ details }) =>
        details?.kind === "own-key" ? [details] : [],
      );
      expect(keys).toHaveLength(2);
      for (const { drift, summary } of keys ?? []) {
        expect(Math.abs(drift.ppm - ppm)).toBeLessThanOrEqual(drift.uncertaintyPpm);
        expect(drift.uncertaintyPpm).toBeLessThan(1);
        expect(drift.isSteady).toBe(true);
        expect(summary.accepted).toBe(summary.logins);
        expect(summary.logins).toBeGreaterThan(5);
      }
    }
    const shown = exact?.steps[0]?.details;
    expect(shown?.kind === "glass" ? glassText(shown.glass) : null).toEqual([
      "Bonjour         ",
      "N. 0412 6937    ",
    ]);
    expect(told.filter(({ kind }) => kind === "did")).toHaveLength(28);
    expect(junitReport(result)).toContain('name="1.5 own key for 30 min"');
    expect(/aria-label="Bonjour +\| N\. 0412 6937 +"/.test(htmlReport(result))).toBe(true);
  });

  test("interrupted, cuts short what lasts, erases the board's seed and skips the rest", async () => {
    const plan = parseYamlPlan(
      `name: Long
repeat: 2
boards: [{ name: one, emulated: {} }]
steps: [own-key: { for: 30 d }, wait: 1 d]`,
      "long.yaml",
    );
    const controller = new AbortController();
    const result = await runPlan(
      plan,
      (news) => {
        if (news.kind === "doing" && news.part > 0) controller.abort();
      },
      controller.signal,
    );
    const [board] = result.boards;
    expect(board?.steps.map(({ outcome, message }) => [outcome, message])).toEqual([
      ["failed", "interrupted before its end"],
      ["skipped", "interrupted before its end"],
      ["skipped", "interrupted before its end"],
      ["skipped", "interrupted before its end"],
    ]);
    expect(
      board?.wire
        .map(({ means }) => means)
        .slice(-4)
        .join(),
    ).toMatch(/mode.*erase seed/);
  });

  test("ends a repetition at a step that fails, and goes on with the next", async () => {
    const plan = parseYamlPlan(
      `name: Wrong
repeat: 2
boards: [{ name: one, emulated: {} }]
steps: [show: right, expect: wrong, wait: 1 s]`,
      "wrong.yaml",
    );
    const result = await runPlan(plan);
    const steps = result.boards[0]?.steps.map(({ outcome, message }) => [outcome, message]);
    const once = [
      ["passed", null],
      ["failed", 'line 1 shows "right", wanted "wrong"'],
    ];
    expect(steps).toEqual([
      ...once,
      ["skipped", "step 1.2 failed"],
      ...once,
      ["skipped", "step 2.2 failed"],
    ]);
    expect(hasPassed(result)).toBe(false);
    expect(junitReport(result)).toContain('failures="2" skipped="2"');
  });

  test("says why a board was not met, and goes on with the others", async () => {
    const plan = parseYamlPlan(
      `name: Gone
boards: [{ name: gone, port: /dev/no-such-port }, { name: here, emulated: {} }]
steps: [show: hello]`,
      "gone.yaml",
    );
    const [gone, here] = (await runPlan(plan)).boards;
    expect(gone?.steps[0]).toMatchObject({ outcome: "failed" });
    expect(gone?.steps[0]?.message).toMatch(
      /^Cannot open \/dev\/no-such-port: there is no such port/,
    );
    expect(here?.steps[0]).toMatchObject({ outcome: "passed" });
  });

  test("keeps seeds out of the wire log", async () => {
    const seed = "d0d1d2d3d4d5d6d7d8d9dadbdcdddedfe0e1e2e3";
    const plan = parseYamlPlan(
      `name: Secret
boards: [{ name: one, emulated: {} }]
steps: [own-key: { for: 1 min, seed-hex: ${seed} }]`,
      "secret.yaml",
    );
    const [board] = (await runPlan(plan)).boards;
    const parts = board?.wire.filter(({ means }) => means === "seed part");
    expect(parts?.map(({ bytes }) => bytes.slice(0, 12))).toEqual(["32 11 00 ·· ", "32 05 10 ·· "]);
    expect(JSON.stringify(board)).not.toMatch(/d0 d1|d0d1/);
    expect(board?.wire.some(({ means }) => means === "answer: erase seed")).toBe(true);
  });
});
