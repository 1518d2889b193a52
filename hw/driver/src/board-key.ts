/** A key of a board: six in a row, or four at the corners of the display. */
export type BoardKeyName = (typeof sixKeys)[number] | (typeof cornerKeys)[number];

export type BoardKeyEvent = { readonly key: BoardKeyName; readonly kind: "pressed" | "released" };

const sixKeys = ["up", "down", "left", "right", "enter", "exit"] as const;
const cornerKeys = ["upper-left", "upper-right", "lower-left", "lower-right"] as const;

/** Reports 1 .. 20, in their order (hw/PROTOCOL.md). */
const events: readonly BoardKeyEvent[] = [
  ...sixKeys.map((key) => ({ key, kind: "pressed" }) as const),
  ...sixKeys.map((key) => ({ key, kind: "released" }) as const),
  ...cornerKeys.map((key) => ({ key, kind: "pressed" }) as const),
  ...cornerKeys.map((key) => ({ key, kind: "released" }) as const),
];

/** Returns what a key report's data says, or null for data that is none. */
export function keyEvent(data: Uint8Array): BoardKeyEvent | null {
  const [code] = data;
  if (code === undefined || data.length !== 1) return null;
  return events[code - 1] ?? null;
}

/** The bits of keys in masks and polls (commands 23 and 24). */
export const keyMaskBits: { readonly [key in (typeof sixKeys)[number]]: number } = {
  up: 1,
  enter: 2,
  exit: 4,
  left: 8,
  right: 16,
  down: 32,
};
