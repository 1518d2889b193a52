/** A 74HC595: eight bits, shifted in one by one and shown together. */
export class ShiftRegister {
  /** Called whenever what its outputs show may have changed. */
  onChange: (cycle: number) => void = () => {};
  #shifted = 0;
  #outputs = 0;

  /** Bit i: output Qi is high. The last bit that was shifted in is bit 0. */
  get outputs(): number {
    return this.#outputs;
  }

  /** SH_CP rises. */
  shift(bit: 0 | 1): void {
    this.#shifted = ((this.#shifted << 1) | bit) & 0xff;
  }

  /** ST_CP rises. */
  take(cycle: number): void {
    this.#outputs = this.#shifted;
    this.onChange(cycle);
  }
}
