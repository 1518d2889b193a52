import { get, type Hash, type Locals, set, type Word } from "./hash.ts";
import { and, type Code, lanesOf, or, xor } from "./wasm.ts";

const lanes = lanesOf(32);

/** FIPS 180-4 §4.1.1 and §4.2.1: the function and the constant of each twenty rounds. */
const quarters: readonly {
  readonly constant: bigint;
  readonly mix: (b: Code, c: Code, d: Code) => Code;
}[] = [
  { constant: 0x5a827999n, mix: (b, c, d) => [...c, ...d, ...xor, ...b, ...and, ...d, ...xor] },
  { constant: 0x6ed9eba1n, mix: parity },
  {
    constant: 0x8f1bbcdcn,
    mix: (b, c, d) => [...b, ...c, ...and, ...b, ...c, ...or, ...d, ...and, ...or],
  },
  { constant: 0xca62c1d6n, mix: parity },
];

function parity(b: Code, c: Code, d: Code): Code {
  return [...b, ...c, ...xor, ...d, ...xor];
}

/** FIPS 180-4 §6.1. */
export const sha1: Hash = {
  lanes,
  initial: [0x67452301n, 0xefcdab89n, 0x98badcfen, 0x10325476n, 0xc3d2e1f0n],
  rounds(given, locals) {
    const message = [...given];
    return Array.from({ length: 80 }, (_, index) => [
      ...(index < 16 ? [] : schedule(message, index, locals)),
      ...round(index, message[index % 16] ?? 0n, locals.state),
    ]).flat();
  },
};

/** §6.1.2, step 1: makes word `index` of four earlier ones: here if they are known, else by code. */
function schedule(message: Word[], index: number, { words, scratch }: Locals): Code {
  const earlier = [3, 8, 14, 16].map((back) => message[(index - back) % 16] ?? 0n);
  const known = earlier.reduce<bigint>(
    (all, each) => (typeof each === "bigint" ? all ^ each : all),
    0n,
  );
  const codes = earlier.flatMap((each) => (typeof each === "bigint" ? [] : [get(each.local)]));
  if (codes.length === 0) {
    message[index % 16] = BigInt.asUintN(32, known << 1n) | (known >> 31n);
    return [];
  }
  if (known !== 0n) codes.push(lanes.everywhere(known));
  const made = words[index % 16] ?? 0;
  message[index % 16] = { local: made };
  const sum = codes.flatMap((code, place) => (place === 0 ? code : [...code, ...xor]));
  return [...sum, ...set(scratch[0]), ...lanes.rotatedRight(scratch[0], 31), ...set(made)];
}

function round(index: number, word: Word, state: readonly number[]): Code {
  // Instead of moving five values on, the locals take turns: what was a is b in the next round.
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = state.map(
    (_, place) => state[(place + 80 - index) % 5] ?? 0,
  );
  const quarter = quarters[Math.floor(index / 20)];
  if (quarter === undefined) throw new RangeError(`Cannot write round ${index}`);
  const { constant, mix } = quarter;
  const summand =
    typeof word === "bigint"
      ? lanes.everywhere(BigInt.asUintN(32, word + constant))
      : [...get(word.local), ...lanes.everywhere(constant), ...lanes.add];
  return [
    ...[...get(e), ...summand, ...lanes.add],
    ...[...mix(get(b), get(c), get(d)), ...lanes.add],
    ...[...lanes.rotatedRight(a, 27), ...lanes.add, ...set(e)],
    ...[...lanes.rotatedRight(b, 2), ...set(b)],
  ];
}
