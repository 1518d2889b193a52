import { Browser } from "../parts/browser.ts";
import type { Chance } from "../parts/chance.ts";
import type { Door } from "../parts/door.ts";
import type { Doing } from "../parts/scheduler.ts";
import type { HolderCard, World } from "../world.ts";
import { useCopy } from "./use-copy.ts";

/**
 * What a holder does who is logged in at the portal: signs out now and then. Some sessions are copied, and
 * whoever has the copy looks whether it still lets them in.
 */
export async function* spendSession(
  world: World,
  door: Door,
  { card, chance }: { readonly card: HolderCard; readonly chance: Chance },
): Doing {
  const { identifier, key } = card;
  if (!(door instanceof Browser) || key === null) return;
  if (chance.happens(0.15)) {
    const { serial } = key;
    const endings = world.ledger.endingsOf(serial);
    const isEnded = () => world.ledger.endingsOf(serial) > endings;
    const copy = door.copy(`a copy of a session of ${identifier}`);
    world.scheduler.start(useCopy(world, copy, { about: [identifier, serial], isEnded }));
  }
  if (!chance.happens(0.1)) return;
  yield chance.whole(1000, 60_000);
  await door.signOut();
  world.takeFaults();
  world.witness.tell([identifier, key.serial], `${identifier} signs out`);
}
