import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { EmulatorError } from "../emulator-error.ts";
import { parseIntelHex } from "../intel-hex.ts";

/** The firmwares that are kept built. */
export const firmwareNames = [
  "board-hd44780",
  "board-max7219",
  "board-hd44780-cfa633",
  "board-ks0073-cfa631",
  "board-ks0073-cfa635",
  "board-max7219-cfa631",
  "board-max7219-cfa633",
  "board-max7219-cfa635",
] as const;

/** A firmware that is kept built. */
export type FirmwareName = (typeof firmwareNames)[number];

/**
 * Returns the flash of one of our built firmwares: from this package, or in the workspace from
 * hw/firmware/built. Throws `EMULATOR_FIRMWARE_MISSING`.
 */
export function builtFirmware(name: FirmwareName = "board-hd44780"): Uint8Array {
  const places = [`../../../firmware/built/${name}.hex`, `../../firmware/${name}.hex`];
  for (const place of places) {
    const path = fileURLToPath(new URL(place, import.meta.url));
    if (existsSync(path)) return parseIntelHex(readFileSync(path, "utf8"));
  }
  throw new EmulatorError(
    "EMULATOR_FIRMWARE_MISSING",
    `Cannot find the firmware "${name}": wanted ${name}.hex in hw/firmware/built or in this package`,
  );
}
