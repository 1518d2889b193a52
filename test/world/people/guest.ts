import { attempt } from "../attempt.ts";
import { Browser } from "../parts/browser.ts";
import { CarriedKey } from "../parts/carried-key.ts";
import type { Chance } from "../parts/chance.ts";
import type { Answer } from "../parts/door.ts";
import type { Doing } from "../parts/scheduler.ts";
import type { HolderCard, World } from "../world.ts";
import type { GuestPlan } from "../world-plan.ts";
import type { HelpDesk } from "./help-desk.ts";
import { useCopy } from "./use-copy.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * Someone without a key, who gives the password of the directory in the portal's one field. Now and then
 * a key is theirs for some days: then no password lets them in, until it is reported lost.
 */
export class Guest {
  readonly card: HolderCard;
  readonly #world: World;
  readonly #plan: GuestPlan;
  readonly #chance: Chance;
  readonly #desk: HelpDesk;
  readonly #password: string;
  #browser: Browser;
  #keysHad = 0;
  #signOuts = 0;

  constructor(world: World, plan: GuestPlan, desk: HelpDesk) {
    this.#world = world;
    this.#plan = plan;
    this.#chance = world.chance.of(plan.name);
    this.#desk = desk;
    // One that ends like a PASSCODE, or one that can be none.
    const word = this.#chance.pick(["soleil couchant", "soleil", "7k"]);
    this.#password = word + (word === "soleil couchant" ? "" : this.#chance.digits(6));
    world.directory.enter(plan.name, this.#password);
    this.card = { identifier: plan.name, key: null, pin: "", keyAwayUntil: 0 };
    world.holders.set(plan.name, this.card);
    this.#browser = this.#newBrowser();
  }

  async *live(): Doing {
    yield this.#chance.whole(8 * hour, 12 * hour);
    for (let visits = 1; ; visits += 1) {
      yield* this.#come();
      if (visits % 6 === 0) yield* this.#haveKey();
      yield Math.round(this.#plan.everyDays * day * this.#chance.between(0.5, 1.5));
    }
  }

  /** Gets a key, tries the password all the same, and loses the key before it is in service. */
  async *#haveKey(): Doing {
    this.#keysHad += 1;
    const serial = `${this.#plan.name}-${this.#keysHad}`;
    const made = { time: this.#world.time, stockYears: 0 };
    const key = new CarriedKey(serial, this.#chance.of(serial), made);
    yield* this.#desk.handOut(key, this.card.identifier);
    this.card.key = key;
    for (let tries = 0; tries < 3; tries += 1) {
      yield this.#chance.whole(minute, 8 * hour);
      await this.#give(this.#password);
    }
    yield* this.#desk.act(serial, { act: "lose" });
    this.card.key = null;
  }

  /** One visit: what is given is right in the end. */
  async *#come(): Doing {
    if (this.#chance.happens(0.15)) this.#browser = this.#newBrowser();
    for (let tries = 0; tries < 8; tries += 1) {
      const isRight = !this.#chance.happens(this.#plan.slips);
      const answer = await this.#give(isRight ? this.#password : `${this.#password}x`);
      if (answer.kind === "in") {
        this.#world.figures.passwordLogins += 1;
        yield* this.#inside();
        return;
      }
      if (isRight && answer.kind === "refused") this.#broken();
      yield answer.kind === "too-many"
        ? answer.seconds * second
        : this.#chance.whole(second, minute);
    }
  }

  async *#inside(): Doing {
    const { scheduler } = this.#world;
    const { identifier } = this.card;
    const had = this.#keysHad;
    const signOuts = this.#signOuts;
    const copy = this.#browser.copy(`a copy of a session of ${identifier}`);
    const isEnded = () => this.#signOuts > signOuts || this.#keysHad > had;
    scheduler.start(useCopy(this.#world, copy, { about: [identifier], isEnded }));
    yield this.#chance.whole(minute, 2 * hour);
    if (this.#chance.happens(0.5)) {
      // In all browsers of the person.
      if (await this.#browser.signOut()) this.#signOuts += 1;
    } else this.#browser.leave();
  }

  #give(password: string): Promise<Answer> {
    const { identifier, key } = this.card;
    const isRight = password === this.#password;
    return attempt(this.#world, {
      ...{ by: identifier, door: this.#browser, identifier, passcode: password, read: null },
      ...{ pinRight: isRight, isHolder: true, isPassword: isRight && key === null },
    });
  }

  #newBrowser(): Browser {
    const browser = this.#world.newDoor("portal", `a computer of ${this.#plan.name}`);
    if (!(browser instanceof Browser)) throw new TypeError("Cannot open the portal");
    return browser;
  }

  /** Law 10: no stranger, no clock and no other person's key is in the way of a right password. */
  #broken(): void {
    const { identifier } = this.card;
    this.#world.figures.shutOut += 1;
    const what = `${identifier}: refused with the right password, and without a key`;
    this.#world.witness.broken("10 a good key gets in", what, [identifier]);
  }
}
