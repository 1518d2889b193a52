import { get, type Hash, type Locals, set, type Word } from "./hash.ts";
import { and, type Code, type Lanes, lanesOf, xor } from "./wasm.ts";

/** FIPS 180-4 §4.1.2 and §4.1.3: rotations of the four functions; the last of each sigma is a shift. */
type Functions = {
  readonly Sigma0: readonly [number, number, number];
  readonly Sigma1: readonly [number, number, number];
  readonly sigma0: readonly [number, number, number];
  readonly sigma1: readonly [number, number, number];
};

const functions256: Functions = {
  Sigma0: [2, 13, 22],
  Sigma1: [6, 11, 25],
  sigma0: [7, 18, 3],
  sigma1: [17, 19, 10],
};

const functions512: Functions = {
  Sigma0: [28, 34, 39],
  Sigma1: [14, 18, 41],
  sigma0: [1, 8, 7],
  sigma1: [19, 61, 6],
};

/** FIPS 180-4 §6.2 and §6.4. */
export const sha256: Hash = sha2(lanesOf(32), 64, functions256);
export const sha512: Hash = sha2(lanesOf(64), 80, functions512);

function sha2(lanes: Lanes, rounds: number, functions: Functions): Hash {
  const ofSquares = primes(8).map((prime) => fraction(prime, 2n, lanes.bits));
  const ofCubes = primes(rounds).map((prime) => fraction(prime, 3n, lanes.bits));
  return {
    lanes,
    initial: ofSquares,
    rounds(given, locals) {
      const message = [...given];
      const writer = { lanes, functions, locals, rounds };
      const code = Array.from({ length: rounds }, (_, index) => [
        ...(index < 16 ? [] : schedule(writer, message, index)),
        ...round(writer, index, [message[index % 16] ?? 0n, ofCubes[index] ?? 0n]),
      ]);
      const [, b = 0, c = 0] = locals.state;
      return [...get(b), ...get(c), ...xor, ...set(locals.scratch[1]), ...code.flat()];
    },
  };
}

type Writer = {
  readonly lanes: Lanes;
  readonly functions: Functions;
  readonly locals: Locals;
  readonly rounds: number;
};

/** §6.2.2 and §6.4.2, step 1: makes word `index` of four earlier ones: here if they are known, else by code. */
function schedule(writer: Writer, message: Word[], index: number): Code {
  const { lanes, functions, locals } = writer;
  const [w16, w15, w7, w2] = [16, 15, 7, 2].map((back) => message[(index - back) % 16] ?? 0n);
  const summands = [
    plain(w16),
    small(lanes, functions.sigma0, w15),
    plain(w7),
    small(lanes, functions.sigma1, w2),
  ];
  if (summands.every((each) => typeof each === "bigint")) {
    message[index % 16] = known(lanes, summands);
    return [];
  }
  const made = locals.words[index % 16] ?? 0;
  message[index % 16] = { local: made };
  return [...sum(lanes, summands), ...set(made)];
}

function round(writer: Writer, index: number, summands: readonly [Word, bigint]): Code {
  const { lanes, functions, locals, rounds } = writer;
  // Instead of moving eight values on, the locals take turns: what was a is b in the next round.
  const [a = 0, b = 0, , d = 0, e = 0, f = 0, g = 0, h = 0] = locals.state.map(
    (_, place) => locals.state[(place + rounds - index) % 8] ?? 0,
  );
  // Maj(a, b, c) = ((a ^ b) & (b ^ c)) ^ b, and b ^ c is the a ^ b of the round before.
  const [aXorB = 0, bXorC = 0] = index % 2 === 0 ? locals.scratch : locals.scratch.toReversed();
  const majority = [
    ...[...get(a), ...get(b), ...xor, ...set(aXorB)],
    ...[...get(aXorB), ...get(bXorC), ...and, ...get(b), ...xor],
  ];
  const choice = [...get(f), ...get(g), ...xor, ...get(e), ...and, ...get(g), ...xor];
  const first = sum(lanes, [
    ...[get(h), plain(summands[0]), summands[1]],
    ...[choice, large(lanes, functions.Sigma1, e)],
  ]);
  return [
    ...[...first, ...set(h)],
    ...[...get(d), ...get(h), ...lanes.add, ...set(d)],
    ...sum(lanes, [get(h), large(lanes, functions.Sigma0, a), majority]),
    ...set(h),
  ];
}

const plain = (word: Word | undefined): Code | bigint =>
  typeof word === "object" ? get(word.local) : (word ?? 0n);

function large(lanes: Lanes, by: readonly number[], local: number): Code {
  return by.flatMap((each, place) => [
    ...lanes.rotatedRight(local, each),
    ...(place > 0 ? xor : []),
  ]);
}

function small(lanes: Lanes, by: Functions["sigma0"], word: Word | undefined): Code | bigint {
  const [first, second, shift] = by;
  if (typeof word === "object") {
    const rotations = large(lanes, [first, second], word.local);
    return [...rotations, ...lanes.shiftedRight(word.local, shift), ...xor];
  }
  const value = word ?? 0n;
  const rotated = (count: number) =>
    BigInt.asUintN(lanes.bits, (value >> BigInt(count)) | (value << BigInt(lanes.bits - count)));
  return rotated(first) ^ rotated(second) ^ (value >> BigInt(shift));
}

/** Leaves the sum; what is known of it is added up here. */
function sum(lanes: Lanes, summands: readonly (Code | bigint)[]): Code {
  const constant = known(lanes, summands);
  const codes = summands.filter((each) => typeof each !== "bigint");
  const all = constant === 0n ? codes : [lanes.everywhere(constant), ...codes];
  return all.flatMap((code, place) => (place === 0 ? code : [...code, ...lanes.add]));
}

function known(lanes: Lanes, summands: readonly (Code | bigint)[]): bigint {
  const total = summands.reduce<bigint>(
    (all, each) => (typeof each === "bigint" ? all + each : all),
    0n,
  );
  return BigInt.asUintN(lanes.bits, total);
}

/** §4.2.2, §4.2.3, §5.3.3, §5.3.5: the first bits of the fractional part of a root of a prime. */
function fraction(prime: bigint, degree: 2n | 3n, bits: number): bigint {
  const scaled = prime << (degree * BigInt(bits));
  let [low, high] = [0n, 1n << BigInt(bits + 16)];
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** degree <= scaled) low = middle;
    else high = middle;
  }
  return BigInt.asUintN(bits, low);
}

function primes(count: number): readonly bigint[] {
  const found: bigint[] = [];
  for (let each = 2n; found.length < count; each += 1n) {
    if (found.every((prime) => each % prime !== 0n)) found.push(each);
  }
  return found;
}
