/** Epochs stay below this and begin again at 0: no session lives through four billion sign-outs. */
export const epochs: number = 2 ** 32;

/** Returns the epoch after this one. Sessions that hold another epoch than their key's are over. */
export function nextEpoch(epoch: number): number {
  return (epoch + 1) % epochs;
}
