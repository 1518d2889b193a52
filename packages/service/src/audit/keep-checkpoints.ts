import type { Ports } from "@jeton/validator/parts";
import { type CheckpointAnswer, makeCheckpoint } from "./make-checkpoint.ts";
import { lastCheckpoint } from "./stored-checkpoints.ts";

const hour = 60 * 60 * 1000;

/** How old the last checkpoint may become while a service runs. */
export const checkpointAgeMax: number = 24 * hour;

/**
 * Makes a checkpoint whenever the last one is a day old, and tells what came of it; looks each
 * hour. Returns what stops it and waits for a checkpoint under way.
 */
export function keepCheckpoints(
  ports: Ports,
  told: {
    readonly onAnswer: (answer: CheckpointAnswer) => void;
    readonly onError: (error: unknown) => void;
  },
): () => Promise<void> {
  let underWay = Promise.resolve();
  const look = () => {
    underWay = underWay
      .then(() => makeWhenDue(ports))
      .then((answer) => answer && told.onAnswer(answer))
      .then(() => {}, told.onError);
  };
  look();
  const timer = setInterval(look, hour);
  timer.unref();
  return () => {
    clearInterval(timer);
    return underWay;
  };
}

/** Makes a checkpoint when it is due; null when it is not. */
export async function makeWhenDue(ports: Ports): Promise<CheckpointAnswer | null> {
  const last = await lastCheckpoint(ports.documents);
  if (last !== null && ports.clock() - last.checkpoint.at < checkpointAgeMax) return null;
  return makeCheckpoint(ports);
}
