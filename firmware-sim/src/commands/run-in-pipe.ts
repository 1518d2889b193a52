import { onQuitSignal } from "@jeton/cli";
import type { SimulatedKey } from "../key/simulated-key.ts";

// A change of this machine's clock is noticed within this time.
const pauseMillisecondsMax = 1000;

/**
 * Prints one line at once and one for each new code: the ISO time and the code. Ends when the
 * process is asked to.
 */
export function printNewCodes(key: SimulatedKey, options: { json: boolean }): Promise<void> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    let printed: number | null = null;
    const look = (): void => {
      const { at, step, code, millisecondsLeft } = key.reading();
      if (step !== null && step !== printed) {
        const time = new Date(at).toISOString();
        const line = options.json ? JSON.stringify({ time, step, code }) : `${time} ${code}`;
        process.stdout.write(`${line}\n`);
        printed = step;
      }
      timer = setTimeout(look, Math.min(millisecondsLeft, pauseMillisecondsMax));
    };
    const stopListening = onQuitSignal(() => {
      clearTimeout(timer);
      stopListening();
      resolve();
    });
    look();
  });
}
