import { get, type Hash, type Locals, set, type Word } from "./hash.ts";
import type { Code } from "./wasm.ts";
import * as wasm from "./wasm.ts";

// A WebAssembly module that computes RFC 4226 codes of many counters, a vector of them at a time.
//
//   memory, in bytes     0  the HMAC's states: eight vectors; word i of the inner state in their
//                           first lane, of the outer one in their second
//                      128  the key's blocks: sixteen vectors, inner and outer in the same lanes
//                      384  the digests: eight vectors, word i of lane l in lane l of vector i
//                      512  the codes, 31 bits each in 32
//   absorb()             makes the states of the blocks
//   codes(high, low, count)  writes `count` codes, rounded up to whole vectors, of the counters
//                        (high, low) and following; what lies past low = 2^32 - 1 is of no use

const statesAt = 0;
const blocksAt = 128;
const digestsAt = 384;
const codesAt = 512;

// Locals of codes(): three parameters, two words, one long word, then vectors.
const high = 0;
const low = 1;
const count = 2;
const out = 3;
const place = 4;
const shift = 5;
const firstVector = 6;

const vectorsFrom = (first: number, many: number) =>
  Array.from({ length: many }, (_, index) => first + index);

function localsFrom(first: number, { initial }: Hash): Locals {
  const { length } = initial;
  return {
    state: vectorsFrom(first, length),
    words: vectorsFrom(first + length, 16),
    scratch: [first + length + 16, first + length + 17],
  };
}

const vectorCount = ({ initial }: Hash) => initial.length + 18;

/** Returns the module's bytes. */
export function hmacModule(hash: Hash): Uint8Array {
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    // Two types, () -> () and (i32, i32, i32) -> (); a function of each; one page of memory.
    ...wasm.section(1, [2, 0x60, 0, 0, 0x60, 3, wasm.i32Type, wasm.i32Type, wasm.i32Type, 0]),
    ...wasm.section(3, [2, 0, 1]),
    ...wasm.section(5, [1, 0, 1]),
    ...wasm.section(7, [
      ...[3, ...name("memory"), 2, 0],
      ...[...name("absorb"), 0, 0, ...name("codes"), 0, 1],
    ]),
    ...wasm.section(10, [2, ...absorb(hash), ...codes(hash)]),
  ]);
}

const name = (text: string): Code => [text.length, ...new TextEncoder().encode(text)];

function functionOf(locals: Code, body: Code): Code {
  const whole = [...locals, ...body, wasm.end];
  return [...wasm.unsigned(whole.length), ...whole];
}

function absorb(hash: Hash): Code {
  const locals = localsFrom(0, hash);
  const { lanes, initial } = hash;
  const loads = locals.words.flatMap((local, index) => [
    ...wasm.loadFrom(blocksAt + 16 * index),
    ...set(local),
  ]);
  const begin = initial.flatMap((word, index) => [
    ...lanes.everywhere(word),
    ...set(locals.state[index] ?? 0),
  ]);
  const rounds = hash.rounds(
    locals.words.map((local) => ({ local })),
    locals,
  );
  const stores = initial.flatMap((word, index) =>
    wasm.storeTo(statesAt + 16 * index, [
      ...[...get(locals.state[index] ?? 0), ...lanes.everywhere(word), ...lanes.add],
    ]),
  );
  const types = [1, ...wasm.unsigned(vectorCount(hash)), wasm.vectorType];
  return functionOf(types, [...loads, ...begin, ...rounds, ...stores]);
}

function codes(hash: Hash): Code {
  const { lanes } = hash;
  const locals = localsFrom(firstVector, hash);
  const { state, words } = locals;
  // FIPS 180-4 §5.1: eight bytes of counter behind the key's block, then the digest behind another.
  const counter = lanes.bits === 32 ? counter32(hash, words) : counter64(hash, words);
  const digestWords = hash.initial.map((_, index) => ({ local: words[index] ?? 0 }));
  const one = [
    ...[...counter.code, ...begin(hash, "inner", state)],
    ...hash.rounds(padded(hash, counter.words), locals),
    ...state.flatMap((_, index) => [
      ...ended(hash, "inner", state, index),
      ...set(words[index] ?? 0),
    ]),
    ...[...begin(hash, "outer", state), ...hash.rounds(padded(hash, digestWords), locals)],
    ...state.flatMap((_, index) =>
      wasm.storeTo(digestsAt + 16 * index, ended(hash, "outer", state, index)),
    ),
    ...Array.from({ length: lanes.count }, (_, lane) => truncated(hash, lane)).flat(),
    ...moved(out, 4 * lanes.count),
    ...moved(low, lanes.count),
    ...moved(count, -lanes.count),
  ];
  const types = [
    ...[3, 2, wasm.i32Type, 1, wasm.i64Type],
    ...[...wasm.unsigned(vectorCount(hash)), wasm.vectorType],
  ];
  const isMore = [...get(count), ...wasm.i32.constant(0), ...wasm.i32.isGreater];
  return functionOf(types, wasm.doWhile(one, isMore));
}

