import type { PluggedBoardPlan } from "../plan/plan.ts";
import type { Station } from "./station.ts";

export async function withPluggedStation<T>(
  board: PluggedBoardPlan,
  _work: (station: Station) => Promise<T>,
): Promise<T> {
  throw new RangeError(`Cannot open ${board.port}`);
}
