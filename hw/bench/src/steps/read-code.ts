import { type Station, sleep } from "../station/station.ts";
import { StepFailed } from "./step-failed.ts";

const readsMax = 40;
const pauseMilliseconds = 100;

/**
 * Reads the code off the glass of a board that is a key: the first digits of its upper line. It is
 * read until two readings agree, since a code may change between the halves of one.
 */
export async function readCode({ board, clock }: Station, digits: number): Promise<string> {
  let before = "";
  for (let reads = 0; reads < readsMax; reads += 1) {
    const row = await board.readRow(0);
    const code = row.replace(/[^0-9]/g, "").slice(0, digits);
    if (code.length === digits && code === before) return code;
    before = code;
    if (code.length < digits) await sleep(clock, pauseMilliseconds);
  }
  throw new StepFailed(`the glass shows no code of ${digits} digits`);
}
