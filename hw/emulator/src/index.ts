export {
  type BuiltModel,
  boardBuilds,
  builtModels,
  modelBuilds,
  segmentModelBuilds,
} from "./board/board-builds.ts";
export { type BoardKey, boardKeys, cornerKeys } from "./board/board-keys.ts";
export { builtFirmware, type FirmwareName } from "./board/built-firmware.ts";
export { type BoardMakeup, EmulatedBoard } from "./board/emulated-board.ts";
export { defineEmulate } from "./command/emulate.ts";
export { EmulatorError, type EmulatorErrorCode } from "./emulator-error.ts";
export type { LiveBoard } from "./fronts/live-board.ts";
export { liveTransport } from "./fronts/live-transport.ts";
export { realTimeBoard } from "./fronts/real-time-board.ts";
export { VirtualTime } from "./fronts/virtual-time.ts";
export {
  type VirtualTransport,
  virtualTransport,
  type WireOptions,
} from "./fronts/virtual-transport.ts";
export { startWorkerBoard } from "./fronts/worker-board.ts";
export { glassDots } from "./glass/dots.ts";
export type { Glass } from "./glass/glass.ts";
export { parseIntelHex } from "./intel-hex.ts";
export { emulateOnPty, type PtyBoard } from "./pty/emulate-on-pty.ts";
