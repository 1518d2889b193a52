// `npm run fire:cluster`: three PostgreSQL under Patroni with etcd, a proxy before them, validators beside them, and
// one failover after the other, until so many were had or the minutes are over. Runs in a network namespace of
// its own, so as root.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { table } from "@jeton/cli";
import { findProgram, missingSentence } from "../../support/needs.ts";
import { postgres } from "../../support/postgres.ts";
import { programOptions } from "../../support/program-options.ts";
import { type FaultName, faults } from "./faults.ts";
import { enterHub } from "./network.ts";
import { type ClusterReport, runCluster } from "./run-cluster.ts";

const values = programOptions({
  script: "fire:cluster",
  does: "Breaks a PostgreSQL cluster under Patroni again and again while validators log in over it, and holds what\ncame of it against the laws. Runs in a network namespace of its own, so as root.",
  options: {
    failovers: { kind: "number", value: "N", min: 1, help: "so many (default 200)" },
    validators: { kind: "number", value: "N", min: 1, help: "so many processes (default 4)" },
    fault: { kind: "text", value: "NAME,…", help: `which: ${Object.keys(faults).join(", ")}` },
    pause: {
      ...{ kind: "number", value: "S", min: 0, isDecimal: true },
      help: "seconds between two failovers (default 100)",
    },
    minutes: {
      ...{ kind: "number", value: "N", min: 0, isDecimal: true },
      help: "no further failover after so many minutes (default: none)",
    },
    json: { kind: "flag", help: "print the report as JSON" },
  },
  status: "0 every law held; 1 one was broken; 2 wrong use, or a server is missing.",
});
const names = (values.fault?.split(",") ?? Object.keys(faults)) as FaultName[];
const unknown = names.find((name) => !Object.hasOwn(faults, name));
if (unknown !== undefined) fail(`no fault is ${unknown}: wanted ${Object.keys(faults).join(", ")}`);
const count = values.failovers ?? 200;
const validators = values.validators ?? 4;

if (process.env.JETON_FIRE_HUB === undefined) enter();
else await burn();

/** Starts this program again where its network is its own. */
function enter(): void {
  const [program = "", ...words] = enterHub;
  const again = [...words, process.execPath, "tools/run-source.mjs", ...process.argv.slice(1)];
  const env = { ...process.env, JETON_FIRE_HUB: "1" };
  process.exitCode = spawnSync(program, again, { stdio: "inherit", env }).status ?? 1;
}

async function burn(): Promise<void> {
  const server = findProgram(postgres.names, (postgres.folders ?? []).join(":"));
  if (server === null || !existsSync(server)) fail(missingSentence(postgres));
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => process.exit(130));
  const began = performance.now();
  const report = await runCluster({
    programs: dirname(server),
    faults: Array.from({ length: count }, (_, index) => names[index % names.length] ?? "killed"),
    validators,
    pauseSeconds: values.pause ?? 100,
    ...(values.minutes === undefined ? {} : { minutes: values.minutes }),
    onProgress: (done, fault) => {
      const minutes = ((performance.now() - began) / 60_000).toFixed(1);
      console.error(`${minutes} min: failover ${done + 1} of ${count}: ${fault}`);
    },
  });
  if (values.json) console.log(JSON.stringify(report));
  else console.log(describe(report));
  for (const finding of report.findings.slice(0, 20)) console.error(finding);
  if (report.findings.length > 0) process.exitCode = 1;
}

function describe(report: ClusterReport): string {
  const { codes, presentations, answered, accepted, burnt, failed, unknown: open } = report;
  const counts = table(
    ["", ""],
    Object.entries({
      ...{ failovers: report.failovers.length, "codes presented": codes, presentations, answered },
      ...{ accepted, "burnt by a wrong PIN": burnt, "store away": failed, "outcome unknown": open },
      ...{ "stored, not answered": report.storedUnanswered, "members rewound": report.rewinds },
      ...{ "laws broken": report.findings.length },
    }).map(([name, value]) => [
      name,
      value?.toLocaleString("en") ?? "not known: a backup was restored",
    ]),
  );
  const rows = [...new Set(names)].map((name) => {
    const own = report.failovers.filter(({ fault }) => fault === name);
    const unseen = own.filter((each) => each.secondsUntilAnswered === null).length;
    return [
      ...[name, `${own.length}`, spread(own.map((each) => each.secondsUntilServed))],
      `${spread(own.flatMap((each) => each.secondsUntilAnswered ?? []))}${unseen > 0 ? `, ${unseen} never` : ""}`,
    ];
  });
  const head = ["FAULT", "TIMES", "NEXT PRIMARY, S", "99 % ANSWERED AFTER IT, S"];
  return `${counts}\nSeconds: median (most)\n${table(head, rows)}`;
}

function spread(values: readonly number[]): string {
  const sorted = [...values].sort((one, other) => one - other);
  const median = sorted[Math.floor(sorted.length / 2)];
  return median === undefined ? "" : `${median.toFixed(1)} (${sorted.at(-1)?.toFixed(1)})`;
}

function fail(why: string): never {
  console.error(`Cannot run: ${why}`);
  process.exit(2);
}
