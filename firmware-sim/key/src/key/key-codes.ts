import type { Algorithm, TimeStep } from "@jeton/core/units";
import { hexToBytes } from "@noble/hashes/utils.js";
import type { FirmwareState } from "../firmware/firmware.ts";
import { preparedCode, type StepCode } from "../prepared-code.ts";

/**
 * Makes the codes of one key. What it made of the seed, and the last code, it keeps: readings of one
 * step compute once. Another seed, hash or number of digits begins anew. SECRET.
 */
export class KeyCodes {
  #seedHex: string | null = null;
  #algorithm: Algorithm = "SHA-1";
  #digits = 0;
  #codeOf: StepCode = () => "";
  #step: TimeStep | null = null;
  #code = "";

  /** Returns the code that this firmware shows for `step`. It must have a seed. */
  codeOf({ seedHex, program: { parameters } }: FirmwareState, step: TimeStep): string {
    const { algorithm, digits } = parameters;
    const isSame =
      seedHex === this.#seedHex && algorithm === this.#algorithm && digits === this.#digits;
    if (isSame && step === this.#step) return this.#code;
    if (!isSame) {
      this.#seedHex = seedHex;
      this.#algorithm = algorithm;
      this.#digits = digits;
      this.#codeOf = preparedCode(hexToBytes(seedHex ?? ""), parameters);
    }
    this.#step = step;
    this.#code = this.#codeOf(step);
    return this.#code;
  }
}
