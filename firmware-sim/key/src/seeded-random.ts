/** Random numbers that are the same for the same seed, on every machine. */
export type SeededRandom = {
  /** From 0 up to, not including, 1. */
  readonly uniform: () => number;
  /** Mean 0, standard deviation 1. */
  readonly normal: () => number;
  /** A whole number from `min` to `max`, both included. */
  readonly whole: (min: number, max: number) => number;
};

/**
 * Returns a source seeded by a whole number. It holds 32 bits of state (mulberry32), enough for
 * simulations and nothing else: never for seeds of keys.
 */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    whole: (min, max) => min + Math.floor(uniform() * (max - min + 1)),
  };
}

/**
 * Returns 32 bits that depend on all three whole numbers, each bit on each: random numbers that
 * can be asked for in any order.
 */
export function scatter(seed: number, level: number, index: number): number {
  let mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
  mixed = scramble(mixed ^ Math.imul(level + 1, 0xc2b2ae35));
  return scramble(mixed ^ Math.imul(index + 1, 0x27d4eb2f));
}

/** The finaliser of MurmurHash3, 32 bits. */
function scramble(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
