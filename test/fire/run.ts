// `npm run fire`: the fire of fire.test.ts for as long as one likes, with what it came to.
import { progressBar, table } from "@jeton/cli";
import { makeStoreDirectory } from "../contracts/store-directory.ts";
import { etcd, startEtcd } from "../support/etcd.ts";
import { type ExternalProgram, findProgram, missingSentence } from "../support/needs.ts";
import { postgres, startPostgres } from "../support/postgres.ts";
import { programOptions } from "../support/program-options.ts";
import { type FireReport, type FireServer, runFire } from "./run-fire.ts";

const kinds = ["sqlite", "postgres", "etcd"] as const;
type Kind = (typeof kinds)[number];
const {
  seconds = 120,
  validators = 6,
  store = "both",
} = programOptions({
  script: "fire",
  does: "Lets validators log in over one store while they and its server are killed, and holds what came of it\nagainst the laws.",
  options: {
    seconds: {
      ...{ kind: "number", value: "S", min: 1, isDecimal: true },
      help: "how long on each store (default 120)",
    },
    validators: { kind: "number", value: "N", min: 1, help: "so many processes (default 6)" },
    store: {
      ...{ kind: "text", value: "KIND", oneOf: [...kinds, "both"] },
      help: "sqlite, postgres, etcd, or both of the first two (default); its server is started here",
    },
  },
  status: "0 every law held; 1 one was broken; 2 wrong use, or a server is missing.",
});
const wanted = store === "both" ? ["sqlite", "postgres"] : [store];

const reports: (readonly [string, FireReport])[] = [];
for (const kind of wanted) {
  if (isKind(kind)) reports.push([kind, await fireOn(kind)]);
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
  const row = (name: string, value: (report: FireReport) => number | null) => [
    name,
    ...reports.map(([, report]) => value(report)?.toLocaleString("en") ?? "not known"),
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
