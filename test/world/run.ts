// `npm run world`: plays worlds in which holders, strangers, help desk, clocks and faults meet, and holds them
// against the laws. `npm run world -- --help` lists the three ways to do it.
import { programOptions } from "../support/program-options.ts";
import { describeFigures } from "./figures.ts";
import { mixes } from "./mixes.ts";
import { drawPlan } from "./plan.ts";
import { playWorld } from "./play-world.ts";
import { startPostgresForWorlds } from "./postgres-for-worlds.ts";
import { playFloods } from "./run-flood.ts";
import { playMany, type RunEnd } from "./run-many.ts";
import { tellBroken } from "./shrink.ts";
import type { MixName, WorldPlan } from "./world-plan.ts";

const count = { kind: "number", value: "N", min: 1 } as const;
const lasting = { kind: "number", value: "N", min: 0, isDecimal: true } as const;
const names = { kind: "text", value: "NAME,…" } as const;
const values = programOptions({
  script: "world",
  does: `Plays worlds, one process for each processor, for so many years or minutes, and prints what was counted for
each mix. With --world it plays one world again and tells its story, with --flood a stranger who sends so many
wrong PASSCODEs a day.`,
  options: {
    years: { ...lasting, help: "so many years in all (default 1000)" },
    minutes: { ...lasting, help: "so long at most" },
    seed: { ...count, min: 0, help: "the same worlds again (default: the time)" },
    mix: { ...names, help: `which: ${Object.keys(mixes).join(", ")} (default: all but flood)` },
    store: {
      ...{ kind: "text", value: "KIND", oneOf: ["memory", "sqlite", "postgres"] },
      help: "over which store (default: memory and sqlite in turn)",
    },
    world: { ...count, min: 0, help: "the world of this seed only, of one --mix" },
    days: { ...count, help: "so many days of it (of a flood: 30)" },
    without: { ...names, help: "what of that world is left out" },
    flood: { ...count, help: "so many wrong PASSCODEs a day" },
    door: { ...names, help: "where they are sent: portal, api, check (default: each)" },
  },
  status: `0 every law held; 1 one was broken; 2 wrong use; 130 stopped with Ctrl-C: what was played is counted, the
worlds under way are not.`,
});

const server = values.store === "postgres" ? await startPostgresForWorlds() : null;
const statuses: Readonly<Record<RunEnd, number>> = { held: 0, broken: 1, stopped: 130 };
try {
  process.exitCode = statuses[await play()];
} finally {
  await server?.remove();
}

async function play(): Promise<RunEnd> {
  if (values.world !== undefined) return (await playOne(values.world)) ? "held" : "broken";
  if (values.flood !== undefined) {
    const asked = { doors: values.door, days: values.days ?? 30 };
    return (await playFloods(values.flood, asked)) ? "held" : "broken";
  }
  return playMany({
    years: values.years ?? 1000,
    seed: values.seed ?? Math.floor(Date.now() / 1000),
    mixes: values.mix ?? everyMix(),
    minutesMax: values.minutes ?? Number.MAX_SAFE_INTEGER,
    store: values.store ?? "",
    newDatabase: async () => (server === null ? "" : server.createDatabase()),
  });
}

/** A flood takes minutes and is asked for by itself. */
function everyMix(): string {
  return Object.keys(mixes)
    .filter((name) => name !== "flood")
    .join(",");
}

async function playOne(seed: number): Promise<boolean> {
  const without = values.without?.split(",") ?? [];
  const plan = drawPlan(seed, (values.mix ?? "all") as MixName, {
    ...(values.days !== undefined && { days: values.days }),
    ...(values.store !== undefined && { store: values.store as WorldPlan["store"] }),
    without,
  });
  const postgresUrl = server === null ? null : await server.createDatabase();
  const report = await playWorld(plan, {}, { postgresUrl });
  console.log(describeFigures(report.figures));
  for (const finding of report.findings.slice(0, 5)) {
    console.log(`\n${tellBroken({ plan, without, finding, report }, 40)}`);
  }
  return report.findings.length === 0;
}
