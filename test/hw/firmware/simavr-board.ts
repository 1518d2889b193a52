import { firmwareFolder, runProgram } from "./make-firmware.ts";

/** What is done to a board, one after the other. */
export type Deed =
  | { readonly kind: "send"; readonly bytes: Uint8Array }
  | { readonly kind: "wait"; readonly milliseconds: number }
  /** Bit i: the contact of key i is closed. */
  | { readonly kind: "keys"; readonly mask: number }
  | { readonly kind: "baud"; readonly baud: number }
  | { readonly kind: "reset" | "hang" | "glass" | "segments" | "longest" };

/** Runs a kept binary in simavr and answers the lines that hw/firmware/simavr/run.c prints. */
export async function runInSimavr(
  runner: string,
  binary: string,
  deeds: readonly Deed[],
): Promise<string[]> {
  const input = deeds.map((deed) => `${lineOf(deed)}\n`).join("");
  const printed = await runProgram(runner, [`${firmwareFolder}built/${binary}.hex`], input);
  return printed.split("\n").slice(0, -1);
}

/** All bytes among these lines that came from the board, hexadecimal. */
export function receivedHex(lines: readonly string[]): string {
  return lines
    .filter((line) => line.startsWith("received "))
    .map((line) => line.slice("received ".length))
    .join("");
}

/** What a line that begins with this word says. Throws when there is none. */
export function lineOfKind(lines: readonly string[], word: string): string {
  const found = lines.findLast((line) => line.startsWith(`${word} `));
  if (found === undefined) throw new Error(`Cannot find "${word}" in what the board printed`);
  return found.slice(word.length + 1);
}

function lineOf(deed: Deed): string {
  switch (deed.kind) {
    case "send":
      return `send ${Buffer.from(deed.bytes).toString("hex")}`;
    case "wait":
      return `wait ${deed.milliseconds}`;
    case "keys":
      return `keys ${deed.mask}`;
    case "baud":
      return `baud ${deed.baud}`;
    case "reset":
    case "hang":
    case "glass":
    case "segments":
    case "longest":
      return deed.kind;
    default:
      return deed satisfies never;
  }
}
