import { durationText } from "../plan/duration.ts";
import type { PlanStep } from "../plan/plan.ts";
import { type Station, sleep } from "../station/station.ts";
import { StepFailed } from "./step-failed.ts";
import type { StepFinding } from "./step-finding.ts";

const pressAfterMilliseconds = 50;

/** Waits for the report of a pressed key. On an emulated board the bench presses it itself. */
export async function waitKeyStep(
  station: Station,
  { key, withinMilliseconds }: Extract<PlanStep, { kind: "wait-key" }>,
): Promise<StepFinding> {
  const { board, clock, press } = station;
  const began = clock.now();
  const others: string[] = [];
  let stop = (): void => {};
  const pressed = new Promise<number>((resolve) => {
    stop = board.onKey((event) => {
      if (event.kind !== "pressed") return;
      if (event.key === key) resolve(clock.now());
      else others.push(event.key);
    });
  });
  const pressing =
    press === null
      ? Promise.resolve()
      : sleep(clock, pressAfterMilliseconds).then(() => press(key));
  try {
    const outcome = await Promise.race([pressed, sleep(clock, withinMilliseconds)]);
    await pressing;
    if (outcome !== undefined) {
      return { message: `after ${durationText(Math.round(outcome - began))}`, details: null };
    }
  } finally {
    stop();
  }
  const found = others.length === 0 ? "no key" : others.join(", ");
  throw new StepFailed(
    `within ${durationText(withinMilliseconds)} ${found} was pressed, wanted ${key}`,
  );
}
