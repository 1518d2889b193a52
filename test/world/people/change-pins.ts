import { Browser } from "../parts/browser.ts";
import type { CarriedKey } from "../parts/carried-key.ts";
import type { Door, Stage } from "../parts/door.ts";
import { pinPage } from "../parts/pin-page.ts";
import { pinSaltIn } from "../parts/record-view.ts";
import type { Doing } from "../parts/scheduler.ts";
import type { World } from "../world.ts";
import type { Caller } from "./caller.ts";
import { giveUntilTaken } from "./give-until-taken.ts";
import { Hands } from "./hands.ts";

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

  #give(door: Door, key: CarriedKey, given: { readonly stage: Stage; readonly pin: string }) {
    const by = { world: this.#world, holder: this.#holder, hands: this.#hands };
    return giveUntilTaken(by, "changing the PIN", { door, key, ...given });
  }
}
