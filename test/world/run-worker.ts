import { addFigures, type Figures, newFigures } from "./figures.ts";
import { mixes } from "./mixes.ts";
import { drawPlan } from "./plan.ts";
import { playWorld } from "./play-world.ts";
import { shrink, tellBroken } from "./shrink.ts";
import type { MixName, WorldPlan } from "./world-plan.ts";

// One process of `npm run world`: `run-worker.ts DAYS FIRST EVERY MIX[,MIX] MINUTES FOLDER [STORE [URL]]`. Plays
// the worlds FIRST, FIRST + EVERY, … of each mix in turn until so many days or real minutes went by, and sends
// what was counted. All files go to FOLDER: whoever kills this process can remove what it leaves. URL: a
// database of PostgreSQL that is this process's own.
const [, , days = "0", first = "0", every = "1", given = "", minutes = "0", ...over] = process.argv;
const [folder = "", store = "", url = ""] = over;
process.env.TMPDIR = folder;
const changes = store === "" ? {} : { store: store as WorldPlan["store"] };
const postgresUrl = url === "" ? null : url;
const deadline = performance.now() + Number(minutes) * 60_000;
const names = given.split(",") as MixName[];

/** A story of each law is enough: the rest is counted. */
const storiesMax = 3;

/** A world that was played; or how a law was broken in it, which takes long to find out. */
export type Message =
  | {
      readonly kind: "played";
      readonly mix: MixName;
      readonly figures: Figures;
      readonly laws: Readonly<Record<string, number>>;
    }
  | { readonly kind: "story"; readonly story: string };

const told: Record<string, number> = {};
let played = 0;

for (let index = Number(first); played < Number(days); index += Number(every)) {
  if (performance.now() > deadline) break;
  const mix = names[Math.floor(index / Number(every)) % names.length];
  if (mix === undefined || !Object.hasOwn(mixes, mix)) throw new RangeError(`No mix is ${mix}`);
  const report = await playWorld(drawPlan(index, mix, changes), {}, { postgresUrl });
  const figures = newFigures();
  addFigures(figures, report.figures);
  played += report.figures.days;
  const laws: Record<string, number> = {};
  for (const { law } of report.findings) laws[law] = (laws[law] ?? 0) + 1;
  process.send?.({ kind: "played", mix, figures, laws } satisfies Message);
  const untold = report.findings.find(({ law }) => (told[law] ?? 0) < storiesMax);
  if (untold !== undefined) {
    told[untold.law] = (told[untold.law] ?? 0) + 1;
    const story = tellBroken(await shrink(report, untold, {}, postgresUrl));
    process.send?.({ kind: "story", story } satisfies Message);
  }
}
process.disconnect();
