import { spanWords } from "../result/words.ts";
import type { BenchNews } from "../run-plan.ts";
import { freshRow, type LiveRow, liveLines, type Paint, withNews } from "./live-rows.ts";

/** Shows how a plan goes on while it runs. */
export type LiveView = {
  readonly tell: (news: BenchNews) => void;
  readonly end: () => void;
};

const pauseMilliseconds = 100;
const colours = { red: "31", green: "32", dim: "2" } as const;

/**
 * In a terminal: one line for each board, drawn again in the same place. Anywhere else: one line for
 * each step that is done. Both on standard error, so that the result alone is on standard output.
 */
export function liveView(
  boards: readonly string[],
  output: NodeJS.WriteStream = process.stderr,
): LiveView {
  return output.isTTY ? liveTable(boards, output) : stepLines(output);
}

function liveTable(boards: readonly string[], output: NodeJS.WriteStream): LiveView {
  const rows = new Map<string, LiveRow>(boards.map((board) => [board, freshRow(board)]));
  const paint = paintFor(output);
  let drawnLines = 0;
  let drawnAt = Number.NEGATIVE_INFINITY;
  const draw = (): void => {
    // More boards than lines: those that are still at work come first.
    const height = Math.max(1, (output.rows ?? 24) - 2);
    const ordered = [...rows.values()].toSorted(
      (one, other) => Number(one.isOver) - Number(other.isOver),
    );
    const shown = (rows.size <= height ? [...rows.values()] : ordered).slice(0, height);
    const lines = liveLines(shown, (output.columns ?? 80) - 1, paint);
    const back = drawnLines === 0 ? "" : `\u001b[${drawnLines}A`;
    output.write(`${back}${lines.map((line) => `\r${line}\u001b[K\n`).join("")}`);
    drawnLines = lines.length;
    drawnAt = performance.now();
  };
  return {
    tell(news) {
      const row = rows.get(news.board);
      if (row !== undefined) rows.set(news.board, withNews(row, news));
      if (performance.now() - drawnAt >= pauseMilliseconds || news.kind === "left") draw();
    },
    end: draw,
  };
}

function stepLines(output: NodeJS.WriteStream): LiveView {
  return {
    tell(news) {
      if (news.kind !== "did") return;
      const { repetition, number, title, outcome, message, seconds } = news.step;
      const found = message === null ? "" : `: ${message}`;
      output.write(
        `${news.board}  ${repetition}.${number}  ${outcome}  ${title}${found} (${spanWords(seconds)})\n`,
      );
    },
    end() {},
  };
}

/** Returns a painter; without colour where it is not wanted (NO_COLOR) or cannot be. */
export function paintFor(output: NodeJS.WriteStream): Paint {
  const isColoured = output.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== "dumb";
  return (text, colour) => (isColoured ? `\u001b[${colours[colour]}m${text}\u001b[0m` : text);
}
