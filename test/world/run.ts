// `npm run world -- --years N --seed S [--mix NAME[,NAME]] [--minutes M] [--store memory|sqlite|postgres]`:
// plays worlds, one process per core, for so many years or minutes, and prints what was counted for each mix.
// `--world SEED --mix NAME [--days N] [--without A,B] [--store …]` plays one world again and tells its story.
// `--flood N [--door portal,api,check] [--days N]` plays a stranger who sends N wrong PASSCODEs a day.
// Ends with status 1 when a law was broken.
import { parseArgs } from "node:util";
import { describeFigures } from "./figures.ts";
import { mixes } from "./mixes.ts";
import { drawPlan } from "./plan.ts";
import { playWorld } from "./play-world.ts";
import { startPostgresForWorlds } from "./postgres-for-worlds.ts";
import { playFloods } from "./run-flood.ts";
import { playMany } from "./run-many.ts";
import { tellBroken } from "./shrink.ts";
import type { MixName, WorldPlan } from "./world-plan.ts";

const text = { type: "string" } as const;
const { values } = parseArgs({
  options: {
    ...{ years: text, seed: text, mix: text, minutes: text, store: text },
    ...{ world: text, days: text, without: text },
    ...{ flood: text, door: text },
  },
});

const stores: readonly (string | undefined)[] = ["memory", "sqlite", "postgres", undefined];
if (!stores.includes(values.store)) throw new RangeError(`No store is ${values.store}`);

const server = values.store === "postgres" ? await startPostgresForWorlds() : null;
try {
  if (!(await play())) process.exitCode = 1;
} finally {
  await server?.remove();
}

async function play(): Promise<boolean> {
  if (values.world !== undefined) return playOne(Number(values.world));
  if (values.flood !== undefined) {
    return playFloods(Number(values.flood), {
      doors: values.door,
      days: Number(values.days ?? 30),
    });
  }
  return playMany({
    years: Number(values.years ?? 1000),
    seed: Number(values.seed ?? Math.floor(Date.now() / 1000)),
    mixes: values.mix ?? everyMix(),
    minutesMax: Number(values.minutes ?? Number.MAX_SAFE_INTEGER),
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
    ...(values.days !== undefined && { days: Number(values.days) }),
    ...(values.store !== undefined && { store: values.store as WorldPlan["store"] }),
    without,
  });
  const report = await playWorld(plan, {}, server === null ? null : await server.createDatabase());
  console.log(describeFigures(report.figures));
  for (const finding of report.findings.slice(0, 5)) {
    console.log(`\n${tellBroken({ plan, without, finding, report }, 40)}`);
  }
  return report.findings.length === 0;
}
