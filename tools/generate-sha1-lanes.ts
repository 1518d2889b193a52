// Writes packages/service/src/login/sha1-lanes.generated.ts: HMAC-SHA-1 of four counters at a time, as
// a WebAssembly module. `--check` writes nothing and exits 1 when the file is stale.
//
// It is `generate-sha1.ts` once more, with a vector where that one has a word: the same rounds written
// out, the same padding folded in. JavaScript has no vectors; four codes at a time take half the time.
//
//   memory, in bytes     0  inner state, five vectors, each with one word in all lanes
//                       80  outer state, likewise
//                      160  the four digests, five vectors: word i of lane l at 160 + 16 i + 4 l
//   hmacs(high, low)    the counters (high, low) to (high, low + 3), which must not pass 2^32
import { readFileSync, writeFileSync } from "node:fs";
import * as wasm from "./wasm-simd.ts";

const target = new URL("../packages/service/src/login/sha1-lanes.generated.ts", import.meta.url);

// Locals: the two parameters, then vectors.
const high = 0;
const low = 1;
const stateFrom = 2;
const wordsFrom = stateFrom + 5;
const scratch = wordsFrom + 16;
const vectors = 5 + 16 + 1;

const innerAt = 0;
const outerAt = 80;
const digestAt = 160;

type Code = readonly number[];
/** A word of the message: the local that holds it, or its value when that is known already. */
type Word = { readonly local: number } | number;

/** FIPS 180-4 §4.1.1 and §4.2.1: the function and the constant of each twenty rounds. */
const quarters: readonly {
  readonly constant: number;
  readonly mix: (b: Code, c: Code, d: Code) => Code;
}[] = [
  {
    constant: 0x5a827999,
    mix: (b, c, d) => [...c, ...d, ...wasm.xor, ...b, ...wasm.and, ...d, ...wasm.xor],
  },
  { constant: 0x6ed9eba1, mix: parity },
  {
    constant: 0x8f1bbcdc,
    mix: (b, c, d) => [
      ...[...b, ...c, ...wasm.and],
      ...[...b, ...c, ...wasm.or, ...d, ...wasm.and, ...wasm.or],
    ],
  },
  { constant: 0xca62c1d6, mix: parity },
];

function parity(b: Code, c: Code, d: Code): Code {
  return [...b, ...c, ...wasm.xor, ...d, ...wasm.xor];
}

/** FIPS 180-4 §6.1.2 over a message whose first `count` words stand in locals, padded (§5.1.1). */
function rounds(count: number): Code {
  const padding = Array.from({ length: 16 }, (_, index): Word => (index < count ? word(index) : 0));
  const message = padding.with(count, 0x8000_0000 | 0).with(15, (64 + count * 4) * 8);
  const code: number[] = [];
  for (let index = 0; index < 80; index += 1) {
    if (index >= 16) code.push(...schedule(message, index));
    code.push(...round(index, message[index % 16] ?? 0));
  }
  return code;
}

const word = (index: number) => ({ local: wordsFrom + (index % 16) });

/** FIPS 180-4 §6.1.3: makes word `index` of four earlier ones, here when they are known, else by code. */
function schedule(message: Word[], index: number): Code {
  const earlier = [3, 8, 14, 16].map((back) => message[(index - back) % 16] ?? 0);
  const known = earlier.reduce<number>(
    (sum, each) => (typeof each === "number" ? sum ^ each : sum),
    0,
  );
  const sums = earlier.flatMap((each) =>
    typeof each === "number" ? [] : [wasm.getLocal(each.local)],
  );
  if (sums.length === 0) {
    message[index % 16] = (known << 1) | (known >>> 31);
    return [];
  }
  if (known !== 0) sums.push(wasm.everywhere(known));
  const made = word(index);
  message[index % 16] = made;
  const sum = sums.flatMap((each, place) => (place === 0 ? each : [...each, ...wasm.xor]));
  const rotation = [...wasm.rotated(scratch, 1), ...wasm.setLocal(made.local)];
  return [...sum, ...wasm.setLocal(scratch), ...rotation];
}

function round(index: number, each: Word): Code {
  // Instead of moving five values on, the locals take turns: what was a is b in the next round.
  const [a, b, c, d, e] = [0, 1, 2, 3, 4].map((place) => stateFrom + ((place + 80 - index) % 5));
  const quarter = quarters[Math.floor(index / 20)];
  if (!a || !b || !c || !d || !e || !quarter) throw new Error(`no round ${index}`);
  const { constant, mix } = quarter;
  const summand =
    typeof each === "number"
      ? wasm.everywhere((each + constant) | 0)
      : [...wasm.getLocal(each.local), ...wasm.everywhere(constant | 0), ...wasm.add];
  return [
    ...[...wasm.getLocal(e), ...summand, ...wasm.add],
    ...[...mix(wasm.getLocal(b), wasm.getLocal(c), wasm.getLocal(d)), ...wasm.add],
    ...[...wasm.rotated(a, 5), ...wasm.add, ...wasm.setLocal(e)],
    ...[...wasm.rotated(b, 30), ...wasm.setLocal(b)],
  ];
}

/** The state at `address`, as five locals. */
function begin(address: number): Code {
  return five((index) => [
    ...wasm.loadFrom(address + 16 * index),
    ...wasm.setLocal(stateFrom + index),
  ]);
}

/** One word of the digest: the state that came in and the one that came out (FIPS 180-4 §6.1.2). */
function ended(address: number, index: number): Code {
  const came = wasm.loadFrom(address + 16 * index);
  return [...wasm.getLocal(stateFrom + index), ...came, ...wasm.add];
}

function five(code: (index: number) => Code): Code {
  return [0, 1, 2, 3, 4].flatMap(code);
}

const body: Code = [
  ...[...wasm.getLocal(high), ...wasm.splat, ...wasm.setLocal(wordsFrom)],
  ...[...wasm.getLocal(low), ...wasm.splat, ...wasm.lanes([0, 1, 2, 3]), ...wasm.add],
  ...wasm.setLocal(wordsFrom + 1),
  ...[...begin(innerAt), ...rounds(2)],
  ...five((index) => [...ended(innerAt, index), ...wasm.setLocal(wordsFrom + index)]),
  ...[...begin(outerAt), ...rounds(5)],
  ...five((index) => wasm.storeTo(digestAt + 16 * index, ended(outerAt, index))),
  wasm.end,
];

const name = (text: string): Code => [text.length, ...new TextEncoder().encode(text)];
const localsAndBody = [1, vectors, wasm.vectorType, ...body];
const module_ = Uint8Array.from([
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  // One type, (i32, i32) -> (); one function of it; one page of memory; both exported.
  ...wasm.section(1, [1, 0x60, 2, wasm.i32Type, wasm.i32Type, 0]),
  ...wasm.section(3, [1, 0]),
  ...wasm.section(5, [1, 0, 1]),
  ...wasm.section(7, [2, ...name("memory"), 2, 0, ...name("hmacs"), 0, 0]),
  ...wasm.section(10, [1, ...wasm.unsigned(localsAndBody.length), ...localsAndBody]),
]);

const text = `// Made by tools/generate-sha1-lanes.ts; change that and run it again.

/** A WebAssembly module, in base64. */
export const sha1LanesModule: string =
  "${Buffer.from(module_).toString("base64")}";
`;

if (process.argv.includes("--check")) {
  if (readFileSync(target, "utf8") !== text) {
    console.error("Stale: sha1-lanes.generated.ts; run `npm run generate`");
    process.exitCode = 1;
  }
} else {
  writeFileSync(target, text);
}
