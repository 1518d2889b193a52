// The most that the stack can take, from the program's own instructions: no compiler's word, and what the
// linker made of the sources. Instruction Set Manual (DS40002198), opcodes as there.

/** What the stack can take: by the main program and by the interrupt that takes most, bytes. */
export type StackBound = { readonly program: number; readonly interrupt: number };

const returnAddressBytes = 2;
/** Vectors of the ATmega328P, two words each; the first is the reset. */
const vectors = 26;
const stackLow = 0x3d;
const [frameLow, frameHigh] = [28, 29];

/** Where the program goes on, with how much on the stack. */
type State = { readonly pc: number; readonly depth: number; readonly frame: number };

/**
 * Returns the bound for a flash image. Every way through each function is gone, with a call at the depth at
 * which it stands; an interrupt comes at the deepest place, one at a time. Throws where the program does
 * what has no bound or is not followed: a recursion, a call through a pointer, a jump table of unknown size,
 * a depth that differs between two ways to one place, an interrupt that lets others in.
 */
export function stackBound(flash: Uint8Array): StackBound {
  const program = new Program(flash);
  const interrupts = Array.from({ length: vectors - 1 }, (_, index) =>
    program.target(2 * (index + 1)),
  )
    // A vector that nobody uses leads to a jump to the reset.
    .filter((entry) => entry !== 0 && program.target(entry) !== 0)
    .map((entry) => returnAddressBytes + program.deepest(entry, false));
  return { program: program.deepest(0, true), interrupt: Math.max(0, ...interrupts) };
}

class Program {
  readonly #words: Uint16Array;
  readonly #known = new Map<number, number>();
  readonly #open = new Set<number>();

  constructor(flash: Uint8Array) {
    this.#words = new Uint16Array(flash.slice().buffer);
  }

  /** Where a jump at this word leads, or -1 if there is none. */
  target(pc: number): number {
    const word = this.#word(pc);
    if ((word & 0xfe0e) === 0x940c) return this.#word(pc + 1);
    if ((word & 0xf000) === 0xc000) return this.#relative(pc, word);
    return -1;
  }

  /** The most that a function and what it calls push, without its own return address. */
  deepest(entry: number, mayEnable: boolean): number {
    const known = this.#known.get(entry);
    if (known !== undefined) return known;
    if (this.#open.has(entry))
      throw new Error(`Cannot bound the stack: recursion at ${hex(entry)}`);
    this.#open.add(entry);
    const depths = new Map<number, number>();
    const waiting: State[] = [{ pc: entry, depth: 0, frame: 0 }];
    let deepest = 0;
    for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
      const before = depths.get(state.pc);
      if (before === state.depth) continue;
      if (before !== undefined)
        throw new Error(`Cannot bound the stack: two depths at ${hex(state.pc)}`);
      depths.set(state.pc, state.depth);
      if (!mayEnable && this.#word(state.pc) === 0x9478) {
        throw new Error(`Cannot bound the stack: SEI in an interrupt at ${hex(state.pc)}`);
      }
      const called = this.#called(state.pc);
      if (called !== null) {
        const inside = returnAddressBytes + this.deepest(called, mayEnable);
        deepest = Math.max(deepest, state.depth + inside);
      }
      for (const next of this.#next(state)) {
        deepest = Math.max(deepest, next.depth);
        waiting.push(next);
      }
    }
    this.#open.delete(entry);
    this.#known.set(entry, deepest);
    return deepest;
  }

