const registers = { decode: 9, intensity: 10, scanLimit: 11, shutdown: 12, test: 15 };
// Segments of a byte: bit 7 = dot, bit 6 = A … bit 0 = G (data sheet, table 6).
const numerals = [0x7e, 0x30, 0x6d, 0x79, 0x33, 0x5b, 0x5f, 0x70, 0x7f, 0x7b];
// Code B after its ten numerals: -, E, H, L, P, blank.
const codeB = [...numerals, 0x01, 0x4f, 0x37, 0x0e, 0x67, 0x00];
const digits = 8;
const dot = 0x80;
const shapes: Readonly<Record<string, number>> = {
  ...{ " ": 0x00, "-": 0x01, _: 0x08, "=": 0x09, "°": 0x63 },
  ...{ A: 0x77, b: 0x1f, C: 0x4e, c: 0x0d, d: 0x3d, E: 0x4f, F: 0x47, G: 0x5e, H: 0x37, h: 0x17 },
  ...{ I: 0x06, J: 0x38, L: 0x0e, n: 0x15, o: 0x1d, P: 0x67, q: 0x73, r: 0x05, t: 0x0f, U: 0x3e },
  ...{ u: 0x1c, y: 0x3b },
};
const characters: ReadonlyMap<number, string> = new Map([
  ...Object.entries(shapes).map(([character, shape]) => [shape, character] as const),
  ...numerals.map((shape, numeral) => [shape, String(numeral)] as const),
]);

/** Eight seven-segment digits behind a MAX7219, by what is sent to it. */
export class Max7219 {
  /** Called whenever what can be seen may have changed. */
  onChange: (cycle: number) => void = () => {};
  readonly #registers = new Uint8Array(16);
  #shifted = 0;

  /** A bit is taken from DIN at the rising edge of CLK. */
  shift(bit: 0 | 1): void {
    this.#shifted = ((this.#shifted << 1) | bit) & 0xffff;
  }

  /** LOAD rises: the last 16 bits are taken over. */
  load(cycle: number): void {
    const address = (this.#shifted >> 8) & 0x0f;
    if (address === 0) return;
    this.#registers[address] = this.#shifted & 0xff;
    this.onChange(cycle);
  }

  get on(): boolean {
    return (this.#register("shutdown") & 1) === 1 || this.#testing;
  }

  /** 0 to 1, from the duty cycle 1/32 to 31/32. */
  get brightness(): number {
    if (this.#testing) return 31 / 32;
    return this.on ? (2 * (this.#register("intensity") & 0x0f) + 1) / 32 : 0;
  }

  /** The segments that are lit, from left to right: digit 7 is the leftmost. */
  get segments(): Uint8Array {
    return Uint8Array.from({ length: digits }, (_, index) => this.#segmentsOf(digits - 1 - index));
  }

  /** The same as text; a lit dot follows its digit, `?` stands for a shape that is no character. */
  get text(): string {
    const character = (shape: number): string =>
      (characters.get(shape & ~dot) ?? "?") + ((shape & dot) === 0 ? "" : ".");
    return Array.from(this.segments, character).join("");
  }

  get #testing(): boolean {
    return (this.#register("test") & 1) === 1;
  }

  #register(name: keyof typeof registers): number {
    return this.#registers[registers[name]] ?? 0;
  }

  #segmentsOf(digit: number): number {
    if (this.#testing) return 0xff;
    if (!this.on || digit > (this.#register("scanLimit") & 7)) return 0;
    const value = this.#registers[digit + 1] ?? 0;
    if (((this.#register("decode") >> digit) & 1) === 0) return value;
    return (value & dot) | (codeB[value & 0x0f] ?? 0);
  }
}
