/** What the emulator cannot do, with a code for programs. */
export type EmulatorErrorCode =
  | "EMULATOR_HEX_FILE"
  | "EMULATOR_FIRMWARE_MISSING"
  | "EMULATOR_NOT_MODELLED"
  | "EMULATOR_PTY"
  | "EMULATOR_STOPPED";

/** Unusable data, or a world in which the emulator cannot run. */
export class EmulatorError extends Error {
  readonly code: EmulatorErrorCode;

  constructor(code: EmulatorErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "EmulatorError";
    this.code = code;
  }
}
