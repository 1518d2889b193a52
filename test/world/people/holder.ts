import { attempt, type Presentation } from "../attempt.ts";
import { countEntry } from "../figures.ts";
import { CarriedKey, type CodeRead } from "../parts/carried-key.ts";
import type { Chance } from "../parts/chance.ts";
import type { Answer, Door } from "../parts/door.ts";
import { troubleOf } from "../parts/record-view.ts";
import type { Doing } from "../parts/scheduler.ts";
import type { HolderCard, World } from "../world.ts";
import type { HolderPlan } from "../world-plan.ts";
import { needsNewStart, untilNextVisit } from "./habit.ts";
import { codeIn, type Given, Hands, type Slip, type Typed } from "./hands.ts";
import type { HelpDesk } from "./help-desk.ts";
import { isUsedBefore, showOnlookers } from "./onlookers.ts";
import { questionFor } from "./question-for.ts";
import { Visit } from "./situation.ts";
import { spendSession } from "./spend-session.ts";
import { typeAgain } from "./type-again.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** Someone with a key: puts it in service, logs in by habit, and does what the page says. */
export class Holder {
  readonly card: HolderCard;
  readonly #world: World;
  readonly #plan: HolderPlan;
  readonly #chance: Chance;
  readonly #desk: HelpDesk;
  readonly #hands: Hands;
  /** What they do with a session is drawn apart: it moves nothing else. */
  readonly #manners: Chance;
  /** Of no use to them: they have a key. */
  readonly #password: string;
  #doors: Door[] = [];
  #last: Given | null = null;
  #keysHad = 0;

