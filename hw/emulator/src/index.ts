export { type BoardKey, boardKeys } from "./board/board-keys.ts";
export { builtFirmware, type FirmwareName } from "./board/built-firmware.ts";
export type { DisplayKind } from "./board/display.ts";
export { type BoardMakeup, EmulatedBoard, type GlassChange } from "./board/emulated-board.ts";
export type { ResetCause } from "./chip/registers.ts";
export { defineEmulate } from "./command/emulate.ts";
export { EmulatorError, type EmulatorErrorCode } from "./emulator-error.ts";
export type { BoardDeed, BoardNews, BoardState, LiveBoard } from "./fronts/live-board.ts";
export { liveTransport } from "./fronts/live-transport.ts";
export { realTimeBoard } from "./fronts/real-time-board.ts";
export { VirtualTime } from "./fronts/virtual-time.ts";
export {
  type VirtualTransport,
  virtualTransport,
  type WireOptions,
} from "./fronts/virtual-transport.ts";
export { startWorkerBoard } from "./fronts/worker-board.ts";
export type { DisplayFault, Glass, GlassCursor } from "./glass/glass.ts";
export { emulateOnPty, type PtyBoard } from "./pty/emulate-on-pty.ts";
