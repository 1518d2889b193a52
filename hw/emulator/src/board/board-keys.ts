/** The six keys of a board, in the order of their codes. */
export const boardKeys = ["up", "down", "left", "right", "enter", "exit"] as const;

/** The keys of a CFA-631, in the order of their codes. They close the first four contacts. */
export const cornerKeys = ["upper-left", "upper-right", "lower-left", "lower-right"] as const;

/** A key of the board. */
export type BoardKey = (typeof boardKeys)[number] | (typeof cornerKeys)[number];

const contacts: ReadonlyMap<BoardKey, number> = new Map(
  [boardKeys, cornerKeys].flatMap((keys) =>
    [...keys].map((key, contact) => [key, contact] as const),
  ),
);

/** The contact that a key closes: pin PC0 and up. */
export function contactOf(key: BoardKey): number {
  return contacts.get(key) ?? 0;
}
