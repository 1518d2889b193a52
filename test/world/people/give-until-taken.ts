import { attempt } from "../attempt.ts";
import type { CarriedKey } from "../parts/carried-key.ts";
import type { Door, Stage } from "../parts/door.ts";
import { pinSaltIn } from "../parts/record-view.ts";
import type { Doing } from "../parts/scheduler.ts";
import type { World } from "../world.ts";
import type { Caller } from "./caller.ts";
import type { Hands } from "./hands.ts";
import { Visit } from "./situation.ts";

const second = 1000;

/** Who gives codes of their key, and how. */
type Giving = { readonly world: World; readonly holder: Caller; readonly hands: Hands };

type Given = {
  readonly door: Door;
  readonly key: CarriedKey;
  readonly stage: Stage;
  readonly pin: string;
};

/** Presents one code after the other until one is taken; with the bounds of any log-in. */
export async function* giveUntilTaken(
  { world, holder, hands }: Giving,
  doing: string,
  { door, key, stage, pin }: Given,
): Doing<boolean> {
  const { card } = holder;
  const { identifier } = card;
  const visit = new Visit(world, card, door);
  for (let tries = 0; tries < 8 && card.key === key; tries += 1) {
    const read = yield* hands.readCode(key, 0);
    const saltBefore = pinSaltIn(world.ledger.recordOf(key.serial));
    visit.note(read, true);
    const truth = { read, pinRight: stage === "confirm" || pin === card.pin, isHolder: true };
    const passcode = pin + read.code;
    const by = `${identifier} (${doing})`;
    const answer = await attempt(world, { by, door, identifier, passcode, stage, ...truth });
    const saltAfter = pinSaltIn(world.ledger.recordOf(key.serial));
    if (stage === "confirm" && saltAfter !== null && saltAfter !== saltBefore) {
      // In force, whether or not the answer came through: whoever got none tries both PINs.
      card.pin = pin;
      holder.forgetComputers();
    }
    switch (answer.kind) {
      case "in":
        if (stage === "confirm" && card.pin !== pin) {
          const what = `${by}: the new PIN is confirmed, and is not in force`;
          world.witness.broken("the service answers", what, [identifier, key.serial]);
        }
        door.known.add(identifier);
        door.refusals = 0;
        key.entered(world.now, visit.isNextWanted);
        return true;
      case "refused": {
        visit.noteRefused();
        key.guesses += 1;
        const broken = visit.codes === visit.codesMax ? visit.brokenBy() : null;
        const about = [identifier, key.serial];
        if (broken !== null) {
          world.figures.shutOut += 1;
          world.witness.broken("10 a good key gets in", `${by}: ${broken}`, about);
        }
        break;
      }
      case "away":
        visit.excuses += 1;
        yield 20 * second;
        break;
      case "too-many":
        visit.excuses += 1;
        yield answer.seconds * second;
        break;
      case "choose-pin":
      case "confirm":
      case "expired":
      case "odd":
        // Its session is over: by a sign-out, an act of the help desk, a PIN that is in force already.
        return false;
    }
  }
  return false;
}