  constructor(world: World, plan: HolderPlan, desk: HelpDesk) {
    this.#world = world;
    this.#plan = plan;
    this.#chance = world.chance.of(plan.name);
    this.#desk = desk;
    this.#hands = new Hands(this.#chance, plan.slips);
    this.#manners = world.chance.of(`manners of ${plan.name}`);
    this.card = { identifier: plan.name, key: null, pin: this.#hands.newPin(), keyAwayUntil: 0 };
    world.holders.set(plan.name, this.card);
    this.#password = `motdepasse${world.chance.of(`password of ${plan.name}`).digits(6)}`;
    world.directory.enter(plan.name, this.#password);
  }

  async *live(): Doing {
    yield this.#chance.whole(8 * hour, 12 * hour);
    yield* this.#getKey();
    for (;;) {
      yield* this.#commission();
      while (!needsNewStart(this.#world, this.card)) {
        yield untilNextVisit(this.#plan, this.#chance, this.#world.now);
        yield* this.#come();
      }
      if (this.card.key === null) yield* this.#getKey();
    }
  }

  async *#getKey(): Doing {
    this.#keysHad += 1;
    const serial = `${this.#plan.name}-${this.#keysHad}`;
    const { stockYears, pressedEveryDays, hasKeypad = false } = this.#plan;
    const isCounter = pressedEveryDays !== undefined;
    const { time } = this.#world;
    const made = { time, stockYears: this.#keysHad === 1 ? stockYears : 0, isCounter, hasKeypad };
    const key = new CarriedKey(serial, this.#chance.of(serial), made);
    yield* this.#desk.handOut(key, this.card.identifier);
    this.card.key = key;
    this.#hands.takeKey();
    this.#doors = [this.#newDoor()];
    yield this.#chance.whole(minute, 2 * hour);
  }

  #newDoor(): Door {
    return this.#world.newDoor(
      this.#plan.door,
      `computer ${this.#doors.length + 1} of ${this.#plan.name}`,
      this.#plan.hasKeypad,
    );
  }

  /** The four steps: digits alone, a PIN, wait, the PASSCODE. */
  async *#commission(): Doing {
    const { key } = this.card;
    if (key === null) return;
    const { figures } = this.#world;
    for (let round = 0; round < 20; round += 1) {
      const door = this.#chance.pick(this.#doors);
      const visit = new Visit(this.#world, this.card, door);
      const begun = yield* this.#presentUntil(visit, door, "digits");
      if (begun?.kind === "choose-pin" && (yield* this.#confirm(door))) {
        figures.commissionings += 1;
        this.#entered(door, visit);
        return;
      }
      door.leave();
      // Somebody who gives up comes back, in the end by way of the help desk.
      yield this.#chance.whole(10 * minute, 5 * hour);
      if (this.card.key !== key) return;
      if (round % 3 === 2) yield* this.#desk.help(this);
      if (!needsNewStart(this.#world, this.card)) return;
    }
  }

  async *#confirm(door: Door): Doing<boolean> {
    this.card.pin = this.#hands.newPin();
    yield this.#chance.whole(5 * second, 40 * second);
    const chosen = await door.choosePin(this.card.pin);
    this.#world.takeFaults();
    if (chosen.kind !== "confirm") return false;
    const visit = new Visit(this.#world, this.card, door);
    const done = yield* this.#presentUntil(visit, door, "confirm");
    return done?.kind === "in";
  }

  /** One visit to the log-in page, by one of the holder's computers. */
  async *#come(): Doing {
    const { key, keyAwayUntil } = this.card;
    if (key === null || keyAwayUntil > this.#world.now) return;
    if (needsNewStart(this.#world, this.card)) return;
    if (this.#chance.happens(this.#plan.newComputers ?? 0.08)) this.#doors.push(this.#newDoor());
    if (this.#doors.length > 3) this.#doors.shift();
    const door = this.#chance.pick(this.#doors);
    const visit = new Visit(this.#world, this.card, door);
    const answer = yield* this.#presentUntil(visit, door, "log-in");
    if (answer?.kind === "in") {
      const { figures } = this.#world;
      figures.logins += 1;
      if (visit.codes > 1) figures.nextCodes += 1;
      countEntry(figures, visit.codes, door.known.has(this.card.identifier));
      const slow = visit.tooSlow();
      if (slow !== null) this.#broken(slow);
      this.#entered(door, visit);
      yield* spendSession(this.#world, door, { card: this.card, chance: this.#manners });
      yield* this.#afterwards();
    } else if (
      this.card.key === key &&
      !needsNewStart(this.#world, this.card) &&
      this.#chance.happens(0.5)
    ) {
      yield this.#chance.whole(minute, hour);
      yield* this.#desk.help(this);
    }
    door.leave();
  }

  /** Presents one code after the other, as the page says, until it leads on or the holder gives up. */
  async *#presentUntil(visit: Visit, door: Door, what: Typed): Doing<Answer | null> {
    const { key } = this.card;
    for (let tries = 0; key !== null && key === this.card.key && tries < 12; tries += 1) {
      const { takesPasswords } = door;
      const slip = this.#hands.drawSlip(what, { hasOldCode: this.#last !== null, takesPasswords });
      if (slip === "gives-up" && tries > 0) return null;
      const question = await questionFor(this.#world, this.card, { door, what });
      if (question === "away") {
        visit.excuses += 1;
        yield this.#chance.whole(5 * second, minute);
        continue;
      }
      const read = yield* this.#hands.readCode(key, slip === "too-slow" ? 2 * minute : 0, question);
      const known = { pin: this.card.pin, last: this.#last, password: this.#password };
      const passcode = this.#hands.type(read, { ...known, slip, what });
      if (slip !== null && slip !== "gives-up") visit.excuses += 1;
      if (slip === "too-slow") key.typedTooSlowly = true;
      const answer = await this.#give(visit, door, { passcode, read, slip, what });
      // A dialogue of `/validate/check` takes one answer: then it is begun again with the digits.
      if (what === "confirm" && door.kind === "check" && answer.kind !== "in") return null;
      switch (answer.kind) {
        case "in":
        case "choose-pin":
          return answer;
        case "too-many":
          yield answer.seconds * second;
          visit.excuses += 1;
          break;
        case "away":
          visit.excuses += 1;
          yield this.#chance.whole(5 * second, minute);
          break;
        case "refused":
          visit.noteRefused();
          yield* this.#refused(visit, slip === null);
          break;
        case "confirm":
        case "expired":
        case "odd":
          return null;
      }
    }
    return null;
  }

  async *#refused(visit: Visit, isRight: boolean): Doing {
    const { key } = this.card;
    if (key === null) return;
    if (visit.isPromised && isRight)
      this.#world.noteRefusal(this.#world.reasonOf.get(key.serial) ?? "?");
    const broken = visit.codes === visit.codesMax ? visit.brokenBy() : null;
    if (broken !== null) {
      this.#world.figures.shutOut += 1;
      const record = this.#world.ledger.recordOf(key.serial);
      this.#broken(`${broken}; ${record === null ? "" : troubleOf(record)}`);
    }
    // Beyond the promise nothing is left but to wait a few minutes.
    if (visit.codes > visit.codesMax) yield this.#chance.whole(3 * minute, 6 * minute);
  }

  async #give(
    visit: Visit,
    door: Door,
    given: {
      readonly passcode: string;
      readonly read: CodeRead;
      readonly slip: Slip | null;
      readonly what: Typed;
    },
  ): Promise<Answer> {
    const { passcode, read, slip, what } = given;
    const isRight = slip === null || slip === "too-slow" || slip === "gives-up";
    const { identifier } = this.card;
    const presentation: Presentation = {
      by: identifier,
      ...{ door, identifier, passcode, isHolder: true },
      read: codeIn(slip, read, this.#last),
      pinRight: slip !== "wrong-pin" && slip !== "password",
      stage: what === "confirm" ? "confirm" : "log-in",
    };
    const wasQuiet = visit.isQuiet() && visit.excuses <= 1;
    if (
      isRight &&
      what === "log-in" &&
      (await isUsedBefore(this.#world, identifier, { passcode, read }))
    ) {
      visit.excuses += 1;
    }
    visit.note(read, what === "log-in");
    const doubled = isRight && what === "log-in" && this.#chance.happens(this.#plan.slips);
    const answers = doubled
      ? await Promise.all([attempt(this.#world, presentation), attempt(this.#world, presentation)])
      : [await attempt(this.#world, presentation)];
    const answer = answers.find(({ kind }) => kind === "in") ?? answers[0] ?? { kind: "away" };
    if (isRight && what === "log-in") {
      await showOnlookers(this.#world, identifier, { passcode, read }, answer);
    }
    if (slip === "wrong-pin" && wasQuiet && answer.kind === "refused") {
      this.#world.mustBeSpent.add(`${read.serial}/${read.step}`);
      await typeAgain(this.#world, this.card, { presentation, read, what });
    }
    if (slip === "wrong-code" && answer.kind === "refused" && door.asked) {
      await typeAgain(this.#world, this.card, { presentation, read, what });
    }
    if (isRight && answer.kind === "in") this.#last = { passcode, read };
    const { key } = this.card;
    if (key !== null && answer.kind === "refused" && what !== "confirm") key.guesses += 1;
    return answer;
  }

  /** What holders do once they are in: the same PASSCODE in another window, a look at the page. */
  async *#afterwards(): Doing {
    if (this.#last === null || !this.#chance.happens(this.#plan.slips)) return;
    yield this.#chance.whole(second, 20 * second);
    const door = this.#chance.pick(this.#doors);
    const { passcode, read } = this.#last;
    const { identifier } = this.card;
    const again = { by: `${identifier} (again)`, identifier, passcode, read };
    await attempt(this.#world, { ...again, door, pinRight: true, isHolder: true });
  }

  #entered(door: Door, visit: Visit): void {
    const { key, identifier } = this.card;
    door.known.add(identifier);
    door.refusals = 0;
    key?.entered(this.#world.now, visit.isNextWanted);
  }

  #broken(what: string): void {
    const { key, identifier } = this.card;
    const about = key === null ? [identifier] : [identifier, key.serial];
    this.#world.witness.broken("10 a good key gets in", `${identifier}: ${what}`, about);
  }

  /** From now on no computer of the holder's is known any more. */
  forgetComputers(): void {
    for (const door of this.#doors) door.known.delete(this.card.identifier);
  }

  /** Whether the holder is asked for two codes in a row over the phone, and reads them out. */
  async *readTwoCodes(): Doing<{ readonly first: string; readonly second: string } | null> {
    const { key } = this.card;
    // A key that answers challenges shows no code by itself.
    return key === null || key.keypad ? null : yield* this.#hands.readTwoCodes(key);
  }
}
