// `npm run fleet-table`: plays a fleet of keys against window policies and writes
// docs/reference/policy-fleet.md. `--keys N` and `--seed N` play another fleet and only print.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { fleetPage } from "./fleet-page.ts";
import { playFleet } from "./play-fleet.ts";

const { values } = parseArgs({ options: { keys: { type: "string" }, seed: { type: "string" } } });
const keys = Number(values.keys ?? 3000);
const seed = Number(values.seed ?? 2026);
const runs = [1, 7, 30, 120, 365].flatMap((gapDays) =>
  [30, 60].map((periodSeconds) => playFleet({ keys, gapDays, periodSeconds, seed })),
);
const page = fleetPage(runs, { keys, seed });
console.log(page);
if (values.keys === undefined && values.seed === undefined) {
  writeFileSync(new URL("../../docs/reference/policy-fleet.md", import.meta.url), page);
}
