// `npm run fire -- [--seconds 120] [--validators 6] [--store both|sqlite|postgres|etcd]`: the fire of
// fire.test.ts for as long as one likes, with what it came to. Exit status 1 when a law was broken.
import { parseArgs } from "node:util";
import { progressBar, table } from "@jeton/cli";
import { makeStoreDirectory } from "../contracts/store-directory.ts";
import { etcd, startEtcd } from "../support/etcd.ts";
import { type ExternalProgram, findProgram, missingSentence } from "../support/needs.ts";
import { postgres, startPostgres } from "../support/postgres.ts";
import { type FireReport, type FireServer, runFire } from "./run-fire.ts";

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

const kinds = ["sqlite", "postgres", "etcd"] as const;
type Kind = (typeof kinds)[number];
const wanted = values.store === "both" ? ["sqlite", "postgres"] : [values.store];

const reports: (readonly [string, FireReport])[] = [];
for (const kind of wanted) {
  if (!isKind(kind)) {
    fail(
      `no store is ${kind}: wanted --store ${kinds.join(", ")} or both; its server is started here`,
    );
  }
  reports.push([kind, await fireOn(kind)]);
}
process.stdout.write(table(["", ...reports.map(([kind]) => kind.toUpperCase())], rows()));
for (const [kind, { findings }] of reports) {
  for (const finding of findings.slice(0, 20)) console.error(`${kind}: ${finding}`);
  if (findings.length > 0) process.exitCode = 1;
}

function isKind(name: string): name is Kind {
  return (kinds as readonly string[]).includes(name);
}

async function fireOn(kind: Kind): Promise<FireReport> {
  const directory = makeStoreDirectory();
  const { store, server } = await placeOf(kind, directory.file);
  const bar = progressBar(kind, seconds);
  try {
    return await runFire({
      ...{ store, server, directory: directory.path, seconds, validators, onProgress: bar.at },
    });
  } finally {
    bar.end();
    await server?.remove();
    directory.remove();
  }
}

type FirePlace = {
  readonly store: string;
  readonly server: (FireServer & { readonly remove: () => Promise<void> }) | null;
};

async function placeOf(kind: Kind, file: string): Promise<FirePlace> {
  switch (kind) {
    case "sqlite":
      return { store: file, server: null };
    case "postgres": {
      const server = await startPostgres(programOf(postgres));
      return { store: await server.createDatabase(), server };
    }
    case "etcd": {
      const server = await startEtcd(programOf(etcd));
      return { store: server.freshUrl(), server };
    }
    default:
      return kind satisfies never;
  }
}

function programOf(program: ExternalProgram): string {
  const found =
    findProgram(program.names) ?? findProgram(program.names, (program.folders ?? []).join(":"));
  return found ?? fail(missingSentence(program));
}

function fail(why: string): never {
  console.error(`Cannot run: ${why}`);
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
