import { type Baud, type BoardModel, Conversation, meetBoard, type Transport } from "@jeton/board";
import { LoggedWire } from "../wire/logged-wire.ts";
import { spoilableWire } from "../wire/spoilable-wire.ts";
import { WireLog } from "../wire/wire-log.ts";
import type { Station } from "./station.ts";

/** Until a board that was reset on opening answers: an Uno's boot loader takes a second or two. */
const readyMilliseconds = 5000;

/** What a station is made of. */
export type StationMakeup = Pick<
  Station,
  "name" | "place" | "clock" | "hostErrorPpm" | "press" | "seenLines" | "interrupt"
> & {
  readonly transport: Transport;
  /** The speed at which the transport opens. */
  readonly openingBaud: number;
  /** The speed at which the board is to be used. */
  readonly baud: number;
  readonly model: BoardModel | null;
};

/** Opens the line, meets the board and brings it to the speed that is wanted. */
export async function meetStation(makeup: StationMakeup): Promise<Station> {
  const { transport, clock, baud, openingBaud } = makeup;
  const log = new WireLog();
  const line = spoilableWire(transport, clock);
  const wire = new LoggedWire(line.transport, clock, log);
  await wire.open();
  const conversation = new Conversation(wire, { clock });
  try {
    await conversation.synchronise(readyMilliseconds);
    const board = await meetBoard(conversation, makeup.model ?? undefined);
    if (baud !== openingBaud) await board.setBaud(checkedBaud(baud));
    await board.reportAllKeys();
    const unixAtZero = Date.now() - clock.now();
    return {
      ...makeup,
      ...{ board, conversation, wire, line, log },
      unixNow: () => unixAtZero + clock.now(),
    };
  } catch (error) {
    await conversation.close();
    throw error;
  }
}

function checkedBaud(baud: number): Baud {
  if (baud === 19_200 || baud === 115_200) return baud;
  throw new RangeError(`Cannot use ${baud} baud: expected 19200 or 115200`);
}
