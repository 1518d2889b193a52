import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { faketime } from "../../support/false-clock.ts";
import { describeWith, patroni } from "../../support/needs.ts";
import { faults } from "./faults.ts";
import type { ClusterReport } from "./run-cluster.ts";

// Goal: laws 2, 3, 7 and 12 hold on a real cluster whatever happens to its primary: no step is accepted
// twice, nothing that was answered is lost. Only an older backup may forget counts, and never spent codes.
// Method: three PostgreSQL under Patroni, synchronous, with etcd and a proxy; four validators present the
// same codes at once, old ones too; each fault strikes once. `npm run fire:cluster` goes on for hours.

describeWith(patroni, "a cluster under fire", () => {
  describeWith(faketime, "with clocks that jump", burn);
});

function burn(): void {
  test("lets no code pass twice, whatever happens to its primary", { timeout: 900_000 }, () => {
    // Those that lose commits come first, while codes still pass: each floor spends those of a minute.
    const first = ["waits cancelled", "restored"];
    const names = [...first, ...Object.keys(faults).filter((name) => !first.includes(name))];
    const words = [
      "--failovers",
      `${names.length}`,
      "--fault",
      `${names}`,
      "--pause",
      "2",
      "--json",
    ];
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["tools/run-source.mjs", "test/fire/cluster/run.ts", ...words],
      { encoding: "utf8", maxBuffer: 1e8 },
    );
    if (stdout === "") throw new Error(`The fire did not burn: ${stderr.slice(-4000)}`);
    const report = JSON.parse(stdout) as ClusterReport;
    console.log(JSON.stringify({ ...report, findings: report.findings.length }));
    expect(report.findings).toEqual([]);
    expect(report.failovers.map(({ fault }) => fault)).toEqual(names);
    expect(report.accepted).toBeGreaterThan(5);
    // At least the one that had committed what no other member knew.
    expect(report.rewinds).toBeGreaterThan(0);
    expect(status).toBe(0);
  });
}
