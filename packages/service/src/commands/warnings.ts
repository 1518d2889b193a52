import type { ClockAlarm } from "@jeton/core";

/** Says on the terminal that the server's clock is the suspect, or that it no longer is. */
export function printClockAlarm(alarm: ClockAlarm | null): void {
  const seconds = Math.round((alarm?.serverShift ?? 0) / 1000);
  console.error(
    alarm === null
      ? "The keys agree with this server's clock again; learning goes on."
      : `Many keys moved by ${seconds} s at once: check this server's clock. Until they agree again nothing is learnt from them.`,
  );
}

/** Says on the terminal that codes up to a moment count as used. */
export function printFloor(floor: number): void {
  const moment = new Date(floor).toISOString();
  console.error(
    `The store began a new history (restored, failed over, copied, or its server started anew): codes shown up to ${moment} count as used, holders give a later one.`,
  );
}

/** Says on the terminal which guards a store has that was made without triggers. */
export function printMissingTriggers(): void {
  console.error(
    "The store was made without triggers, since its database has no PL/pgSQL: it refuses a step that goes back when Jeton asks, not when somebody else does. Guards it has: unique indexes, foreign keys, checks of columns.",
  );
}