  /** The function that is called here, or null. RCALL to the next word only takes two bytes of the stack. */
  #called(pc: number): number | null {
    const word = this.#word(pc);
    if ((word & 0xfe0e) === 0x940e) return this.#word(pc + 1);
    if ((word & 0xf000) === 0xd000 && word !== 0xd000) return this.#relative(pc, word);
    if (word === 0x9509 || word === 0x9519) {
      throw new Error(`Cannot bound the stack: a call through a pointer at ${hex(pc)}`);
    }
    return null;
  }

  #next(state: State): readonly State[] {
    const { pc } = state;
    const word = this.#word(pc);
    const after = pc + this.#size(pc);
    const jump = this.target(pc);
    if (jump >= 0) return [{ ...state, pc: jump }];
    if (word === 0x9508 || word === 0x9518) return this.#returned(state);
    if (word === 0x9409) return this.#table(pc).map((target) => ({ ...state, pc: target }));
    const moved = this.#moved(state, word);
    const onward = { ...moved, pc: after };
    // BRBS, BRBC
    if ((word & 0xf800) === 0xf000 || (word & 0xf800) === 0xf400) {
      const distance = ((word >> 3) & 0x7f) - ((word & 0x200) === 0 ? 0 : 0x80);
      return [onward, { ...moved, pc: pc + 1 + distance }];
    }
    const isSkip =
      (word & 0xfc00) === 0x1000 || (word & 0xfc08) === 0xfc00 || (word & 0xfd00) === 0x9900;
    return isSkip ? [onward, { ...moved, pc: after + this.#size(after) }] : [onward];
  }

  #returned({ pc, depth }: State): readonly State[] {
    if (depth !== 0) throw new Error(`Cannot bound the stack: ${depth} left at ${hex(pc)}`);
    return [];
  }

  /** What an instruction does to the stack pointer, and to Y where that is to become it. */
  #moved(state: State, word: number): State {
    const { depth, frame } = state;
    const register = (word >> 4) & 0x1f;
    const constant = ((word >> 4) & 0xf0) | (word & 0x0f);
    const port = ((word >> 5) & 0x30) | (word & 0x0f);
    if ((word & 0xfe0f) === 0x920f) return { ...state, depth: depth + 1 }; // PUSH
    if ((word & 0xfe0f) === 0x900f) return { ...state, depth: depth - 1 }; // POP
    if (word === 0xd000) return { ...state, depth: depth + 2 };
    const isFrameLow = register === frameLow;
    if ((word & 0xf800) === 0xb000 && port === stackLow && isFrameLow)
      return { ...state, frame: depth };
    if ((word & 0xf800) === 0xb800 && port === stackLow) {
      if (!isFrameLow) throw new Error(`Cannot bound the stack: it is set at ${hex(state.pc)}`);
      return { ...state, depth: this.#isStart(state.pc) ? 0 : frame };
    }
    const pair = 24 + 2 * ((word >> 4) & 3);
    const small = ((word >> 2) & 0x30) | (word & 0x0f);
    if (pair === frameLow && (word & 0xff00) === 0x9700) return { ...state, frame: frame + small }; // SBIW
    if (pair === frameLow && (word & 0xff00) === 0x9600) return { ...state, frame: frame - small }; // ADIW
    const high = 16 + ((word >> 4) & 0x0f);
    if ((word & 0xf000) === 0x5000 && high === frameLow)
      return { ...state, frame: frame + constant }; // SUBI
    if ((word & 0xf000) === 0x4000 && high === frameHigh) {
      const whole = (frame + 256 * constant) & 0xffff; // SBCI
      return { ...state, frame: whole >= 0x8000 ? whole - 0x10000 : whole };
    }
    return state;
  }

  /** The start sets the stack pointer to the end of RAM, by two LDI before it. */
  #isStart(pc: number): boolean {
    return (this.#word(pc - 2) & 0xf0f0) === (0xe0d0 & 0xf0f0) && this.#word(pc - 1) === 0xbfde;
  }

  /** Targets of the jump through libgcc's __tablejump2__ that the function before it has prepared. */
  #table(pc: number): readonly number[] {
    const uses = this.#jumpsTo(pc - 5);
    return uses.flatMap((use) => {
      const before = Array.from({ length: 12 }, (_, index) => this.#word(use - 1 - index));
      const low = before.find((word) => (word & 0xf0f0) === 0x50e0);
      const high = before.find((word) => (word & 0xf0f0) === 0x40f0);
      const size = before.find((word) => (word & 0xf0f0) === 0x30e0);
      if (low === undefined || high === undefined || size === undefined || uses.length !== 1) {
        throw new Error(`Cannot bound the stack: the jump table at ${hex(use)} is not understood`);
      }
      const base = (0x10000 - (constantOf(low) + 256 * constantOf(high))) & 0xffff;
      return Array.from({ length: constantOf(size) }, (_, index) => this.#word(base + index));
    });
  }

  #jumpsTo(target: number): readonly number[] {
    return [...this.#words.keys()].filter((pc) => this.target(pc) === target);
  }

  /** LDS, STS, JMP and CALL have a second word. */
  #size(pc: number): number {
    const word = this.#word(pc);
    return (word & 0xfc0f) === 0x9000 || (word & 0xfe0c) === 0x940c ? 2 : 1;
  }

  #relative(pc: number, word: number): number {
    const distance = (word & 0x0fff) - ((word & 0x800) === 0 ? 0 : 0x1000);
    return (pc + 1 + distance + this.#words.length) % this.#words.length;
  }

  #word(pc: number): number {
    return this.#words[pc] ?? 0xffff;
  }
}

const constantOf = (word: number): number => ((word >> 4) & 0xf0) | (word & 0x0f);
const hex = (pc: number): string => `0x${(2 * pc).toString(16)}`;
