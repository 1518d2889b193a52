import type { Doing } from "../parts/scheduler.ts";
import type { World } from "../world.ts";
import type { ClockPlan } from "../world-plan.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Lets a node's clock go wrong, and mends it after a while. */
export async function* keepClock(world: World, plan: ClockPlan): Doing {
  const chance = world.chance.of(plan.name);
  const node = world.nodes[plan.node];
  if (node === undefined) return;
  const { clock } = node;
  // Now and then the clock is wrong from the beginning: keys go into service by it.
  if (chance.happens(0.7)) yield chance.untilNext(plan.everyDays * day);
  for (;;) {
    const offset = chance.pick([
      ...[chance.whole(-5 * minute, 5 * minute), chance.whole(-5 * minute, 5 * minute)],
      ...[chance.whole(-1, 1) * hour, 4 * minute, -hour, 2 * hour, day, -day],
      ...[365 * day, -365 * day],
    ]);
    const smear = chance.happens(0.3) ? chance.whole(minute, 6 * hour) : 0;
    clock.moveTo(offset, smear);
    world.lastWrongAt = world.now;
    world.witness.tell([], `${node.name}: clock goes to ${offset} ms within ${smear} ms`);
    // A year is noticed sooner than four minutes.
    yield smear + chance.untilNext(Math.abs(offset) > hour ? 4 * hour : 4 * day);
    const back = chance.happens(0.3) ? chance.whole(minute, 3 * hour) : 0;
    const right = chance.whole(-50, 50);
    clock.moveTo(right, back);
    yield back + 1;
    world.lastWrongAt = world.now;
    world.witness.tell([], `${node.name}: clock is right again`);
    yield chance.untilNext(plan.everyDays * day);
  }
}
