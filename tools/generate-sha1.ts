// Makes packages/core/src/codes/sha1-compress.generated.ts: SHA-1's compression with its 80 rounds
// written out.
//
// Written out, the words are local variables; loops over an array of words took twice the time.
// A whole block comes as an array and not as 16 arguments, which took twice the time as well: of an
// Int32Array the compiler knows that it holds integers. No code is generated at run time.
//
// The two blocks that make a code are mostly padding, which is known here: their functions leave
// out the sums with zero and the parts of the schedule that are constants, a tenth of the time.
import type { GeneratedFile } from "./generated-file.ts";

const names = ["a", "b", "c", "d", "e"];

/** A word of the message: the variable that holds it, or its value when that is known already. */
type Word = string | number;

/**
 * FIPS 180-4 §4.1.1 and §4.2.1: the function and the constant of each twenty rounds. 8f1bbcdc and
 * ca62c1d6 stand as the same 32 bits with a sign, so that the sum stays one of small integers.
 */
const quarters = [
  {
    constant: 0x5a827999,
    mix: (b: string, c: string, d: string) => `(${d} ^ (${b} & (${c} ^ ${d})))`,
  },
  { constant: 0x6ed9eba1, mix: (b: string, c: string, d: string) => `(${b} ^ ${c} ^ ${d})` },
  {
    constant: -0x70e44324,
    mix: (b: string, c: string, d: string) => `((${b} & ${c}) | (${d} & (${b} | ${c})))`,
  },
  { constant: -0x359d3e2a, mix: (b: string, c: string, d: string) => `(${b} ^ ${c} ^ ${d})` },
];

/** FIPS 180-4 §6.1.2 step by step, over a message whose variables are declared already. */
function rounds(message: readonly Word[]): string {
  const words = [...message];
  const declared = new Set(words);
  let text = "";
  for (let index = 0; index < 80; index += 1) {
    if (index >= 16) {
      const { word, terms } = scheduled(words, index);
      words[index % 16] = word;
      if (terms.length > 0) text += rotation(declared.has(word) ? "" : "let ", word, terms);
      declared.add(word);
    }
    text += round(index, words[index % 16] ?? 0);
  }
  return text;
}

/**
 * FIPS 180-4 §6.1.3: from round 16 on a word is made of four earlier ones, kept in 16 places: their
 * sum is rotated by one. When all four are known, so is the word, and there is nothing to sum.
 */
function scheduled(
  words: readonly Word[],
  index: number,
): { readonly word: Word; readonly terms: readonly string[] } {
  const earlier = [3, 8, 14, 16].map((back) => words[(index - back) % 16] ?? 0);
  const variables = earlier.filter((word) => typeof word === "string");
  const known = earlier
    .filter((word) => typeof word === "number")
    .reduce((sum, word) => sum ^ word, 0);
  if (variables.length === 0) return { word: (known << 1) | (known >>> 31), terms: [] };
  const terms = known === 0 ? variables : [...variables, literal(known)];
  return { word: `w${index % 16}`, terms };
}

function rotation(declaration: string, word: Word, terms: readonly string[]): string {
  const [first, ...more] = terms;
  if (more.length === 0) return `  ${declaration}${word} = (${first} << 1) | (${first} >>> 31);\n`;
  return `  ${declaration}${word} = ${terms.join(" ^ ")};
  ${word} = (${word} << 1) | (${word} >>> 31);\n`;
}

function round(index: number, word: Word): string {
  // Instead of moving five values on, the names move: what was a is b in the next round.
  const [a, b, c, d, e] = names.map((_, place) => names[(place + 80 - index) % 5] ?? "");
  const quarter = quarters[Math.floor(index / 20)];
  if (!a || !b || !c || !d || !e || !quarter) throw new Error(`no round ${index}`);
  const { constant, mix } = quarter;
  const known =
    typeof word === "number" ? literal((word + constant) | 0) : `${word} + ${literal(constant)}`;
  // The value made last, `a`, comes last: all else is summed while it is made, a fifth of the time.
  const sum = `${known} + ${e} + ${mix(b, c, d)} + ((${a} << 5) | (${a} >>> 27))`;
  return `  ${e} = (${sum}) | 0;\n  ${b} = (${b} << 30) | (${b} >>> 2);\n`;
}

function literal(value: number): string {
  return `${value < 0 ? "-" : ""}0x${Math.abs(value).toString(16)}`;
}

const begin = names.map((name, index) => `  let ${name} = state[${index}] as number;\n`).join("");
const end = names
  .map((name, index) => `  out[${index}] = (state[${index}] as number) + ${name};\n`)
  .join("");

function words(from: string, count: number): string {
  const lines = Array.from(
    { length: count },
    (_, index) => `  let w${index} = ${from}[${index}] as number;\n`,
  );
  return lines.join("");
}

/** A message of so many words in variables, padded (FIPS 180-4 §5.1.1) as what follows one block. */
function padded(count: number): readonly Word[] {
  const message = Array.from({ length: 16 }, (_, index): Word => (index < count ? `w${index}` : 0));
  return message.with(count, 0x8000_0000 | 0).with(15, (64 + count * 4) * 8);
}

const text = `// Made by tools/generate-sha1.ts; change that and run \`npm run generate\`.

/** Five words of SHA-1's state (FIPS 180-4 §5.3.1). */
export type Sha1State = Int32Array;

/**
 * Writes to \`out\` the state that follows \`state\` after one block of 16 words
 * (FIPS 180-4 §6.1.2). \`out\` may be \`state\`. All arrays hold 32-bit words.
 */
export function sha1Compress(out: Sha1State, state: Sha1State, block: Int32Array): void {
${words("block", 16)}${begin}${rounds(Array.from({ length: 16 }, (_, index) => `w${index}`))}${end}}

/**
 * Writes to \`out\` the digest of the one block that led to \`state\` and of an 8-byte counter, given
 * as two 32-bit words: the inner hash of an HMAC (RFC 2104 §2).
 */
export function sha1OfCounter(out: Sha1State, state: Sha1State, w0: number, w1: number): void {
${begin}${rounds(padded(2))}${end}}

/**
 * Writes to \`digest\` the digest of the one block that led to \`state\` and of the 20 bytes that stand
 * in \`digest\`: the outer hash of an HMAC.
 */
export function sha1OfDigest(digest: Sha1State, state: Sha1State): void {
${words("digest", 5)}${begin}${rounds(padded(5))}${end.replaceAll("out[", "digest[")}}
`;

/** Returns SHA-1's compression as a module. */
export function generateSha1(): GeneratedFile {
  return { path: "packages/core/src/codes/sha1-compress.generated.ts", text };
}
