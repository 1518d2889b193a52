import type { CPU } from "avr8js";

/**
 * One interrupt: requested while its flag and its enable bit are both set. avr8js takes a request as
 * an edge; the chip looks at levels, and this line is told the level whenever it may have changed.
 */
export class InterruptLine {
  readonly #cpu: CPU;
  readonly #request: {
    readonly address: number;
    readonly flagRegister: number;
    readonly flagMask: number;
    readonly enableRegister: number;
    readonly enableMask: number;
    readonly constant: boolean;
  };

  /**
   * With `flag` given, taking the interrupt clears that bit, as for timers; without it the request
   * stays until the level falls, as for UDRE and RXC.
   */
  constructor(
    cpu: CPU,
    vector: number,
    flag?: { readonly register: number; readonly mask: number },
  ) {
    this.#cpu = cpu;
    this.#request = {
      address: vector,
      flagRegister: flag?.register ?? 0,
      flagMask: flag?.mask ?? 0,
      enableRegister: 0,
      enableMask: 0,
      constant: flag === undefined,
    };
  }

  set(requested: boolean): void {
    if (requested) this.#cpu.queueInterrupt(this.#request);
    else this.#cpu.clearInterrupt(this.#request, false);
  }
}
