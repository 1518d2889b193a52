import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { checkPlan } from "./check-plan.ts";
import { definePlan } from "./plan-input.ts";
import { parseYamlPlan, readPlan } from "./read-plan.ts";

const head = "name: A plan\nboards: [{ name: one, emulated: {} }]\n";

describe("parseYamlPlan()", () => {
  test("reads every kind of step and fills in what was left out", () => {
    const text = `${head}steps:
  - show: hello
  - expect: [hello, null, { matches: "^a" }]
  - wait-key: enter
  - wait: 1.5 s
  - own-key: { for: 24 h }
  - fault: { drop: 0.1, delay: 5 ms }
`;
    expect(parseYamlPlan(text, "p.yaml")).toEqual({
      name: "A plan",
      repeat: 1,
      boards: [{ kind: "emulated", name: "one", build: "hd44780", errorPpm: 0, baud: 19200 }],
      steps: [
        { kind: "show", lines: ["hello"] },
        { kind: "expect", lines: [{ text: "hello" }, null, { matches: "^a" }] },
        { kind: "wait-key", key: "enter", withinMilliseconds: 30_000 },
        { kind: "wait", milliseconds: 1500 },
        {
          kind: "own-key",
          milliseconds: 86_400_000,
          sampleMilliseconds: 432_000,
          loginMilliseconds: 1_728_000,
          seedHex: null,
          periodSeconds: 60,
          digits: 6,
          ppmWithin: null,
          codesAccepted: false,
          hostPpm: null,
        },
        {
          kind: "fault",
          ...{ drop: 0.1, flip: 0, duplicate: 0, delayMilliseconds: 5, requests: 100, seed: 1 },
        },
      ],
    });
  });

  test.each([
    ["name: [", /^Cannot read p\.yaml, line 1: found .*, wanted YAML$/],
    ["", /^Cannot read p\.yaml: found null, wanted a plan with name, repeat, boards, steps$/],
    [`${head}steps: []`, /line 3 \(steps\): found \[\], wanted at least one step$/],
    [
      `${head}steps:\n  - shout: x`,
      /line 4 \(steps\[1\]\.shout\): found "shout", wanted one of show,/,
    ],
    [
      `${head}steps:\n  - show: x\n  - wait: 3 hrs`,
      /line 5 \(steps\[2\]\.wait\): found "3 hrs", wanted a number with ms, s, m/,
    ],
    [`${head}steps:\n  - own-key: { for: 1 s }`, /found "1 s", wanted a time from 1 min to 365 d$/],
    [
      `${head}steps:\n  - own-key: { for: 1 h, pmm: 2 }`,
      /\(steps\[1\]\.own-key\.pmm\): found "pmm", wanted one of for,/,
    ],
    [
      `${head}steps:\n  - own-key:\n      period: 60`,
      /line 5.*own-key\.for\): found nothing, wanted a number with ms, s, m/,
    ],
    [`${head}steps:\n  - show: [a, "é"]`, /show.*wanted/],
    [`${head}steps:\n  - expect: { matches: "(" }`, /expect.*wanted/],
    [`${head}steps:\n  - wait-key: space`, /found "space", wanted one of up, down/],
    [`${head}steps:\n  - show: a\n    wait: 1 s`, /wanted one step in each item$/],
    [`${head}steps:\n  - fault: { drop: 2 }`, /drop\): found 2, wanted a number from 0 to 0\.5$/],
    [
      "name: x\nboards: [{ name: a }]\nsteps: [show: x]",
      /boards\[1\]\): found .* wanted either emulated or port$/,
    ],
    [
      "name: x\nboards: [{ name: a, port: 2341:0043 }, { name: b, port: usb:2341 }]\nsteps: [show: x]",
      /boards\[2\]\.port\): found "usb:2341", wanted a path, usb:VENDOR:PRODUCT/,
    ],
    [
      "name: x\nboards: [{ name: a, port: COM3, model: cfa999 }]\nsteps: [show: x]",
      /model\): found "cfa999", wanted one of cfa533, /,
    ],
    [
      "name: x\nboards: [{ name: a, emulated: { error-ppm: fast } }]\nsteps: [show: x]",
      /error-ppm\): found "fast", wanted a number/,
    ],
    [
      "name: x\nboards: [{ name: a, emulated: {} }, { name: a, emulated: {} }]\nsteps: [show: x]",
      /wanted a name of its own for each board$/,
    ],
  ])("says where and what was wanted: %j", (text, message) => {
    expect(() => parseYamlPlan(text, "p.yaml")).toThrow(message);
  });
});

describe("readPlan()", () => {
  test("reads the example", async () => {
    const plan = await readPlan(
      fileURLToPath(new URL("../../plans/example.yaml", import.meta.url)),
    );
    expect(plan.boards.map(({ name }) => name)).toEqual(["exact", "fast crystal"]);
  });

  test("reads TypeScript by its default export", async () => {
    const plan = await readPlan(fileURLToPath(new URL("../../plans/example.ts", import.meta.url)));
    expect(plan.boards).toHaveLength(3);
  });

  test("says when there is no such file", async () => {
    await expect(readPlan("/nowhere/p.yaml")).rejects.toThrow(/^Cannot read .* wanted a plan$/);
  });
});

describe("definePlan()", () => {
  test("is checked by the same rules as YAML", () => {
    const plan = definePlan({
      name: "Typed",
      boards: [{ name: "real", port: "/dev/ttyACM0" }],
      steps: [{ show: ["a", "b"] }],
    });
    expect(checkPlan(plan, "p.ts", () => null).boards).toEqual([
      { kind: "plugged", name: "real", port: "/dev/ttyACM0", model: null, baud: null },
    ]);
  });
});
