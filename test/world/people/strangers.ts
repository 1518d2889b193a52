import { attempt } from "../attempt.ts";
import { wrongPinsMax } from "../bounds.ts";
import type { CodeRead } from "../parts/carried-key.ts";
import type { Chance } from "../parts/chance.ts";
import type { Answer, Door } from "../parts/door.ts";
import type { Doing } from "../parts/scheduler.ts";
import type { HolderCard, World } from "../world.ts";
import type { StrangerPlan } from "../world-plan.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Someone without a key of their own: wants to get in as a holder, or to keep that holder out. */
export class Stranger {
  readonly #world: World;
  readonly #plan: StrangerPlan;
  readonly #chance: Chance;
  #door: Door;

  constructor(world: World, plan: StrangerPlan) {
    this.#world = world;
    this.#plan = plan;
    this.#chance = world.chance.of(plan.name);
    const drawn = this.#chance.pick(["portal", "portal", "check"] as const);
    this.#door = world.newDoor(plan.door ?? drawn, plan.name, plan.hasKeypad);
  }

  /** Returns what the stranger does by themselves; some only react to the holder. */
  act(): Doing | null {
    const { kind, target, amount } = this.#plan;
    const { onlookers } = this.#world;
    switch (kind) {
      case "guesser":
        return this.#guessEvenly(amount);
      case "flood":
        return this.#flood(amount);
      case "spray":
        return this.#spray(amount);
      case "thief":
        return this.#steal(amount);
      case "shadow":
        onlookers.push({ target, before: () => this.#distract(amount) });
        return null;
      case "shoulder-first":
        onlookers.push({ target, before: (...seen) => this.#useStolen(...seen) });
        return null;
      case "shoulder-after":
        onlookers.push({ target, after: (...seen) => this.#useAfter(...seen) });
        return null;
      case "phisher":
        onlookers.push({ target, before: (...seen) => this.#phish(...seen) });
        return this.#guessWithPin(amount);
      default:
        return kind satisfies never;
    }
  }

  async *#guessEvenly(perDay: number): Doing {
    for (;;) {
      yield this.#chance.untilNext(day / perDay);
      await this.#guess(1);
    }
  }

  async *#flood(size: number): Doing {
    for (;;) {
      yield this.#chance.untilNext(4 * day);
      for (let sent = 0; sent < size; sent += 100) {
        this.#door = this.#world.newDoor("portal", `${this.#plan.name} ${sent}`);
        await this.#guess(Math.min(100, size - sent));
      }
    }
  }

  async *#spray(perDay: number): Doing {
    const { holders, staff } = this.#world;
    const there = this.#door.kind === "desk" ? staff : holders;
    const identifiers = [...there.keys(), "nobody", "root", "j.dupont"];
    for (;;) {
      yield this.#chance.untilNext(day / perDay);
      for (const identifier of identifiers) await this.#guess(1, identifier);
    }
  }

  /** Has the key for some hours and tries PINs with right codes; then it is back, unnoticed. */
  async *#steal(hours: number): Doing {
    yield this.#chance.whole(3 * day, 10 * day);
    const card = this.#card();
    const key = card?.key;
    if (card === undefined || key === undefined || key === null) return;
    const until = this.#world.now + hours * hour;
    card.keyAwayUntil = until;
    key.wasStolen = true;
    this.#world.witness.tell([card.identifier, key.serial], `${this.#plan.name} takes the key`);
    let tried = 0;
    while (this.#world.now < until) {
      const read = key.read();
      tried += await this.#tryPin(card, read);
      yield key.device.untilNext() + this.#chance.pick([1, 1, 2, 5, 10]) * minute;
    }
    this.#world.witness.tell([card.identifier, key.serial], "the key is back");
    if (tried <= wrongPinsMax(hours / 24)) return;
    const what = `${tried} wrong PINs were tried within ${hours} hours by who has the key`;
    this.#world.witness.broken("budget of guesses", what, [card.identifier, key.serial]);
  }

  /** Returns 1 when the PIN was really looked at. */
  async #tryPin(card: HolderCard, read: CodeRead): Promise<number> {
    const passcode = this.#wrongPin(card) + read.code;
    await this.#present(card.identifier, passcode, { read, pinRight: false });
    return this.#world.reasonOf.get(read.serial) === "wrong-pin" ? 1 : 0;
  }

  async #distract(guesses: number): Promise<boolean> {
    await this.#guess(guesses);
    return false;
  }

  async #useStolen(passcode: string, read: CodeRead): Promise<boolean> {
    if (!this.#chance.happens(this.#plan.amount)) return false;
    await this.#present(this.#plan.target, passcode, { read, pinRight: true });
    return true;
  }

  async #useAfter(passcode: string, read: CodeRead, seen: Answer): Promise<void> {
    if (seen.kind === "away" || !this.#chance.happens(this.#plan.amount)) return;
    await this.#present(this.#plan.target, passcode, { read, pinRight: true });
  }

  async #phish(passcode: string, read: CodeRead): Promise<boolean> {
    return this.#chance.happens(0.1) && this.#useStolen(passcode, read);
  }

  /** Knows the PIN by now, and guesses codes. */
  async *#guessWithPin(perDay: number): Doing {
    for (;;) {
      yield this.#chance.untilNext(day / perDay);
      const card = this.#card();
      if (card?.key == null) continue;
      card.key.guesses += 1;
      const passcode = card.pin + this.#wrongCode(card);
      await this.#present(card.identifier, passcode, { read: null, pinRight: true });
    }
  }

  async #guess(times: number, identifier: string = this.#plan.target): Promise<void> {
    const card = this.#world.cardAt(this.#door.kind, identifier);
    for (let sent = 0; sent < times; sent += 1) {
      if (card?.key) card.key.guesses += 1;
      const code = this.#wrongCode(card);
      const pin = this.#chance.happens(0.2) ? "" : this.#wrongPin(card);
      const isGuest = card !== undefined && card.key === null;
      const text = isGuest && this.#chance.happens(0.5) ? `soleil${code}` : pin + code;
      await this.#present(identifier, text, { read: null, pinRight: false });
    }
  }

  async #present(
    identifier: string,
    passcode: string,
    truth: { readonly read: CodeRead | null; readonly pinRight: boolean },
  ): Promise<Answer> {
    // Now and then somebody guesses again at a challenge that they answered wrong.
    const isAsked = this.#plan.hasKeypad === true && !this.#chance.happens(0.3);
    if (isAsked) await this.#door.ask?.(identifier, "log-in");
    const given = { by: this.#plan.name, door: this.#door, identifier, passcode };
    return attempt(this.#world, { ...given, ...truth, isHolder: false });
  }

  #card(): HolderCard | undefined {
    return this.#world.cardAt(this.#door.kind, this.#plan.target);
  }

  #wrongPin(card: HolderCard | undefined): string {
    if (this.#door.kind === "desk" && this.#chance.happens(0.5)) {
      return `soleil couchant ${this.#chance.digits(3)}`;
    }
    const pin = this.#chance.digits(4);
    return pin === card?.pin ? this.#wrongPin(card) : pin;
  }

  #wrongCode(_card: HolderCard | undefined): string {
    return this.#chance.digits(6);
  }
}
