import { type Board, BoardError } from "@jeton/board/web";
import { unixMilliseconds } from "@jeton/core/units";
import type { KeyReading, SimulatedKey, TimeSource } from "@jeton/key";
import { boardFace, largeDigitParts } from "./board-face.ts";

/** What is mirrored: a simulated key of this program, or what a page knows of one elsewhere. */
export type MirroredKey = Pick<
  SimulatedKey,
  "serial" | "press" | "onChange" | "step" | "ratePpm"
> & {
  readonly parameters: Pick<SimulatedKey["parameters"], "periodSeconds">;
  reading(): Pick<KeyReading, "at" | "step" | "code" | "mode" | "millisecondsLeft" | "nextCodeAt">;
};

/** A code that came onto the glass. */
export type CodeOnGlass = {
  readonly code: string;
  readonly step: number;
  /** When the board had answered for it, Unix ms of true time. */
  readonly at: number;
  /** From the key's change of code until then, ms; null when the code was there before the board. */
  readonly latencyMilliseconds: number | null;
};

/** So long the whole serial number is shown, ms. */
const serialMilliseconds = 3000;

/** So often in a row the glass may hold something else, and all is drawn anew. */
const redrawsMax = 3;

/**
 *   preparing ──ready──> idle ──change──> drawing ──change──> stale
 *                         ^                 │  ^                │
 *                         └──nothing new────┘  └───next turn────┘
 *
 * From each of them to `over`: `stop` was called, or the board failed. `stale`: it draws, and what it draws has
 * changed meanwhile.
 */
type MirrorState = "preparing" | "idle" | "drawing" | "stale" | "over";

/**
 * Shows a simulated key on a board as it changes, and presses the key's button when a key of the
 * board is pressed; "up" (or "upper-left") shows the whole serial number instead. Rows are written
 * first and read back after, so that reading back delays no code; when the glass holds something
 * else, as after a restart that nobody noticed, all is drawn anew. One mirror serves one board: after
 * a reconnect there is another.
 */
export class BoardMirror {
  readonly #board: Board;
  readonly #key: MirroredKey;
  readonly #time: TimeSource;
  readonly #shown: (code: CodeOnGlass) => void;
  readonly #ends: (() => void)[] = [];
  #rows: string[] = [];
  #serialUntil = 0;
  #stepShown: number | null = null;
  #stopTick: () => void = () => {};
  #state: MirrorState = "preparing";
  #redraws = 0;
  #fail: (error: unknown) => void = () => {};

  /** `shown` is told each code when it is on the glass. */
  constructor(
    board: Board,
    key: MirroredKey,
    given: { readonly time: TimeSource; readonly shown?: (code: CodeOnGlass) => void },
  ) {
    this.#board = board;
    this.#key = key;
    this.#time = given.time;
    this.#shown = given.shown ?? (() => {});
  }

