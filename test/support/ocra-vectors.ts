import { vectorLines } from "./vector-file.ts";

/** A row of RFC 6287, appendix C. */
export type OcraVector = {
  readonly suite: string;
  readonly seed: Uint8Array;
  readonly question: string;
  readonly counter?: number;
  /** Unix milliseconds. */
  readonly at?: number;
  readonly response: string;
};

const lines = vectorLines("rfc6287-appendix-c.txt");

/** The PIN of the rows whose suite has one, and the hash that the RFC prints of it. */
export const ocraVectorPin = "1234";
export const ocraVectorPinHash: string = lineAfter("   PIN (1234) SHA1 hash value:");

const seeds = new Map(
  [20, 32, 64].map((bytes) => [
    `Standard ${bytes}Byte`,
    Uint8Array.from(Buffer.from(lineAfter(`   Standard ${bytes}Byte key:`), "hex")),
  ]),
);

export const rfc6287Vectors: readonly OcraVector[] = readTables();

function lineAfter(heading: string): string {
  return (lines[lines.indexOf(heading) + 1] ?? "").trim();
}

function readTables(): readonly OcraVector[] {
  const vectors: OcraVector[] = [];
  let heads: readonly string[] = [];
  let rows: (readonly string[])[] = [];
  for (const line of lines) {
    const cells = line.startsWith("   | ")
      ? line
          .slice(4)
          .split("|")
          .map((cell) => cell.trim())
      : [];
    if (cells[0] === "Key") heads = cells;
    else if (cells.length > 0) rows.push(cells);
    const suite = /OCRA-1:\S+/.exec(line)?.[0];
    if (suite === undefined) continue;
    for (const row of rows) vectors.push(vectorOf(suite, heads, row));
    rows = [];
  }
  return vectors;
}

function vectorOf(suite: string, heads: readonly string[], row: readonly string[]): OcraVector {
  const cell = (name: string) => row[heads.indexOf(name)];
  const [counter, minutes, seed] = [cell("C"), cell("T"), seeds.get(cell("Key") ?? "")];
  if (seed === undefined) throw new Error(`no key in ${row.join(" ")}`);
  return {
    suite,
    seed,
    question: cell("Q") ?? "",
    ...(counter !== undefined && { counter: Number(counter) }),
    ...(minutes !== undefined && { at: Number(`0x${minutes}`) * 60_000 }),
    response: cell("OCRA Value") ?? "",
  };
}
