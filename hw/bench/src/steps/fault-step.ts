import { randomBytes } from "node:crypto";
import { BoardError, requestMillisecondsMax } from "@jeton/board";
import type { FaultStep } from "../plan/plan.ts";
import type { FaultDetails } from "../result/bench-result.ts";
import { seededRandom } from "../seeded-random.ts";
import type { Station } from "../station/station.ts";
import { StepFailed } from "./step-failed.ts";
import type { StepFinding, StepProgress } from "./step-finding.ts";

const ping = 0;
const recoverMilliseconds = 1000;

/**
 * Asks over a wire that spoils bytes. Every request must end within the driver's bound, in its own
 * answer or a typed error; then the mended wire must serve at once.
 */
export async function faultStep(
  station: Station,
  step: FaultStep,
  progress: StepProgress,
): Promise<StepFinding> {
  const { conversation, line, log } = station;
  const errors: { [code: string]: number } = {};
  let answered = 0;
  let slowestMilliseconds = 0;
  let wrong = 0;
  log.isMeasuring = false;
  const { drop, flip, duplicate, delayMilliseconds } = step;
  const delay = delayMilliseconds === 0 ? 0 : 1;
  line.spoil({ drop, flip, duplicate, delay, delayMilliseconds }, seededRandom(step.seed));
  for (let request = 0; request < step.requests; request += 1) {
    const { kind, milliseconds } = await askOnce(station);
    slowestMilliseconds = Math.max(slowestMilliseconds, milliseconds);
    if (kind === "answered") answered += 1;
    else if (kind === "wrong") wrong += 1;
    else errors[kind] = (errors[kind] ?? 0) + 1;
    progress(request / step.requests);
  }
  const details: FaultDetails = {
    kind: "fault",
    requests: step.requests,
    answered,
    errors,
    spoilt: line.mend(),
    slowestMilliseconds,
  };
  // What was held back may still arrive.
  await conversation.synchronise(recoverMilliseconds + step.delayMilliseconds);
  log.isMeasuring = true;
  const message = faultWords(details);
  if (wrong > 0)
    throw new StepFailed(`${wrong} wrong answers were taken for right; ${message}`, details);
  if (slowestMilliseconds > requestMillisecondsMax()) {
    throw new StepFailed(
      `a request took more than ${requestMillisecondsMax()} ms; ${message}`,
      details,
    );
  }
  return { message, details };
}

async function askOnce({ conversation, clock }: Station) {
  const began = clock.now();
  const nonce = randomBytes(8);
  const ended = (kind: string) => ({ kind, milliseconds: clock.now() - began });
  try {
    const echo = await conversation.request(ping, nonce);
    return ended(nonce.equals(echo) ? "answered" : "wrong");
  } catch (error) {
    // The line is gone, or the driver broke its word: that is no ordinary end of a request.
    if (!(error instanceof BoardError) || error.code === "PORT_CLOSED") throw error;
    return ended(error.code);
  }
}

function faultWords(details: FaultDetails): string {
  const { requests, answered, errors, spoilt, slowestMilliseconds } = details;
  const ends = Object.entries(errors).map(([code, count]) => `, ${count} ended in ${code}`);
  return `${answered} of ${requests} answered${ends.join("")}; ${spoilt.dropped} bytes were lost, ${spoilt.flipped} garbled, ${spoilt.duplicated} repeated; slowest ${slowestMilliseconds.toFixed(0)} ms`;
}
