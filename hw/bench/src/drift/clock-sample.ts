/** How finely the board's clock can be read: one tick of Timer1 at 16 MHz / 1024, in milliseconds. */
export const tickMilliseconds: number = 1000 / 15_625;

/** The board's clock, asked once. */
export type ClockSample = {
  /** Between these two moments of this machine's clock, ms, the board read its own. */
  readonly hostFrom: number;
  readonly hostTo: number;
  /** What the board read, ms since 1970; its clock stood there or less than a tick after. */
  readonly board: number;
};

/** Board clock minus host clock as one sample bounds it. */
export type OffsetBounds = {
  /** The middle moment of the asking, ms. */
  readonly at: number;
  /** The middle of what is possible, ms. */
  readonly offset: number;
  /** The truth lies at most so far from it, either way, ms. */
  readonly slack: number;
};

/** A board's clock is off by less than 1 %: what it can gain while it is being asked. */
export const boardErrorMaxPpm = 10_000;

// A number of this size, milliseconds since 1970, is kept to a quarter of a microsecond.
const roundingMilliseconds = 0.0005;

/** Returns what the sample says: half the asking and half a tick is what it leaves open. */
export function offsetBounds({ hostFrom, hostTo, board }: ClockSample): OffsetBounds {
  const at = (hostFrom + hostTo) / 2;
  return {
    at,
    offset: board + tickMilliseconds / 2 - at,
    slack:
      ((hostTo - hostFrom) / 2) * (1 + boardErrorMaxPpm / 1e6) +
      tickMilliseconds / 2 +
      roundingMilliseconds,
  };
}
