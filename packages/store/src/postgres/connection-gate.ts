import { postgresLimits } from "./limits.ts";

/**
 * Holds back those who want a connection after one could not be made: nobody tries for a while,
 * then one does, and only when it got through does everybody again. Without it each of a thousand
 * log-ins would knock at a server that is just coming up.
 */
export type ConnectionGate = {
  /** Returns null when one may be made now, or else why the last one could not. */
  readonly closedBy: () => unknown;
  readonly opened: () => void;
  readonly failed: (error: unknown) => void;
};

/** Returns an open gate; `now` in milliseconds, from a clock that never jumps. */
export function connectionGate(now: () => number): ConnectionGate {
  const { pauseMillisecondsMin, pauseMillisecondsMax } = postgresLimits;
  let lastError: unknown = null;
  let pause = 0;
  let triesAgainAt = 0;
  let oneIsTrying = false;
  return {
    closedBy() {
      if (pause === 0) return null;
      if (oneIsTrying || now() < triesAgainAt) return lastError;
      oneIsTrying = true;
      return null;
    },
    opened() {
      pause = 0;
      oneIsTrying = false;
    },
    failed(error) {
      // Many may have tried while the gate was open: together they failed once.
      if (pause === 0 || oneIsTrying) {
        pause = Math.min(Math.max(2 * pause, pauseMillisecondsMin), pauseMillisecondsMax);
        triesAgainAt = now() + pause;
      }
      oneIsTrying = false;
      lastError = error;
    },
  };
}
