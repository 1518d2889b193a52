import { once } from "node:events";
import { availableParallelism } from "node:os";
import { startSource } from "../contracts/source-process.ts";
import { addFigures, describeFigures, type Figures, newFigures } from "./figures.ts";
import type { Message } from "./run-worker.ts";

/** What is played. */
export type ManyWorlds = {
  readonly years: number;
  readonly seed: number;
  /** Names of mixes, with commas between them. */
  readonly mixes: string;
  readonly minutesMax: number;
  /** "": as each mix draws it. */
  readonly store: string;
  /** Returns the URL of a database for one process; "" where none is needed. */
  readonly newDatabase: () => Promise<string>;
};

/** Plays worlds in one process for each processor, and prints what was counted. Returns whether all laws held. */
export async function playMany(played: ManyWorlds): Promise<boolean> {
  const { years, seed, mixes } = played;
  const processes = availableParallelism();
  const started = performance.now();
  const minutes = () => (performance.now() - started) / 60_000;
  const tally = new Tally();
  console.log(`Playing ${years} years with seed ${seed} in ${processes} processes: ${mixes}`);
  const progress = setInterval(() => {
    const { days } = tally.all;
    console.log(
      `… ${(days / 365.25).toFixed(1)} years, ${Math.round(days / minutes())} days a minute`,
    );
  }, 30_000);
  const done = await Promise.all(
    Array.from({ length: processes }, (_, index) => playShare(played, { index, processes }, tally)),
  );
  clearInterval(progress);
  tally.print(minutes());
  return done.every(Boolean) && Object.keys(tally.laws).length === 0;
}

/** Plays the share of one process. Returns whether it came to its end. */
async function playShare(
  { years, seed, mixes, minutesMax, store, newDatabase }: ManyWorlds,
  { index, processes }: { readonly index: number; readonly processes: number },
  tally: Tally,
): Promise<boolean> {
  const days = String(Math.ceil((years * 365.25) / processes));
  const first = String(seed * 1_000_000 + index);
  const rest = [String(processes), mixes, String(minutesMax), store, await newDatabase()];
  const child = startSource("test/world/run-worker.ts", days, first, ...rest);
  child.stdout?.pipe(process.stdout);
  child.on("message", (message: Message) => tally.note(message));
  const [status] = await once(child, "exit");
  return status === 0;
}

/** What was counted, for each mix and together. */
class Tally {
  readonly all = newFigures();
  readonly laws: Record<string, number> = {};
  readonly #figuresOf = new Map<string, Figures>();

  note({ mix, figures, laws, story }: Message): void {
    const sum = this.#figuresOf.get(mix) ?? newFigures();
    this.#figuresOf.set(mix, sum);
    addFigures(sum, figures);
    addFigures(this.all, figures);
    for (const [law, times] of Object.entries(laws)) {
      this.laws[law] = (this.laws[law] ?? 0) + times;
    }
    if (story !== null) console.log(`\n${story}\n`);
  }

  print(minutes: number): void {
    for (const [mix, figures] of this.#figuresOf)
      console.log(`\n${mix}\n${describeFigures(figures)}`);
    console.log(`\nall\n${describeFigures(this.all)}`);
    const pace = Math.round(this.all.days / minutes);
    console.log(`took                      ${minutes.toFixed(1)} min, ${pace} days a minute`);
    console.log(`laws broken               ${JSON.stringify(this.laws)}`);
  }
}
