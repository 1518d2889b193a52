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
  let silence: unknown = null;
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
      silence ??= error;
    }
  }
  throw silence;
}

function lineTo(place: string, baud: number): Transport {
  const tcp = parseTcpName(place);
  return tcp === null ? serialTransport(place, { baud }) : tcpTransport(tcp.host, tcp.port);
}

function ignoreBoardError(error: unknown): void {
  if (!(error instanceof BoardError)) throw error;
}
