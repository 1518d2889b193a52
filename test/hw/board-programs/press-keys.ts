import { setTimeout as sleep } from "node:timers/promises";
import type { BoardKey } from "@jeton/board-emulator";
import type { WatchedBoard } from "./watched-board.ts";

/** A key, and what the program's client is told of a press and its release, in order. */
export type ToldKey<Told> = { readonly key: BoardKey; readonly tells: readonly Told[] };

const keyPause = { least: 200, more: 800 };
/**
 * LCDd keeps the reports of 16 presses and releases that it has not handled and drops the next. On a machine
 * that is kept busy it falls behind, so no key is pressed while so many presses were not told.
 */
const untoldMax = 6;
const patienceMilliseconds = 15_000;

/**
 * Presses keys drawn at random until `ends`, then waits until the last was told. Returns how many were
 * pressed, and how many were told in order before one that is missing or another.
 */
export async function pressKeys<Told>(
  board: WatchedBoard,
  keys: readonly ToldKey<Told>[],
  how: {
    readonly told: () => readonly Told[];
    readonly random: (limit: number) => number;
    readonly ends: number;
  },
): Promise<{ readonly presses: number; readonly delivered: number }> {
  const wanted: Told[] = [];
  const eachTells = keys[0]?.tells.length ?? 1;
  const wereTold = async (untold: number): Promise<void> => {
    const last = performance.now() + patienceMilliseconds;
    const isBehind = () => wanted.length - how.told().length > untold * eachTells;
    while (isBehind() && performance.now() < last) await sleep(50);
  };
  while (performance.now() < how.ends) {
    const key = keys[how.random(keys.length)];
    if (key === undefined) throw new Error("Cannot press a key: there are none");
    await board.tap(key.key);
    wanted.push(...key.tells);
    await sleep(keyPause.least + how.random(keyPause.more));
    await wereTold(untoldMax);
  }
  await wereTold(0);
  const told = how.told();
  const different = wanted.findIndex((each, index) => each !== told[index]);
  const inOrder = different < 0 ? wanted.length : different;
  return {
    presses: wanted.length / eachTells,
    delivered: Math.floor(inOrder / eachTells),
  };
}
