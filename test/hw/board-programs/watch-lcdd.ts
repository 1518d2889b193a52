import type { BoardKey, BuiltModel, Glass } from "@jeton/board-emulator";
import { seededRandom } from "../../support/seeded-random.ts";
import { type Lcdd, type LcddModel, startLcdd } from "./lcdd.ts";
import { type Random, type Scene, type Screen, sceneMakers } from "./lcdd-scenes.ts";
import { pressKeys, type ToldKey } from "./press-keys.ts";
import { type LineCounts, WatchedBoard } from "./watched-board.ts";

/** What a program did with a board, and what of it was wrong. */
export type Watched = LineCounts & {
  /** Scenes that stood on the glass, and what was wrong with each of the others. */
  readonly right: number;
  readonly wrong: readonly string[];
  /** The longest that a scene took to stand on the glass, s. */
  readonly slowestSeconds: number;
  /** Keys pressed, and presses of which the program's client was told, in their order. */
  readonly presses: number;
  readonly delivered: number;
  readonly complaints: readonly string[];
  /** How many answers the program waited too long for; null when it does not say. */
  readonly late: number | null;
};

/** The board that stands for each model: LCDd draws the same for a 533 as for a 633. */
const boardOf: { readonly [model in LcddModel]: BuiltModel } = {
  533: "cfa633",
  631: "cfa631",
  633: "cfa633",
  635: "cfa635",
};
const screenOf: { readonly [board in BuiltModel]: Screen } = {
  cfa631: { columns: 20, rows: 2, seamless: true },
  cfa633: { columns: 16, rows: 2, seamless: false },
  cfa635: { columns: 20, rows: 4, seamless: true },
};
const sixKeys = {
  ...{ up: "Up", down: "Down", left: "Left", right: "Right", enter: "Enter", exit: "Escape" },
} as const;
const cornerKeys = {
  ...{ "upper-left": "Up", "upper-right": "Enter", "lower-left": "Down", "lower-right": "Escape" },
} as const;

/** A starved program takes long; what stays wrong for a minute is wrong. */
const settleMillisecondsMax = 60_000;

/** Lets LCDd draw scene after scene on a board for so long, while keys are pressed. */
export async function watchLcdd(job: {
  readonly program: string;
  readonly model: LcddModel;
  readonly seconds: number;
  readonly seed: number;
}): Promise<Watched> {
  const board = await WatchedBoard.start(boardOf[job.model]);
  try {
    const lcdd = await startLcdd(job.program, job.model, board.path);
    const ends = performance.now() + job.seconds * 1000;
    const fraction = seededRandom(job.seed);
    const random: Random = (limit) => Math.floor(fraction() * limit);
    let isShown = (): void => {};
    const shown = new Promise<void>((resolve) => {
      isShown = resolve;
    });
    let watched: Omit<Watched, keyof LineCounts>;
    try {
      const [scenes, keys] = await Promise.all([
        drawScenes(board, lcdd, job.model, random, ends, isShown),
        shown.then(() =>
          pressKeys(board, keysOf(job.model), { told: () => lcdd.keys, random, ends }),
        ),
      ]);
      watched = { ...scenes, ...keys, complaints: [...lcdd.complaints], late: null };
    } finally {
      await lcdd.stop();
    }
    return { ...watched, ...(await board.counts()) };
  } finally {
    await board.stop();
  }
}

/** Each kind of scene at least once, then on until the time is over. */
async function drawScenes(
  board: WatchedBoard,
  lcdd: Lcdd,
  model: LcddModel,
  random: Random,
  ends: number,
  isShown: () => void,
): Promise<Pick<Watched, "right" | "wrong" | "slowestSeconds">> {
  const screen = screenOf[boardOf[model]];
  const wrong: string[] = [];
  let right = 0;
  let slowest = 0;
  let before: string | null = null;
  for (let turn = 0; turn < sceneMakers.length || performance.now() < ends; turn += 1) {
    const make = sceneMakers[turn % sceneMakers.length];
    if (make === undefined) throw new Error("Cannot be: there are scenes");
    const name = `s${turn}`;
    const scene = withLamps(make(screen, random, name), model, random);
    lcdd.say(...scene.say);
    // Only now, so that there is always a screen of ours: LCDd tells keys to the client whose screen it shows.
    if (before !== null) lcdd.say(`screen_del ${before}`);
    before = name;
    const said = performance.now();
    const problem = await board.settle(scene.judge, settleMillisecondsMax);
    slowest = Math.max(slowest, performance.now() - said);
    if (turn === 0) isShown();
    if (problem === null) right += 1;
    else wrong.push(`${scene.name}: ${problem}`);
  }
  return { right, wrong, slowestSeconds: slowest / 1000 };
}

/** A CFA-635's lamps: LCDd's lower four outputs are their green, the upper four their red, top first. */
function withLamps(scene: Scene, model: LcddModel, random: Random): Scene {
  if (model !== 635) return scene;
  const outputs = random(256);
  const wanted = [0, 1, 2, 3].map((lamp) => {
    const green = ((outputs >> lamp) & 1) === 1;
    const red = ((outputs >> (lamp + 4)) & 1) === 1;
    return green && red ? "orange" : green ? "green" : red ? "red" : "off";
  });
  const judgeLamps = ({ lamps }: Glass): string | null =>
    lamps.join() === wanted.join() ? null : `lamps: wanted ${wanted.join()}, found ${lamps.join()}`;
  return {
    ...scene,
    say: [...scene.say, `output ${outputs}`],
    judge: (glass) => scene.judge(glass) ?? judgeLamps(glass),
  };
}

function keysOf(model: LcddModel): readonly ToldKey<string>[] {
  const legends: Partial<Record<BoardKey, string>> = model === 631 ? cornerKeys : sixKeys;
  const entries = Object.entries(legends) as [BoardKey, string][];
  return entries.map(([key, legend]) => ({ key, tells: [legend] }));
}
