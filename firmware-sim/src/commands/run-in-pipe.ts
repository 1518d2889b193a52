import { onQuitSignal } from "@jeton/cli";
import type { SimulatedKey } from "@jeton/key";

// A change of this machine's clock is noticed within this time, and the process is kept alive.
const pauseMillisecondsMax = 1000;

/**
 * Prints one line at once and one for each new code: the ISO time and the code. A key with a button
 * is held pressed. Ends when the process is asked to.
 */
export function printNewCodes(key: SimulatedKey, options: { json: boolean }): Promise<void> {
  return new Promise((resolve) => {
    let printed: string | null = null;
    const look = (): void => {
      const { at, step, code } = key.reading();
      const name = `${step} ${code}`;
      if (step === null || code === null || name === printed) return;
      const time = new Date(at).toISOString();
      const line = options.json ? JSON.stringify({ time, step, code }) : `${time} ${code}`;
      process.stdout.write(`${line}\n`);
      printed = name;
    };
    key.hold();
    const timer = setInterval(look, pauseMillisecondsMax);
    const stopWatching = key.onChange(look);
    const stopListening = onQuitSignal(() => {
      clearInterval(timer);
      stopWatching();
      stopListening();
      resolve();
    });
    look();
  });
}
