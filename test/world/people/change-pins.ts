import { attempt } from "../attempt.ts";
import { Browser } from "../parts/browser.ts";
import type { CarriedKey } from "../parts/carried-key.ts";
import type { Door } from "../parts/door.ts";
import { pinPage } from "../parts/pin-page.ts";
import { pinSaltIn } from "../parts/record-view.ts";
import type { Doing } from "../parts/scheduler.ts";
import type { World } from "../world.ts";
import { Hands } from "./hands.ts";
import type { Caller } from "./help-desk.ts";
import { Visit } from "./situation.ts";

const second = 1000;
const minute = 60 * second;
const day = 24 * 60 * minute;

/** Changes the PIN of a holder about so often, each time at a computer that nobody knows. */
export async function* changePins(world: World, holder: Caller, everyDays: number): Doing {
  const chance = world.chance.of(`changed PINs of ${holder.card.identifier}`);
  const changer = new Changer(world, holder, new Hands(chance, 0));
  for (;;) {
    yield chance.untilNext(everyDays * day);
    yield* changer.change();
  }
}

class Changer {
  readonly #world: World;
  readonly #holder: Caller;
  readonly #hands: Hands;

  constructor(world: World, holder: Caller, hands: Hands) {
    this.#world = world;
    this.#holder = holder;
    this.#hands = hands;
  }

  async *change(): Doing {
    const { card } = this.#holder;
    const { key, identifier, keyAwayUntil } = card;
    if (key === null || keyAwayUntil > this.#world.now) return;
    if (pinSaltIn(this.#world.ledger.recordOf(key.serial)) === null) return;
    const browser = this.#world.newDoor("portal", `another computer of ${identifier}`);
    if (!(browser instanceof Browser)) return;
    // The key is in these hands, so that its holder comes to no other computer meanwhile.
    card.keyAwayUntil = this.#world.now + 20 * minute;
    if (yield* this.#give(browser, key, { stage: "log-in", pin: card.pin })) {
      const page = pinPage(browser);
      if (yield* this.#give(page, key, { stage: "log-in", pin: card.pin })) {
        yield* this.#choose(page, key);
      }
    }
    browser.leave();
    card.keyAwayUntil = 0;
  }

  async *#choose(page: Door, key: CarriedKey): Doing {
    const { witness, figures } = this.#world;
    const { identifier } = this.#holder.card;
    const pin = this.#hands.newPin();
    yield 10 * second;
    const chosen = await page.choosePin(pin);
    this.#world.takeFaults();
    if (chosen.kind !== "confirm") return;
    if (!(yield* this.#give(page, key, { stage: "confirm", pin }))) return;
    figures.pinChanges += 1;
    witness.tell([identifier, key.serial], "the PIN is changed");
  }

  /** Presents one code after the other until one is taken; with the bounds of any log-in. */
  async *#give(
    door: Door,
    key: CarriedKey,
    { stage, pin }: { readonly stage: "log-in" | "confirm"; readonly pin: string },
  ): Doing<boolean> {
    const world = this.#world;
    const { card } = this.#holder;
    const { identifier } = card;
    const visit = new Visit(world, card, door);
    for (let tries = 0; tries < 8 && card.key === key; tries += 1) {
      const read = yield* this.#hands.readCode(key, 0);
      const saltBefore = pinSaltIn(world.ledger.recordOf(key.serial));
      visit.note(read, true);
      const truth = { read, pinRight: stage === "confirm" || pin === card.pin, isHolder: true };
      const passcode = pin + read.code;
      const by = `${identifier} (changing the PIN)`;
      const answer = await attempt(world, { by, door, identifier, passcode, stage, ...truth });
      const saltAfter = pinSaltIn(world.ledger.recordOf(key.serial));
      if (stage === "confirm" && saltAfter !== null && saltAfter !== saltBefore) {
        // In force, whether or not the answer came through: whoever got none tries both PINs.
        card.pin = pin;
        this.#holder.forgetComputers();
      }
      switch (answer.kind) {
        case "in":
          if (stage === "confirm" && card.pin !== pin) {
            const what = `${by}: the new PIN is confirmed, and is not in force`;
            world.witness.broken("the service answers", what, [identifier, key.serial]);
          }
          door.known.add(identifier);
          door.refusals = 0;
          key.entered(world.now, visit.codes);
          return true;
        case "refused": {
          door.refusals += 1;
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
}
