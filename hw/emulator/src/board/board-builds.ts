import type { FirmwareName } from "./built-firmware.ts";
import type { DisplayKind } from "./display.ts";

/** A firmware, and the display that it drives. */
export type BoardBuild = { readonly firmware: FirmwareName; readonly display: DisplayKind };

/** Boards that answer with the name of a bought one, for programs that know no other. */
export const builtModels = ["cfa631", "cfa633", "cfa635"] as const;

export type BuiltModel = (typeof builtModels)[number];

/** What the emulated boards with a bought board's name are made of. */
export const modelBuilds: { readonly [model in BuiltModel]: BoardBuild } = {
  cfa631: { firmware: "board-ks0073-cfa631", display: "ks0073-20x2" },
  cfa633: { firmware: "board-hd44780-cfa633", display: "hd44780" },
  cfa635: { firmware: "board-ks0073-cfa635", display: "ks0073-20x4" },
};

/** The same with eight digits in the place of the LCD: they show the beginning of its first row. */
export const segmentModelBuilds: typeof modelBuilds = {
  cfa631: { firmware: "board-max7219-cfa631", display: "max7219" },
  cfa633: { firmware: "board-max7219-cfa633", display: "max7219" },
  cfa635: { firmware: "board-max7219-cfa635", display: "max7219-lamps" },
};

/** All boards that are kept built: the two that go by our own name, and the models with either display. */
export const boardBuilds: readonly BoardBuild[] = [
  { firmware: "board-hd44780", display: "hd44780" },
  { firmware: "board-max7219", display: "max7219" },
  ...Object.values(modelBuilds),
  ...Object.values(segmentModelBuilds),
];
