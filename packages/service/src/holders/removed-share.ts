/**
 * The share of the holders that may leave the directory by one import, or within a day by an identity system, in
 * percent, unless it is told otherwise.
 */
export const removedPercentMax = 5;

/** Returns whether so many are more than `percent` of those who were there before. */
export function exceedsShare(
  { leaving, before }: { readonly leaving: number; readonly before: number },
  percent: number,
): boolean {
  return leaving * 100 > before * percent;
}
