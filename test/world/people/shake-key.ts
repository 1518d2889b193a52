import type { Doing } from "../parts/scheduler.ts";
import type { HolderCard, World } from "../world.ts";
import type { HolderPlan } from "../world-plan.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Beyond ±720 steps no code asks for the next one: only the help desk can find the key. */
const reach = 11 * hour;

/** Moves the clock of a holder's key about so often: a shock, a battery that was changed. */
export async function* shakeKey(
  world: World,
  card: HolderCard,
  { name, jumpEveryDays }: HolderPlan,
): Doing {
  const chance = world.chance.of(`shaken key of ${name}`);
  while (jumpEveryDays !== null) {
    yield chance.untilNext(jumpEveryDays * day);
    const { key, identifier } = card;
    if (key === null) continue;
    // Back by no more than some minutes: until the key shows a step again that is not spent, nobody
    // can log in with it, and nothing but waiting helps.
    const by = chance.happens(0.3)
      ? -chance.whole(30 * second, 10 * minute)
      : chance.whole(30 * second, reach);
    if (Math.abs(key.device.offsetMilliseconds() + by) > reach) continue;
    key.jump(by);
    world.witness.tell([identifier, key.serial], `the key's clock jumps by ${by} ms`);
  }
}
