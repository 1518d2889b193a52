import type { HolderPlan, StaffPlan, WorldPlan } from "./world-plan.ts";

/** The doors at which strangers send floods. */
export const floodDoors = ["portal", "api", "check", "desk"] as const;
export type FloodDoor = (typeof floodDoors)[number];

const holder = "camille";
const member = "marie";

/**
 * Returns the world of a stranger who sends so many wrong PASSCODEs a day at one identifier, and of its
 * holder, who logs in daily by the same kind of door, a third of the times at a new computer. At the desk
 * it is somebody of the staff, with a password and the code of a phone.
 */
export function floodPlan(door: FloodDoor, perDay: number, days = 30): WorldPlan {
  const atDesk = door === "desk";
  const person: HolderPlan = {
    ...{ kind: "holder", name: holder, everyDays: 1, slips: 0, newComputers: 1 / 3 },
    ...{ jumpEveryDays: null, stockYears: 0, door: atDesk ? "portal" : door },
  };
  const staff: StaffPlan = { kind: "staff", name: member, role: "officer", holder: null };
  const target = atDesk ? member : holder;
  return {
    ...{ seed: 11, mix: "flood", days, nodes: 2, store: "memory" },
    actors: [
      ...(atDesk ? [person, staff] : [person]),
      { kind: "guesser", name: "stranger", target, amount: perDay, door },
    ],
  };
}
