import { type boardBuilds, builtFirmware, EmulatedBoard } from "@jeton/board-emulator";
import { AskedBoard } from "../../support/asked-board.ts";

/** One of `boardBuilds`. */
export type Build = (typeof boardBuilds)[number];

/** Returns the emulated board of a build, 300 ms after its start, with a line of whatever rate it has. */
export function askedBuild(
  { firmware, display }: Build,
  flash: Uint8Array = builtFirmware(firmware),
): AskedBoard {
  const asked = new AskedBoard(new EmulatedBoard({ flash, display, baud: "same" }));
  asked.advance(300);
  return asked;
}
