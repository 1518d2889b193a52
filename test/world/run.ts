// `npm run world -- --years N --seed S [--mix NAME[,NAME]] [--minutes M]`: plays worlds, one process per
// core, for so many years or minutes, and prints what was counted for each mix. `--world SEED --mix NAME [--days N] [--without A,B]` plays one
// world again and tells its story. Ends with status 1 when a law was broken.
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { startSource } from "../contracts/source-process.ts";
import { addFigures, describeFigures, type Figures, newFigures } from "./figures.ts";
import { mixes } from "./mixes.ts";
import { drawPlan } from "./plan.ts";
import { playWorld } from "./play-world.ts";
import type { Message } from "./run-worker.ts";
import { tellBroken } from "./shrink.ts";
import type { MixName } from "./world-plan.ts";

const text = { type: "string" } as const;
const { values } = parseArgs({
  options: {
    years: text,
    seed: text,
    mix: text,
    world: text,
    days: text,
    without: text,
    minutes: text,
  },
});

if (values.world !== undefined) await playOne(Number(values.world));
else await playMany();

async function playOne(seed: number): Promise<void> {
  const days = values.days === undefined ? {} : { days: Number(values.days) };
  const without = values.without?.split(",") ?? [];
  const plan = drawPlan(seed, (values.mix ?? "all") as MixName, { ...days, without });
  const report = await playWorld(plan);
  console.log(describeFigures(report.figures));
  for (const finding of report.findings.slice(0, 5)) {
    console.log(`\n${tellBroken({ plan, without, finding, report }, 40)}`);
  }
  if (report.findings.length > 0) process.exitCode = 1;
}

async function playMany(): Promise<void> {
  const years = Number(values.years ?? 1000);
  const seed = Number(values.seed ?? Math.floor(Date.now() / 1000));
  const names =
    values.mix ??
    Object.keys(mixes)
      .filter((name) => name !== "flood")
      .join(",");
  const minutesMax = Number(values.minutes ?? Number.MAX_SAFE_INTEGER);
  const processes = availableParallelism();
  const figuresOf = new Map<string, Figures>();
  const laws: Record<string, number> = {};
  const all = newFigures();
  const started = performance.now();
  console.log(`Playing ${years} years with seed ${seed} in ${processes} processes: ${names}`);

  const note = (message: Message) => {
    const figures = figuresOf.get(message.mix) ?? newFigures();
    figuresOf.set(message.mix, figures);
    addFigures(figures, message.figures);
    addFigures(all, message.figures);
    for (const [law, times] of Object.entries(message.laws)) laws[law] = (laws[law] ?? 0) + times;
    if (message.story !== null) console.log(`\n${message.story}\n`);
  };
  const play = async (index: number) => {
    const share = String(Math.ceil((years * 365.25) / processes));
    const first = String(seed * 1_000_000 + index);
    const file = "test/world/run-worker.ts";
    const child = startSource(file, share, first, String(processes), names, String(minutesMax));
    child.stdout?.pipe(process.stdout);
    child.on("message", note);
    const [status] = await once(child, "exit");
    if (status !== 0) process.exitCode = 1;
  };
  const progress = setInterval(() => {
    const minutes = (performance.now() - started) / 60_000;
    console.log(
      `… ${(all.days / 365.25).toFixed(1)} years, ${Math.round(all.days / minutes)} days a minute`,
    );
  }, 30_000);
  await Promise.all(Array.from({ length: processes }, (_, index) => play(index)));
  clearInterval(progress);
  for (const [mix, figures] of figuresOf) console.log(`\n${mix}\n${describeFigures(figures)}`);
  const minutes = (performance.now() - started) / 60_000;
  console.log(`\nall\n${describeFigures(all)}`);
  console.log(
    `took                      ${minutes.toFixed(1)} min, ${Math.round(all.days / minutes)} days a minute`,
  );
  console.log(`laws broken               ${JSON.stringify(laws)}`);
  if (Object.keys(laws).length > 0) process.exitCode = 1;
}
