import { type BoardKey, boardKeys, cornerKeys, type Glass, glassDots } from "@jeton/board-emulator";
import { seededRandom } from "../../support/seeded-random.ts";
import { type Lcd4linux, type Lcd4linuxModel, type Shown, startLcd4linux } from "./lcd4linux.ts";
import { pressKeys, type ToldKey } from "./press-keys.ts";
import type { Watched } from "./watch-lcdd.ts";
import { type LineCounts, WatchedBoard } from "./watched-board.ts";

const columnsOf: { readonly [model in Lcd4linuxModel]: number } = { 631: 20, 633: 16, 635: 20 };
/** For a 633 it looks for 32 one-wire devices first, 0.3 s each. */
const startMillisecondsMax = 60_000;
const settleMillisecondsMax = 60_000;
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-*/=<>:;,.!?%&()#";

/** Lets lcd4linux show text after text and bar after bar for so long, while keys are pressed. */
export async function watchLcd4linux(job: {
  readonly program: string;
  readonly model: Lcd4linuxModel;
  readonly seconds: number;
  readonly seed: number;
}): Promise<Watched & { readonly startSeconds: number }> {
  const board = await WatchedBoard.start(`cfa${job.model}`);
  try {
    const columns = columnsOf[job.model];
    const began = performance.now();
    const program = startLcd4linux(job.program, job.model, columns, board.path);
    let watched: Omit<Watched, keyof LineCounts> & { readonly startSeconds: number };
    try {
      const start = await board.settle(
        judgeOf({ text: "starting", percent: 0 }),
        startMillisecondsMax,
      );
      if (start !== null) throw new Error(`Cannot watch lcd4linux: after its start ${start}`);
      const startSeconds = (performance.now() - began) / 1000;
      const ends = performance.now() + job.seconds * 1000;
      const fraction = seededRandom(job.seed);
      const random = (limit: number): number => Math.floor(fraction() * limit);
      const [scenes, keys] = await Promise.all([
        drawScenes(board, program, columns, random, ends),
        pressKeys(board, keysOf(job.model), { told: () => program.keys(), random, ends }),
      ]);
      watched = {
        ...scenes,
        ...keys,
        complaints: program.complaints(),
        late: program.late(),
        startSeconds,
      };
    } finally {
      await program.stop();
    }
    return { ...watched, ...(await board.counts()) };
  } finally {
    await board.stop();
  }
}

async function drawScenes(
  board: WatchedBoard,
  program: Lcd4linux,
  columns: number,
  random: (limit: number) => number,
  ends: number,
): Promise<Pick<Watched, "right" | "wrong" | "slowestSeconds">> {
  const wrong: string[] = [];
  let right = 0;
  let slowest = 0;
  while (performance.now() < ends) {
    // A full row, so that no end of the text before it can stay.
    const text = Array.from({ length: columns }, () => letters[random(letters.length)]).join("");
    const shown = { text, percent: random(101) };
    program.show(shown);
    const said = performance.now();
    const problem = await board.settle(judgeOf(shown), settleMillisecondsMax);
    slowest = Math.max(slowest, performance.now() - said);
    if (problem === null) right += 1;
    else wrong.push(problem);
  }
  return { right, wrong, slowestSeconds: slowest / 1000 };
}

function judgeOf({ text, percent }: Shown): (glass: Glass) => string | null {
  return (glass) => {
    const found = glass.lines[0]?.trimEnd();
    if (found !== text) return `row 1: wanted "${text}", found "${found}"`;
    // In the middle of the cells. It counts in cells of six dots, of which the glass has five.
    const bar = glassDots(glass)[8 + 3] ?? "";
    const dark = /^#*/.exec(bar)?.[0].length ?? 0;
    const wanted = (percent / 100) * bar.length;
    const isRight = Math.abs(dark - wanted) <= 2 && !bar.slice(dark).includes("#");
    return isRight ? null : `row 2: wanted ${percent} %, found ${bar}`;
  };
}

/** It is told of a press and of a release, by their numbers: first all presses, then all releases. */
function keysOf(model: Lcd4linuxModel): readonly ToldKey<number>[] {
  const keys: readonly BoardKey[] = model === 631 ? cornerKeys : boardKeys;
  const first = model === 631 ? 13 : 1;
  return keys.map((key, index) => ({ key, tells: [first + index, first + keys.length + index] }));
}
