import { BoardError, millisecondsOf, type OwnBoard, packetOverhead } from "@jeton/board";
import { type ClockSample, tickMilliseconds } from "../drift/clock-sample.ts";
import type { Station } from "./station.ts";

const timeBytes = 7;
const bitsInByte = 10;
/** Both ends' rates are off by less than this: 115200 of a 16 MHz board is +2.1 %. */
const rateTolerance = 0.05;
/**
 * The firmware reads its timer once, at the beginning of the step in which it then finds the command:
 * the command's last byte may have come up to some 100 µs later.
 */
const readEarlyMilliseconds = 2 * tickMilliseconds;
const asksAtOnce = 3;
const asksMax = 30;

/**
 * Asks the board's clock a few times and answers the tightest sample. The board reads its clock about
 * when the command is there and before it answers, so that the time of both on the wire is taken off,
 * and only what the machine and its adapter add is left open. Rejects with BoardError NO_ANSWER when
 * no answer came at the first try.
 */
export async function askClock(
  { wire, baud }: Pick<Station, "wire" | "baud">,
  own: OwnBoard,
): Promise<ClockSample> {
  const onWire = (bytes: number) => ((bytes * bitsInByte * 1000) / baud) * (1 - rateTolerance);
  let best: ClockSample | null = null;
  for (let asks = 0, good = 0; good < asksAtOnce && asks < asksMax; asks += 1) {
    const { writes } = wire.moments;
    const time = await own.time();
    const { wroteAt, heardAt, writes: after } = wire.moments;
    // A second try, or a ping before it: the answer may belong to an earlier moment.
    if (after !== writes + 1) continue;
    good += 1;
    const sample = {
      hostFrom: wroteAt + onWire(packetOverhead) - readEarlyMilliseconds,
      hostTo: heardAt - onWire(packetOverhead + timeBytes),
      board: millisecondsOf(time),
    };
    if (best === null || sample.hostTo - sample.hostFrom < best.hostTo - best.hostFrom)
      best = sample;
  }
  if (best === null) {
    throw new BoardError(
      "NO_ANSWER",
      `Cannot ask the board's clock: each of ${asksMax} answers needed a second try, wanted one at the first; look for a bad cable or noise`,
    );
  }
  return best;
}
