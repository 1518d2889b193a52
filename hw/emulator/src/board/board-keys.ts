/** The six keys of a board, in the order of their codes. */
export const boardKeys = ["up", "down", "left", "right", "enter", "exit"] as const;

/** The keys of a CFA-631, in the order of their codes. They close the first four contacts. */
export const cornerKeys = ["upper-left", "upper-right", "lower-left", "lower-right"] as const;

/** A key of the board. */
export type BoardKey = (typeof boardKeys)[number] | (typeof cornerKeys)[number];

/** The contact that a key closes: pin PC0 and up. */
export function contactOf(key: BoardKey): number {
  const keys: readonly BoardKey[] = cornerKeys.some((each) => each === key)
    ? cornerKeys
    : boardKeys;
  return keys.indexOf(key);
}
