import type { Board } from "@jeton/board";
import { type Baud, Conversation, meetBoard } from "@jeton/board";
import { builtFirmware, EmulatedBoard, VirtualTime, virtualTransport } from "@jeton/board-emulator";

/** An emulated board that was met, in its own virtual time. */
export type MetBoard = {
  readonly emulated: EmulatedBoard;
  readonly time: VirtualTime;
  readonly conversation: Conversation;
  readonly board: Board;
};

/** Does `work` with an emulated board at this rate, in virtual time. */
export async function inVirtualTime<T>(
  baud: Baud,
  work: (met: MetBoard) => Promise<T>,
): Promise<T> {
  const time = new VirtualTime();
  const emulated = new EmulatedBoard({ flash: builtFirmware(), baud: 19_200 });
  const line = virtualTransport(emulated, time, { baud: 19_200 });
  const life = async (): Promise<T> => {
    await line.open();
    const conversation = new Conversation({ ...line, name: "emulated" }, { clock: time });
    await conversation.synchronise(5000);
    const board = await meetBoard(conversation);
    if (baud !== 19_200) await board.setBaud(baud);
    try {
      return await work({ emulated, time, conversation, board });
    } finally {
      await conversation.close();
    }
  };
  return time.until(life(), 7 * 86_400_000);
}
