import type { Browser } from "../parts/browser.ts";
import type { Doing } from "../parts/scheduler.ts";
import type { World } from "../world.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** A session at the portal lasts so long, whatever is done with it. */
const sessionLasts = 8 * hour;

/**
 * Lets somebody who copied the cookies of a session look at its landing page now and then. They see it as long
 * as the session lasts and nothing ended it, and never after that.
 */
export async function* useCopy(
  world: World,
  copy: Browser,
  { about, isEnded }: { readonly about: readonly string[]; readonly isEnded: () => boolean },
): Doing {
  const begunAt = world.now;
  const chance = world.chance.of(`${copy.name} at ${begunAt}`);
  for (let looks = 0; looks < 4; looks += 1) {
    yield chance.whole(minute, 3 * hour);
    // By a clock that is wrong a session lasts for longer, or not at all.
    if (!world.clocksAreRight() || (world.lastWrongAt ?? -1) >= begunAt) return;
    const age = world.now - begunAt;
    if (Math.abs(age - sessionLasts) < second) return;
    const isInside = await copy.isInside();
    world.takeFaults();
    if (isInside === null) continue;
    const isOver = isEnded() || age >= sessionLasts;
    if (isInside === !isOver) continue;
    const what = isOver ? "still lets its copy in" : "is over though nothing ended it";
    world.witness.broken("sessions end", `${copy.name} ${what}`, about);
    return;
  }
}
