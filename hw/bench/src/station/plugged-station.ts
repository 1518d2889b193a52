import {
  BoardError,
  type BoardModel,
  boardModels,
  findPort,
  parseTcpName,
  serialTransport,
  systemClock,
  type Transport,
  tcpTransport,
} from "@jeton/board";
import type { PluggedBoardPlan } from "../plan/plan.ts";
import { meetStation } from "./meet-station.ts";
import { neverInterrupted, type Station } from "./station.ts";

/** A PC's own crystal when nothing disciplines it. `chronyc tracking` tells who knows better. */
export const hostErrorPpmPreset = 50;

/** Opens the board's port, does `work`, and leaves the board at the speed at which it was found. */
export async function withPluggedStation<T>(
  plan: PluggedBoardPlan,
  work: (station: Station) => Promise<T>,
  interrupt: AbortSignal = neverInterrupted(),
): Promise<T> {
  const model = plan.model === null ? null : boardModels[plan.model];
  const place = await findPort(plan.port);
  const { station, openingBaud } = await met(plan, place, { model, interrupt });
  try {
    return await work(station);
  } finally {
    const { conversation, board } = station;
    if (conversation.closed === null && station.baud !== openingBaud) {
      await board.setBaud(openingBaud).catch(ignoreBoardError);
    }
    await conversation.close();
  }
}

/** Tries the likelier speed first: a board may have been told to begin with the other one. */
async function met(
  plan: PluggedBoardPlan,
  place: string,
  { model, interrupt }: { readonly model: BoardModel | null; readonly interrupt: AbortSignal },
) {
  const likely = model?.baud ?? 19_200;
  const bauds = likely === 19_200 ? ([19_200, 115_200] as const) : ([115_200, 19_200] as const);
  for (const openingBaud of bauds) {
    try {
      const station = await meetStation({
        ...{ name: plan.name, place, clock: systemClock, hostErrorPpm: hostErrorPpmPreset },
        ...{
          press: null,
          seenLines: null,
          interrupt,
          model,
          openingBaud,
          baud: plan.baud ?? openingBaud,
        },
        transport: lineTo(place, openingBaud),
      });
      return { station, openingBaud };
    } catch (error) {
      if (!(error instanceof BoardError) || error.code !== "NO_ANSWER") throw error;
    }
  }
  throw new BoardError("NO_ANSWER", silenceWords(place));
}

/** Returns what to look at when a port opens and nothing answers. */
function silenceWords(place: string): string {
  const cures =
    parseTcpName(place) === null
      ? `no other program may have the port ("fuser ${place}" names it), the board needs power, TX and RX may be swapped`
      : "the other end must pass bytes on to a board that has power";
  return `Cannot reach a board at ${place}: no answer to a ping at 19200 nor at 115200 baud, for 5 s each; ${cures}, and it must be a CFA-533, CFA-631, CFA-633, CFA-635 or our own`;
}

function lineTo(place: string, baud: number): Transport {
  const tcp = parseTcpName(place);
  return tcp === null ? serialTransport(place, { baud }) : tcpTransport(tcp.host, tcp.port);
}

function ignoreBoardError(error: unknown): void {
  if (!(error instanceof BoardError)) throw error;
}
