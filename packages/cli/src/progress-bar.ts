/** Shows how far long work is, on a terminal's standard error; says nothing anywhere else. */
export type ProgressBar = {
  /** So much of the whole is done. */
  readonly at: (done: number) => void;
  /** Takes the bar away. */
  readonly end: () => void;
};

const width = 30;
const pauseMilliseconds = 100;

/**
 * Returns a bar for work of `total` parts: `label [=====     ] 45 %, 12 s left`. Its line is drawn
 * again in the same place, ten times a second at most.
 */
export function progressBar(
  label: string,
  total: number,
  output: NodeJS.WriteStream = process.stderr,
): ProgressBar {
  if (!output.isTTY || total <= 0) return { at: () => {}, end: () => {} };
  const began = performance.now();
  let drawn = Number.NEGATIVE_INFINITY;
  return {
    at(done) {
      const now = performance.now();
      if (now - drawn < pauseMilliseconds) return;
      drawn = now;
      output.write(`\r${barLine(label, done / total, (now - began) / 1000)}\u001b[K`);
    },
    end() {
      output.write("\r\u001b[K");
    },
  };
}

/** Returns the line of a bar when `part` (0 .. 1) of the work took `seconds`. */
export function barLine(label: string, part: number, seconds: number): string {
  const share = Math.min(1, Math.max(0, part));
  const filled = Math.round(share * width);
  const bar = "=".repeat(filled).padEnd(width);
  const left = share === 0 ? "" : `, ${timeWords((seconds * (1 - share)) / share)} left`;
  return `${label} [${bar}] ${Math.floor(share * 100)} %${left}`;
}

function timeWords(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
}
