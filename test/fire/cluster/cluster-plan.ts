import { codeParameters, stepAt, type TimeStep, unixMilliseconds } from "@jeton/core";

/** The keys of the cluster's fire show a code every 15 s, the shortest time that a stored key may have. */
export const clusterParameters = codeParameters({ periodSeconds: 15 });

export type ClusterPlan = {
  /** The URL of the store. */
  readonly store: string;
  readonly serials: readonly string[];
  /** How long all validators present the code of one key before they go on to the next one. */
  readonly slotMilliseconds: number;
};

/** Returns the key whose turn it is now: the same one for all validators. */
export function serialNow({ serials, slotMilliseconds }: ClusterPlan): string {
  const slot = Math.floor(Date.now() / slotMilliseconds);
  return serials[slot % serials.length] ?? "";
}

/** Returns the step whose code the keys show at that moment of true time. */
export function stepShown(at: number): TimeStep {
  const step = stepAt(unixMilliseconds(at), clusterParameters);
  if (step === null)
    throw new RangeError(`Cannot show a code at ${at}: the machine's clock is wrong`);
  return step;
}
