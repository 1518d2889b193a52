import type { PlanBoard } from "../plan/plan.ts";
import { withEmulatedStation } from "./emulated-station.ts";
import { withPluggedStation } from "./plugged-station.ts";
import type { Station } from "./station.ts";

/** Puts the board of a plan on the bench, does `work` with it, and takes it away, however it ends. */
export function withStation<T>(
  board: PlanBoard,
  work: (station: Station) => Promise<T>,
  interrupt: AbortSignal,
): Promise<T> {
  return board.kind === "emulated"
    ? withEmulatedStation(board, work, interrupt)
    : withPluggedStation(board, work, interrupt);
}