  /** Mirrors until `stop`; rejects with BoardError when the board fails. A board in own-key mode leaves it. */
  async run(): Promise<void> {
    const failed = new Promise<void>((resolve, reject) => {
      this.#ends.push(resolve);
      this.#fail = reject;
    });
    await this.#prepare();
    this.#go("preparing", "idle");
    this.#ends.push(
      this.#board.onKey(({ key, kind }) => {
        if (kind !== "pressed" || this.#state === "over") return;
        if (key === "up" || key === "upper-left") {
          this.#serialUntil = this.#time.now() + serialMilliseconds;
        } else {
          this.#key.press();
        }
        this.#draw();
      }),
    );
    this.#ends.push(this.#key.onChange(() => this.#draw()));
    this.#draw();
    try {
      await failed;
    } finally {
      this.stop();
    }
  }

  /** Ends it; the glass stays as it is, and no further row is written. */
  stop(): void {
    this.#state = "over";
    this.#stopTick();
    for (const end of this.#ends.splice(0)) end();
  }

  async #prepare(): Promise<void> {
    // In own-key mode our board draws by itself and refuses to be drawn on.
    await this.#board.own?.setMode("mirror");
    for (const [number, rows] of largeDigitParts.entries()) {
      await this.#board.defineCharacter(number, rows);
    }
    await this.#board.reportAllKeys();
    await this.#board.clear();
    this.#rows = Array.from({ length: this.#board.rows }, () =>
      " ".repeat(this.#board.model.columns),
    );
  }

  // A method, since the compiler does not see that the state changes during a wait.
  #isOver(): boolean {
    return this.#state === "over";
  }

  /** Goes to another state if it is in `from`. Returns whether it was. */
  #go(from: MirrorState, to: MirrorState): boolean {
    const isThere = this.#state === from;
    if (isThere) this.#state = to;
    return isThere;
  }

  /** Brings the glass up to date; what changes meanwhile is drawn in the next turn. */
  #draw(): void {
    if (this.#go("drawing", "stale") || !this.#go("idle", "drawing")) return;
    this.#drawAll().catch((error: unknown) => this.#fail(error));
  }

  async #drawAll(): Promise<void> {
    do await this.#drawOnce();
    while (this.#go("stale", "drawing"));
    this.#go("drawing", "idle");
  }

  async #drawOnce(): Promise<void> {
    const reading = this.#key.reading();
    const { columns } = this.#board.model;
    const serial = this.#key.serial;
    const showsSerial = reading.at < this.#serialUntil;
    const face = boardFace(
      { ...reading, serial, showsSerial },
      { columns, rows: this.#board.rows },
    );
    this.#tickAfter(reading.at, reading.millisecondsLeft, showsSerial);
    const changed = [...face.entries()].filter(([row, text]) => text !== this.#rows[row]);
    for (const [row, text] of changed) {
      await this.#writeChange(row, text);
      if (this.#isOver()) return;
    }
    // A key that was dark showed no change of code.
    if (reading.code === null) this.#stepShown = null;
    const isNewCode = reading.step !== this.#stepShown && reading.code !== null && !showsSerial;
    if (isNewCode && reading.step !== null && reading.code !== null) {
      this.#tell(reading.code, reading.step);
    }
    // A wrong character of a code costs a login; one of the countdown, a second.
    await this.#lookAtGlass(isNewCode ? this.#rows.keys() : [0]);
  }

  /** Reads rows back, and prepares to draw all anew when the glass holds something else. */
  async #lookAtGlass(rows: Iterable<number>): Promise<void> {
    for (const row of rows) {
      if ((await this.#board.readRow(row)) === this.#rows[row]) continue;
      this.#redraws += 1;
      if (this.#redraws > redrawsMax) {
        throw new BoardError(
          "GLASS_DIFFERS",
          `Cannot show the key: row ${row} of the glass holds something else after ${redrawsMax} redraws`,
        );
      }
      // A board that restarted has lost its characters and the masks of its keys, too.
      await this.#prepare();
      this.#go("drawing", "stale");
      return;
    }
    this.#redraws = 0;
  }

  /** The code that is on the glass now came with the step after the one before, or was there. */
  #tell(code: string, step: number): void {
    const isNext = this.#stepShown !== null && step === this.#stepShown + 1;
    this.#stepShown = step;
    const at = this.#time.now();
    const { periodSeconds } = this.#key.parameters;
    const { nextCodeAt } = this.#key.reading();
    // The rate of a key is within half a percent: over one period that is below the resolution here.
    const began = nextCodeAt - Math.round((periodSeconds * 1000) / (1 + this.#key.ratePpm() / 1e6));
    const stillShown = this.#key.step() === step;
    this.#shown({ code, step, at, latencyMilliseconds: isNext && stillShown ? at - began : null });
  }

  /** Writes the part of a row that differs from what is there. */
  async #writeChange(row: number, text: string): Promise<void> {
    const before = this.#rows[row] ?? "";
    let from = 0;
    while (text[from] === before[from]) from += 1;
    let to = text.length;
    while (text[to - 1] === before[to - 1]) to -= 1;
    await this.#board.writeText(row, from, text.slice(from, to));
    this.#rows[row] = text;
  }

  /** The countdown goes on when the next second begins. */
  #tickAfter(now: number, millisecondsLeft: number, showsSerial: boolean): void {
    this.#stopTick();
    const toNextSecond = millisecondsLeft % 1000 || 1000;
    const wait = showsSerial ? Math.min(toNextSecond, this.#serialUntil - now) : toNextSecond;
    this.#stopTick = this.#time.whenReaches(unixMilliseconds(now + Math.max(1, wait)), () =>
      this.#draw(),
    );
  }
}
