import type { GlassPicture } from "../result/glass-picture.ts";
import type { Station } from "./station.ts";

const readMemory = 10;
const bytesAtOnce = 8;
/** Where the patterns of the characters of one's own begin: 64 bytes, eight for each. */
const patternAddress = 0x40;

/** Reads back what stands on the glass: the characters of each row, and the patterns in use. */
export async function readGlassPicture({ board, conversation }: Station): Promise<GlassPicture> {
  const memory = async (address: number): Promise<readonly number[]> => [
    ...(await conversation.request(readMemory, Uint8Array.of(address))).subarray(1),
  ];
  const { columns, rowAddresses } = board.model;
  const lines: number[][] = [];
  for (const address of rowAddresses) {
    const line: number[] = [];
    for (let column = 0; column < columns; column += bytesAtOnce) {
      line.push(...(await memory(address + column)));
    }
    lines.push(line.slice(0, columns));
  }
  const patterns: (readonly number[])[] = [];
  for (let number = 0; number < 8; number += 1) {
    const isUsed = lines.some((line) => line.includes(number));
    patterns.push(
      isUsed ? await memory(patternAddress + 8 * number) : new Array<number>(8).fill(0),
    );
  }
  return { lines, patterns };
}
