import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createMetrics } from "./metrics.ts";

test.each([
  ["alerts", "prometheus/jeton-alerts.yml"],
  ["dashboard", "grafana/jeton.json"],
])("every metric that the %s of deploy/ asks for is there", async (_, name) => {
  const file = new URL(`../../../../deploy/${name}`, import.meta.url);
  const wanted = /\b(?:jeton|nodejs|process)_[a-z0-9_]+/gu;
  const asked = new Set(readFileSync(file, "utf8").match(wanted));
  const text = await createMetrics({ clockWatch: { alarm: () => null } as never }).text();
  const given = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gmu)].flatMap(([, metric, kind]) =>
    kind === "histogram" ? [`${metric}_count`, `${metric}_bucket`] : [metric],
  );
  expect(asked.size).toBeGreaterThan(4);
  expect([...asked].filter((metric) => !given.includes(metric))).toEqual([]);
});

test("createMetrics() says of how many keys something was found, and how many clocks were set", async () => {
  const metrics = createMetrics({ clockWatch: { alarm: () => null } as never });
  metrics.fleetFound({
    keys: [{}, {}, {}] as never,
    counts: { drifting: 2, "clock-set": 1, battery: 0 },
  });
  metrics.countClockSet();
  const text = await metrics.text();
  expect(text).toContain("jeton_keys 3\n");
  expect(text).toContain('jeton_keys_found{finding="drifting"} 2\n');
  expect(text).toContain('jeton_keys_found{finding="battery"} 0\n');
  expect(text).toContain("jeton_clock_set_total 1\n");
});
