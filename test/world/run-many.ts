import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
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

/** How a run ended: all laws held, one was broken or a process failed, or Ctrl-C stopped it. */
export type RunEnd = "held" | "broken" | "stopped";

/**
 * Plays worlds in one process for each processor, and prints what was counted. Ctrl-C ends the processes at
 * once: what is printed then leaves out the worlds that were under way.
 */
export async function playMany(played: ManyWorlds): Promise<RunEnd> {
  const { years, seed, mixes } = played;
  const processes = availableParallelism();
  const tally = new Tally();
  console.log(`Playing ${years} years with seed ${seed} in ${processes} processes: ${mixes}`);
  const progress = setInterval(() => tally.printProgress(), 30_000);
  const folder = mkdtempSync(join(tmpdir(), "jeton-worlds-"));
  const children: ChildProcess[] = [];
  let isStopped = false;
  // Listens to the end: with Ctrl-C the signal comes from the terminal, and once more from npm.
  process.on("SIGINT", () => {
    isStopped = true;
    for (const child of children) child.kill("SIGKILL");
  });
  const done = await Promise.all(
    Array.from({ length: processes }, async (_, index) => {
      const words = await wordsOf(played, { index, processes, folder });
      if (isStopped) return false;
      const child = startSource("test/world/run-worker.ts", ...words);
      children.push(child);
      return hasEnded(child, tally);
    }),
  );
  clearInterval(progress);
  rmSync(folder, { recursive: true, force: true });
  tally.print();
  if (isStopped) return "stopped";
  return done.every(Boolean) && Object.keys(tally.laws).length === 0 ? "held" : "broken";
}

/** Returns what the process of a share is told. */
async function wordsOf(
  { years, seed, mixes, minutesMax, store, newDatabase }: ManyWorlds,
  {
    index,
    processes,
    folder,
  }: { readonly index: number; readonly processes: number; readonly folder: string },
): Promise<readonly string[]> {
  const days = String(Math.ceil((years * 365.25) / processes));
  const first = String(seed * 1_000_000 + index);
  const how = [String(processes), mixes, String(minutesMax), folder];
  return [days, first, ...how, store, await newDatabase()];
}

/** Counts what a process plays. Returns whether it came to its end. */
async function hasEnded(child: ChildProcess, tally: Tally): Promise<boolean> {
  child.stdout?.pipe(process.stdout);
  child.on("message", (message: Message) => tally.note(message));
  // What a process sent last can arrive after it is gone.
  const [[status]] = await Promise.all([once(child, "exit"), once(child, "disconnect")]);
  return status === 0;
}

/** What was counted, for each mix and together. */
class Tally {
  readonly all = newFigures();
  readonly laws: Record<string, number> = {};
  readonly #figuresOf = new Map<string, Figures>();
  readonly #started = performance.now();

  note(message: Message): void {
    if (message.kind === "story") {
      console.log(`\n${message.story}\n`);
      return;
    }
    const { mix, figures, laws } = message;
    const sum = this.#figuresOf.get(mix) ?? newFigures();
    this.#figuresOf.set(mix, sum);
    addFigures(sum, figures);
    addFigures(this.all, figures);
    for (const [law, times] of Object.entries(laws)) {
      this.laws[law] = (this.laws[law] ?? 0) + times;
    }
    if (this.all.worlds === 1) this.printProgress();
  }

  printProgress(): void {
    const { days } = this.all;
    console.log(`… ${(days / 365.25).toFixed(1)} years, ${this.#pace()} days a minute`);
  }

  print(): void {
    for (const [mix, figures] of this.#figuresOf)
      console.log(`\n${mix}\n${describeFigures(figures)}`);
    console.log(`\nall\n${describeFigures(this.all)}`);
    const minutes = this.#minutes().toFixed(1);
    console.log(`took                      ${minutes} min, ${this.#pace()} days a minute`);
    console.log(`laws broken               ${JSON.stringify(this.laws)}`);
  }

  #minutes(): number {
    return (performance.now() - this.#started) / 60_000;
  }

  #pace(): number {
    return Math.round(this.all.days / this.#minutes());
  }
}
