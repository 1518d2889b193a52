import { type Quartiles, quartiles } from "./statistics.ts";

/** One thing that is timed. */
export type Row = {
  readonly name: string;
  /**
   * The row that the others are compared with, a peer's own way, or a yardstick: what no peer
   * does by itself, or another way of ours.
   */
  readonly role: "compared" | "peer" | "yardstick";
  /** What a call does: early exit, shape of the answer, what is kept between calls. */
  readonly note: string;
  /** What one call is divided by: the codes it makes, where single codes are what is compared. */
  readonly units: number;
  /** Does the work once. `turn` differs from call to call, so that nothing can be remembered. */
  readonly call: (turn: number) => unknown;
};

/** One question, and all who answer it. */
export type Measure = {
  readonly title: string;
  readonly unit: string;
  readonly goal: string;
  /** How many times faster than the fastest peer the compared row is to be; null for no target. */
  readonly target: number | null;
  readonly rows: readonly Row[];
};

export type MeasuredRow = {
  readonly row: Row;
  /** Nanoseconds for one unit. */
  readonly time: Quartiles;
  /** Time of this row by that of the compared one, of each round by itself. */
  readonly ratio: Quartiles;
};

export type Measured = { readonly measure: Measure; readonly rows: readonly MeasuredRow[] };

export type Effort = { readonly rounds: number; readonly sampleMilliseconds: number };

/** What calls answered goes here, so that no compiler can leave out the work. */
let kept: unknown;

/**
 * Times the rows in rounds, A B C A B C …, so that whatever slows the machine slows all of them.
 * A ratio is taken within each round and its median is what counts. Each row is first warmed up
 * and given as many calls as fill a sample.
 */
export function runMeasure(measure: Measure, effort: Effort): Measured {
  const calls = measure.rows.map((row) => callsPerSample(row, effort.sampleMilliseconds));
  const times = measure.rows.map((): number[] => []);
  for (let round = 0; round < effort.rounds; round += 1) {
    for (const [index, row] of measure.rows.entries()) {
      const count = calls[index] ?? 1;
      times[index]?.push(timeOf(row, count) / (count * row.units));
    }
  }
  const reference = times[measure.rows.findIndex(({ role }) => role === "compared")] ?? [];
  return {
    measure,
    rows: measure.rows.map((row, index) => {
      const own = times[index] ?? [];
      const ratios = own.map((time, round) => time / (reference[round] ?? Number.NaN));
      return { row, time: quartiles(own), ratio: quartiles(ratios) };
    }),
  };
}

/** Returns the fastest of the peers. */
export function fastestPeer({ rows }: Measured): MeasuredRow | null {
  const peers = rows.filter(({ row }) => row.role === "peer");
  return peers.toSorted((left, right) => left.ratio.median - right.ratio.median)[0] ?? null;
}

/** Warms the row up for three samples' time, in growing runs, and answers how many calls fill one. */
function callsPerSample(row: Row, milliseconds: number): number {
  const end = process.hrtime.bigint() + BigInt(Math.ceil(3 * milliseconds * 1e6));
  let count = 1;
  let nanoseconds = timeOf(row, count);
  while (process.hrtime.bigint() < end) {
    if (nanoseconds < milliseconds * 1e6) count *= 2;
    nanoseconds = timeOf(row, count);
  }
  return Math.max(1, Math.round((count * milliseconds * 1e6) / nanoseconds));
}

/** Returns the nanoseconds that so many calls take. */
function timeOf(row: Row, count: number): number {
  const { call } = row;
  const begin = process.hrtime.bigint();
  for (let turn = 0; turn < count; turn += 1) kept = call(turn);
  const end = process.hrtime.bigint();
  if (kept === call) throw new TypeError(`Cannot measure ${row.name}: it answered itself`);
  return Number(end - begin);
}
