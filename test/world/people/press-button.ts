import type { Doing } from "../parts/scheduler.ts";
import type { HolderCard, World } from "../world.ts";
import type { HolderPlan } from "../world-plan.ts";

const day = 86_400_000;

/** Beyond the ask window no code asks for the next one: only the help desk can find the key. */
const pressesMax = 1000;

/** Presses the button of a holder's counter key in a pocket: mostly some times, seldom very often. */
export async function* pressButton(
  world: World,
  card: HolderCard,
  { name, pressedEveryDays }: HolderPlan,
): Doing {
  const chance = world.chance.of(`pocket of ${name}`);
  let unseen = 0;
  let lastIn: number | null = null;
  while (pressedEveryDays !== undefined) {
    yield chance.untilNext(pressedEveryDays * day);
    const { key, identifier } = card;
    if (key === null) continue;
    if (key.lastIn !== lastIn) unseen = 0;
    lastIn = key.lastIn;
    const times = chance.happens(0.1) ? chance.whole(20, 400) : chance.whole(1, 3);
    if (unseen + times > pressesMax) continue;
    unseen += times;
    key.press(times);
    world.witness.tell([identifier, key.serial], `the button is pressed ${times} times unseen`);
  }
}