const moved = (local: number, by: number): Code => [
  ...[...get(local), ...wasm.i32.constant(by), ...wasm.i32.add, ...set(local)],
];

type Counter = { readonly code: Code; readonly words: readonly Word[] };

function counter32({ lanes }: Hash, [first = 0, second = 0]: readonly number[]): Counter {
  const code = [
    ...[...get(high), ...lanes.splat, ...set(first)],
    ...[...get(low), ...lanes.splat, ...lanes.constants([0n, 1n, 2n, 3n]), ...lanes.add],
    ...set(second),
  ];
  return { code, words: [{ local: first }, { local: second }] };
}

function counter64({ lanes }: Hash, [first = 0]: readonly number[]): Counter {
  const code = [
    ...[...get(high), ...wasm.i64.extend, ...wasm.i64.constant(32), ...wasm.i64.shiftLeft],
    ...[...get(low), ...wasm.i64.extend, ...wasm.i64.or],
    ...[...lanes.splat, ...lanes.constants([0n, 1n]), ...lanes.add, ...set(first)],
  ];
  return { code, words: [{ local: first }] };
}

/** FIPS 180-4 §5.1: the last block of a message whose words follow one block. */
function padded({ lanes }: Hash, words: readonly Word[]): readonly Word[] {
  const bits = BigInt((16 + words.length) * lanes.bits);
  const zeros = Array.from({ length: 14 - words.length }, () => 0n);
  return [...words, 1n << BigInt(lanes.bits - 1), ...zeros, bits];
}

type Side = "inner" | "outer";

const stateWord = ({ lanes }: Hash, side: Side, index: number): Code =>
  lanes.loadEverywhere(statesAt + 16 * index + (side === "inner" ? 0 : lanes.bytes));

function begin(hash: Hash, side: Side, state: readonly number[]): Code {
  return state.flatMap((local, index) => [...stateWord(hash, side, index), ...set(local)]);
}

/** One word of the digest: the state that came in and the one that came out. */
function ended(hash: Hash, side: Side, state: readonly number[], index: number): Code {
  return [...get(state[index] ?? 0), ...stateWord(hash, side, index), ...hash.lanes.add];
}

/** RFC 4226 §5.3: the low nibble of the last byte says at which byte four bytes begin. */
function truncated({ lanes, initial }: Hash, lane: number): Code {
  const { i32, i64 } = wasm;
  const { bytes } = lanes;
  const last = digestsAt + 16 * (initial.length - 1) + bytes * lane;
  // Of two words that stand in one row of 64 or 128 bits.
  const wordBits = Math.log2(bytes);
  const address = [
    ...[...get(place), ...i32.constant(wordBits), ...i32.shiftRight],
    ...[...i32.constant(4), ...i32.shiftLeft],
  ];
  const shiftCode = [
    ...[...get(place), ...i32.constant(bytes - 1), ...i32.and],
    ...[...i32.constant(3), ...i32.shiftLeft, ...i64.extend],
  ];
  const at = digestsAt + bytes * lane;
  const joined =
    bytes === 4
      ? [
          ...[...address, ...i64.loadWord(at), ...i64.constant(32), ...i64.shiftLeft],
          ...[...address, ...i64.loadWord(at + 16), ...i64.or],
          ...[...get(shift), ...i64.shiftLeft],
        ]
      : [
          ...[...address, ...i64.load(at), ...get(shift), ...i64.shiftLeft],
          // A shift by 64 would be one by 0: one bit goes first.
          ...[...address, ...i64.load(at + 16), ...i64.constant(1), ...i64.shiftRight],
          ...[...i64.constant(63), ...get(shift), ...i64.xor, ...i64.shiftRight, ...i64.or],
        ];
  return [
    ...[...i32.constant(0), ...i32.load(last), ...i32.constant(15), ...i32.and, ...set(place)],
    ...[...shiftCode, ...set(shift)],
    ...get(out),
    ...[...joined, ...i64.constant(32), ...i64.shiftRight, ...i32.wrap],
    ...[...i32.constant(0x7fff_ffff), ...i32.and],
    ...i32.store(codesAt + 4 * lane),
  ];
}
