import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createMetrics } from "./metrics.ts";

test("every metric that the alerts of deploy/ ask for is there", async () => {
  const file = new URL("../../../../deploy/prometheus/jeton-alerts.yml", import.meta.url);
  const asked = new Set(readFileSync(file, "utf8").match(/\bjeton_[a-z_]+/gu));
  const text = await createMetrics({ clockWatch: { alarm: () => null } as never }).text();
  const given = [...text.matchAll(/^# TYPE (jeton_\S+) (\S+)$/gmu)].flatMap(([, name, kind]) =>
    kind === "histogram" ? [`${name}_count`, `${name}_bucket`] : [name],
  );
  expect(asked.size).toBeGreaterThan(4);
  expect([...asked].filter((name) => !given.includes(name))).toEqual([]);
});
