import { decodeBase } from "../base-n.ts";
import type { SeedEncoding } from "../read-seed.ts";

/** A seed as a file has it. */
type WrittenSeed = { readonly line: number; readonly text: string };

/** How the seeds of a file are written, or what stands against saying it. */
export type EncodingAnswer =
  | { readonly kind: "found"; readonly encoding: SeedEncoding }
  | { readonly kind: "unsaid"; readonly found: string };

/**
 * Returns how seeds are written, where all that can be read can be one encoding alone. Text in hexadecimal or in
 * base32 of one case can be read as base64 as well, and is not taken for it: of seeds of 20 bytes in base64 one in
 * 10^11 has only hexadecimal digits, one in 10^8 only base32's characters. Base64 has its padding.
 */
export function findSeedEncoding(seeds: readonly WrittenSeed[]): EncodingAnswer {
  const given = seeds.filter(({ text }) => text !== "");
  const read = given.map((seed) => ({ ...seed, as: readingsOf(seed.text) }));
  const readable = read.filter(({ as }) => as.length > 0);
  const [first] = readable;
  if (first === undefined) {
    return given.length === 0
      ? { kind: "found", encoding: "hex" }
      : { kind: "unsaid", found: "seeds of no known writing" };
  }
  const common = first.as.filter((encoding) => readable.every(({ as }) => as.includes(encoding)));
  const [encoding, other] = common;
  if (encoding !== undefined && other === undefined) return { kind: "found", encoding };
  if (encoding !== undefined)
    return { kind: "unsaid", found: `seeds that read as ${common.join(" and as ")}` };
  const differs = readable.find(({ as }) => !as.some((each) => first.as.includes(each)));
  const words = `${first.as.join(" or ")} on line ${first.line}`;
  const found = `${words} and ${differs?.as.join(" or ")} on line ${differs?.line}`;
  return { kind: "unsaid", found };
}

function readingsOf(text: string): readonly SeedEncoding[] {
  const dense = text.replaceAll(/[\s:-]+/g, "");
  const isHex = /^(?:[0-9a-f]{2})+$/i.test(dense);
  const isOneCase = text === text.toUpperCase() || text === text.toLowerCase();
  const isBase32 = isOneCase && decodeBase("base32", text) !== null;
  if (isHex || isBase32) {
    return [...(isHex ? (["hex"] as const) : []), ...(isBase32 ? (["base32"] as const) : [])];
  }
  return decodeBase("base64", text)?.loose.length === 0 ? ["base64"] : [];
}
