// `npm run fire -- [--seconds 120] [--validators 6] [--store both|sqlite|postgres]`: the fire of
// fire.test.ts for as long as one likes, with what it came to. Exit status 1 when a law was broken.
import { parseArgs } from "node:util";
import { progressBar, table } from "@jeton/cli";
import { makeStoreDirectory } from "../contracts/store-directory.ts";
import { findProgram, missingSentence } from "../support/needs.ts";
import { type PostgresServer, postgres, startPostgres } from "../support/postgres.ts";
import { type FireReport, runFire } from "./run-fire.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "120" },
    validators: { type: "string", default: "6" },
    store: { type: "string", default: "both" },
  },
});
const seconds = Number(values.seconds);
const validators = Number(values.validators);
if (!(seconds > 0) || !Number.isInteger(validators) || validators < 1) {
  console.error("Cannot run: wanted --seconds > 0 and --validators, a whole number > 0");
  process.exit(2);
}

const reports: (readonly [string, FireReport])[] = [];
for (const kind of values.store === "both" ? ["sqlite", "postgres"] : [values.store]) {
  reports.push([kind, await fireOn(kind)]);
}
process.stdout.write(table(["", ...reports.map(([kind]) => kind.toUpperCase())], rows()));
for (const [kind, { findings }] of reports) {
  for (const finding of findings.slice(0, 20)) console.error(`${kind}: ${finding}`);
  if (findings.length > 0) process.exitCode = 1;
}

async function fireOn(kind: string): Promise<FireReport> {
  const directory = makeStoreDirectory();
  const server = kind === "postgres" ? await startPostgres(serverProgram()) : null;
  const bar = progressBar(kind, seconds);
  try {
    return await runFire({
      store: server === null ? directory.file : await server.createDatabase(),
      ...{ server, directory: directory.path, seconds, validators, onProgress: bar.at },
    });
  } finally {
    bar.end();
    await (server satisfies PostgresServer | null)?.remove();
    directory.remove();
  }
}

function serverProgram(): string {
  const found =
    findProgram(postgres.names) ?? findProgram(postgres.names, (postgres.folders ?? []).join(":"));
  if (found !== null) return found;
  console.error(`Cannot run: ${missingSentence(postgres)}`);
  process.exit(2);
}

function rows(): readonly (readonly string[])[] {
  const row = (name: string, value: (report: FireReport) => number) => [
    name,
    ...reports.map(([, report]) => value(report).toLocaleString("en")),
  ];
  return [
    row("codes presented", ({ codes }) => codes),
    row("presentations", ({ presentations }) => presentations),
    row("answered", ({ answered }) => answered),
    row("accepted", ({ accepted }) => accepted),
    row("burnt by a wrong PIN", ({ burnt }) => burnt),
    row("refused, store away", ({ failed }) => failed),
    row("cut off by SIGKILL", ({ cutOff }) => cutOff),
    row("stored, not answered", ({ storedUnanswered }) => storedUnanswered),
    row("validators killed", ({ validatorsKilled }) => validatorsKilled),
    row("server crashes", ({ serverCrashes }) => serverCrashes),
    row("laws broken", ({ findings }) => findings.length),
  ];
}
