import type { BoardStatus, OwnBoard } from "@jeton/board";
import { UsageError } from "@jeton/cli";
import type { Command } from "commander";
import { addPortOptions, type BoardOptions, boardFrom } from "./board-options.ts";

/** Defines `jeton-bench erase`: takes the seed off a board that was left as a key. */
export function defineErase(command: Command): void {
  addPortOptions(command)
    .addHelpText(
      "after",
      `
For a board that was unplugged while it was measured, or that is to be given away. It is a display again
afterwards, and its codes are gone for ever. Status 1: the board was not met, or cannot be a key.

Example:
  $ jeton-bench erase --port /dev/ttyACM0`,
    )
    .action(async (options: BoardOptions) => {
      const board = boardFrom(options);
      if (board.kind === "emulated") {
        throw new UsageError("Cannot erase a board: found no --port, wanted the port of a board");
      }
      const { BoardError } = await import("@jeton/board");
      const { withPluggedStation } = await import("../station/plugged-station.ts");
      const words = await withPluggedStation(board, async ({ place, board: { own, version } }) => {
        if (own === null) {
          throw new BoardError(
            "NOT_SUPPORTED",
            `Cannot erase the seed of ${version.trim()} at ${place}: only our own board can be a key`,
          );
        }
        await own.eraseSeed();
        await own.setMode("mirror");
        const { hasSeed, hasEepromFault } = await stored(own);
        if (hasSeed || hasEepromFault) {
          const message = `Cannot erase the seed of ${place}: its EEPROM does not keep what is written; destroy the chip`;
          throw new BoardError("REFUSED", message);
        }
        return `${place}: the seed is erased, ${version.trim()} is a display again`;
      });
      process.stdout.write(`${words}\n`);
    });
}

/** Returns the board's status once nothing is being written any more: a record takes some 300 ms. */
async function stored(own: OwnBoard): Promise<BoardStatus> {
  for (;;) {
    const status = await own.status();
    if (!status.isStoring) return status;
  }
}
