import type { Station } from "../station/station.ts";
import { StepFailed } from "./step-failed.ts";

/** What a step says that was cut short. */
export const interrupted = "interrupted before its end";

/** Waits in the board's time. Rejects with StepFailed when the bench is told to end meanwhile. */
export function rest({ clock, interrupt }: Station, milliseconds: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = clock.after(Math.max(0, milliseconds), () => {
      interrupt.removeEventListener("abort", end);
      resolve();
    });
    function end(): void {
      stop();
      reject(new StepFailed(interrupted));
    }
    if (interrupt.aborted) end();
    else interrupt.addEventListener("abort", end, { once: true });
  });
}
