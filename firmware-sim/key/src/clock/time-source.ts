import { type UnixMilliseconds, unixMilliseconds } from "@jeton/core/units";

/** Where true time comes from. A key never asks for time elsewhere. Many keys may share one. */
export type TimeSource = {
  /** Returns the true time now. */
  now(): UnixMilliseconds;
  /**
   * Calls `callback` once, as soon as true time has reached `moment`; never before, and not within
   * this call. Answers a function that takes that back. Waiting keeps no process alive.
   */
  whenReaches(moment: UnixMilliseconds, callback: () => void): () => void;
};

// setTimeout() counts to 2^31 ms at most; and this machine's clock may be set meanwhile.
const pauseMillisecondsMax = 1000;

/** The clock of this machine. */
export const realTime: TimeSource = {
  now: () => unixMilliseconds(Date.now()),
  whenReaches: (moment, callback) => waitUntil(() => moment - Date.now(), callback),
};

/**
 * Calls `callback` when `missing` answers 0 or less; it answers the ms of this machine's time that
 * are missing as far as is known, and is asked again at least once a second.
 */
export function waitUntil(missing: () => number, callback: () => void): () => void {
  let timer: NodeJS.Timeout | number;
  const look = (): void => {
    const left = missing();
    if (left <= 0) callback();
    else wait(left);
  };
  const wait = (left: number): void => {
    timer = setTimeout(look, Math.min(Math.ceil(left), pauseMillisecondsMax));
    // In a browser it is a number, and keeps no page open.
    if (typeof timer === "object") timer.unref();
  };
  wait(Math.max(0, missing()));
  return () => clearTimeout(timer);
}
