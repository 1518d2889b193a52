/** The six keys of a board, in the order of their codes. */
export const boardKeys = ["up", "down", "left", "right", "enter", "exit"] as const;

/** A key of the board. */
export type BoardKey = (typeof boardKeys)[number];
