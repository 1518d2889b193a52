export { type BoardKey, boardKeys } from "./board/board-keys.ts";
export { builtFirmware, type FirmwareName, firmwareNames } from "./board/built-firmware.ts";
export { type DisplayKind, displayKinds } from "./board/display.ts";
export { type BoardMakeup, EmulatedBoard, type GlassChange } from "./board/emulated-board.ts";
export type { ResetCause } from "./chip/registers.ts";
export { EmulatorError, type EmulatorErrorCode } from "./emulator-error.ts";
export type { DisplayFault, Glass, GlassCursor } from "./glass/glass.ts";
export { parseIntelHex } from "./intel-hex.ts";
