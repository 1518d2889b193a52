import type { KeyRecord } from "@jeton/core";
import { attempt } from "../attempt.ts";
import type { Chance } from "../parts/chance.ts";
import type { Doing } from "../parts/scheduler.ts";
import type { IssuedCode } from "../presentation.ts";
import type { HolderCard, World } from "../world.ts";

const minute = 60_000;
const hour = 60 * minute;

/** Law 10: who gives the PIN and a temporary or recovery code that passes gets in. */
export async function* giveSpareCode(
  world: World,
  chance: Chance,
  given: {
    readonly card: HolderCard;
    readonly serial: string;
    readonly spare: IssuedCode;
    /** Whether the record takes the code now. */
    readonly takes: (record: KeyRecord, now: number) => boolean;
  },
): Doing {
  const { card, serial, spare, takes } = given;
  const { identifier } = card;
  yield chance.whole(minute, hour);
  const pinRight = chance.happens(0.85);
  const pin = pinRight ? card.pin : "0-0-0";
  const kind = chance.pick(["portal", "api", "check"] as const);
  const door = world.newDoor(kind, `a borrowed computer of ${identifier}`);
  const { ledger } = world;
  const before = ledger.recordOf(serial);
  const events = ledger.eventsOf(serial);
  const isPromised =
    pinRight && world.clocksAreRight() && before !== null && takes(before, world.now);
  const answer = await attempt(world, {
    ...{ by: `${identifier} (without the key)`, identifier, door, read: null, pinRight },
    ...{ passcode: `${pin}${spare.code}`, isHolder: true, spare },
  });
  const isAlone = ledger.eventsOf(serial) === events + 1 && card.key?.serial === serial;
  if (answer.kind === "in") world.figures.temporaryLogins += 1;
  if (answer.kind === "refused" && card.key !== null) card.key.guesses += 1;
  if (answer.kind !== "refused" || !isPromised || !isAlone) return;
  const what = `${identifier} gave the PIN and a code in place of the key that passes, and was refused`;
  world.witness.broken("10 a good key gets in", what, [identifier, serial]);
}
