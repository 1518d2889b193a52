import { describe, expect, test } from "vitest";
import type { BenchResult } from "../result/bench-result.ts";
import { latencySummary } from "../result/latency-summary.ts";
import { driftWords } from "../result/words.ts";
import { glassSvg } from "./glass-svg.ts";
import { htmlReport } from "./html-report.ts";
import { junitReport } from "./junit.ts";

const blank = new Array<number>(8).fill(0);

const result: BenchResult = {
  plan: 'A "plan" & <more>',
  startedAt: Date.UTC(2026, 0, 2, 3, 4, 5),
  wallSeconds: 1.5,
  boards: [
    {
      ...{ name: "one", place: "/dev/ttyACM0", version: "JETON1:h1.0,f1.0" },
      steps: [
        {
          ...{ repetition: 1, number: 1, title: 'show "<b>"', outcome: "failed" },
          ...{ message: "line 1 shows \u0000 <i>", seconds: 0.25, details: null },
        },
      ],
      latencies: [5, 6, 7],
      wire: [{ milliseconds: 1, direction: "to-board", bytes: "00 00 47 0f", means: "ping" }],
      wireLeftOut: 3,
    },
  ],
};

describe("junitReport()", () => {
  test("is XML of suites and cases, with every text escaped", () => {
    expect(junitReport(result)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="A &quot;plan&quot; &amp; &lt;more&gt;" tests="1" failures="1" skipped="0" errors="0" time="0.250">
  <testsuite name="one" tests="1" failures="1" skipped="0" errors="0" time="0.250" timestamp="2026-01-02T03:04:05.000Z" hostname="/dev/ttyACM0">
    <properties>
      <property name="board" value="/dev/ttyACM0"/>
      <property name="version" value="JETON1:h1.0,f1.0"/>
    </properties>
    <testcase name="1.1 show &quot;&lt;b&gt;&quot;" classname="A &quot;plan&quot; &amp; &lt;more&gt;.one" time="0.250">
      <failure message="line 1 shows ? &lt;i&gt;" type="step"/>
    </testcase>
  </testsuite>
</testsuites>
`);
  });
});

describe("htmlReport()", () => {
  test("escapes what comes from a plan or a board, and needs nothing from outside", () => {
    const html = htmlReport(result);
    expect(html).toContain("<h1>A &quot;plan&quot; &amp; &lt;more&gt;");
    expect(html).not.toMatch(/<b>|<i>|<script|<link|<img|https?:\/\/(?!www\.w3\.org)/);
    expect(html).toContain("Wire log: 1 packets, 3 in the middle left out");
  });
});

describe("glassSvg()", () => {
  test("draws ASCII, characters of one's own and full cells as dots", () => {
    const pattern = [0x1f, 0, 0, 0, 0, 0, 0, 0x01];
    const glass = { lines: [[0x49, 3, 0xff, 0x20]], patterns: [blank, blank, blank, pattern] };
    const dark = [...glassSvg(glass).matchAll(/<path d="([^"]*)" fill="#1d2b06"/g)];
    // "I" of the 5x7 font has 11 dots; a blank has no dark path at all.
    expect(dark.map(([, path]) => path?.split("M").length)).toEqual([12, 7, 41]);
  });

  test("draws the letters that it is given, past the font's umlauts too", () => {
    const drawn = (text: string) => {
      const svg = glassSvg({ lines: [[...text].map((each) => each.charCodeAt(0))], patterns: [] });
      const [, path = ""] = /<path d="([^"]*)" fill="#1d2b06"/.exec(svg) ?? [];
      const rows = Array.from({ length: 8 }, () => [..."....."]);
      for (const [, x, y] of path.matchAll(/M([\d.]+) ([\d.]+)/g)) {
        const row = rows[Math.round((Number(y) - 14) / 3.6)];
        if (row !== undefined) row[Math.round((Number(x) - 14) / 3.6)] = "#";
      }
      return rows.map((row) => row.join(""));
    };
    expect(drawn("o")).toEqual([
      ...[".....", ".....", ".###.", "#...#", "#...#", "#...#", ".###.", "....."],
    ]);
    expect(drawn("u").slice(2, 7)).toEqual(["#...#", "#...#", "#...#", "#..##", ".##.#"]);
    expect(drawn("]")[0]).toMatch(/^###/);
  });
});

describe("driftWords()", () => {
  test.each([
    [60.0123, 0.0341, "+60.012 ± 0.035 ppm"],
    [-2021.4, 12.1, "-2021 ± 13 ppm"],
    [0.1, 50.2, "+0 ± 51 ppm"],
  ])("%d ± %d is %s, never narrower than it was", (ppm, uncertaintyPpm, words) => {
    const parts = { readingPpm: 0, scatterPpm: 0, hostPpm: 0 };
    const rest = { seconds: 0, samples: 0, offsetMilliseconds: 0, residualMilliseconds: 0 };
    expect(driftWords({ ppm, uncertaintyPpm, parts, ...rest, isSteady: true, points: [] })).toBe(
      words,
    );
  });
});

describe("latencySummary()", () => {
  test("gives values that occurred", () => {
    const latencies = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(latencySummary(latencies)).toEqual({ count: 100, p50: 50, p99: 99, max: 100 });
    expect(latencySummary([])).toBeNull();
  });
});
