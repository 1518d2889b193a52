import { attempt, type Presentation } from "../attempt.ts";
import { count } from "../figures.ts";
import { CarriedKey, type CodeRead } from "../parts/carried-key.ts";
import type { Chance } from "../parts/chance.ts";
import type { Answer, Door } from "../parts/door.ts";
import { troubleOf } from "../parts/record-view.ts";
import type { Doing } from "../parts/scheduler.ts";
import type { HolderPlan } from "../plan.ts";
import type { HolderCard, World } from "../world.ts";
import type { HelpDesk } from "./help-desk.ts";
import { Visit } from "./situation.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** From a code on the display to its arrival, at most: the policy's entry delay. */
const typingMax = 29 * second;

/** What a holder does wrong now and then. */
const slipKinds = ["wrong-pin", "wrong-code", "too-slow", "gives-up", "old-code"] as const;
type Slip = (typeof slipKinds)[number];

/** Someone with a key: puts it in service, logs in by habit, and does what the page says. */
export class Holder {
  readonly card: HolderCard;
  readonly #world: World;
  readonly #plan: HolderPlan;
  readonly #chance: Chance;
  readonly #desk: HelpDesk;
  #doors: Door[] = [];
  #lastStep = -1;
  #lastPasscode: { readonly passcode: string; readonly read: CodeRead } | null = null;
  #keysHad = 0;

  constructor(world: World, plan: HolderPlan, desk: HelpDesk) {
    this.#world = world;
    this.#plan = plan;
    this.#chance = world.chance.of(plan.name);
    this.#desk = desk;
    this.card = { identifier: plan.name, key: null, pin: this.#newPin(), keyAwayUntil: 0 };
    world.holders.set(plan.name, this.card);
  }

  async *live(): Doing {
    yield this.#chance.whole(8 * hour, 12 * hour);
    yield* this.#getKey();
    for (;;) {
      yield* this.#commission();
      while (!this.#needsNewStart()) {
        yield this.#untilNextVisit();
        yield* this.#come();
      }
      if (this.card.key === null) yield* this.#getKey();
    }
  }

  /** A key that moves by itself: a shock, a battery that was changed. */
  async *shakeKey(everyDays: number): Doing {
    const chance = this.#chance.of("shaken");
    for (;;) {
      yield chance.untilNext(everyDays * day);
      const { key } = this.card;
      if (key === null) continue;
      // Back by no more than some minutes: until a step is reached again that is not spent, nobody
      // can log in with it, and nothing but waiting helps.
      const by = chance.happens(0.3)
        ? -chance.whole(30 * second, 10 * minute)
        : chance.whole(30 * second, 11 * hour);
      // Beyond what any code is asked for only the help desk can find it: ±720 steps.
      if (Math.abs(key.device.offsetMilliseconds() + by) > 11 * hour) continue;
      key.jump(by);
      this.#world.witness.tell(this.#about(), `the key's clock jumps by ${by} ms`);
    }
  }

  #untilNextVisit(): number {
    const mean = this.#plan.everyDays * day;
    if (this.#plan.everyDays > 3) return Math.round(mean * this.#chance.between(0.5, 1.5));
    // Once on each such day, at some hour of the working day.
    const sinceMidnight = this.#world.now % day;
    return Math.round(mean - sinceMidnight + this.#chance.between(7, 18) * hour);
  }

  #needsNewStart(): boolean {
    const { key } = this.card;
    if (key === null) return true;
    const state = this.#world.ledger.recordOf(key.serial)?.state.kind;
    return state === "assigned" || state === "choosing-pin" || state === "confirming-pin";
  }

  async *#getKey(): Doing {
    this.#keysHad += 1;
    const serial = `${this.#plan.name}-${this.#keysHad}`;
    const { stockYears } = this.#plan;
    const made = { time: this.#world.time, stockYears: this.#keysHad === 1 ? stockYears : 0 };
    const key = new CarriedKey(serial, this.#chance.of(serial), made);
    yield* this.#desk.handOut(key, this.card.identifier);
    this.card.key = key;
    this.#lastStep = -1;
    this.#doors = [this.#newDoor()];
    yield this.#chance.whole(minute, 2 * hour);
  }

  #newDoor(): Door {
    return this.#world.newDoor(
      this.#plan.door,
      `computer ${this.#doors.length + 1} of ${this.#plan.name}`,
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
      if (!this.#needsNewStart()) return;
    }
  }

  async *#confirm(door: Door): Doing<boolean> {
    this.card.pin = this.#newPin();
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
    if (this.#needsNewStart()) return;
    if (this.#chance.happens(0.08)) this.#doors.push(this.#newDoor());
    if (this.#doors.length > 3) this.#doors.shift();
    const door = this.#chance.pick(this.#doors);
    const visit = new Visit(this.#world, this.card, door);
    const answer = yield* this.#presentUntil(visit, door, "log-in");
    if (answer?.kind === "in") {
      const { figures } = this.#world;
      figures.logins += 1;
      if (visit.codes > 1) figures.nextCodes += 1;
      count(figures.codesUntilIn, String(visit.codes));
      const slow = visit.tooSlow();
      if (slow !== null) this.#broken(slow);
      this.#entered(door, visit);
      yield* this.#afterwards();
    } else if (this.card.key === key && !this.#needsNewStart() && this.#chance.happens(0.5)) {
      yield this.#chance.whole(minute, hour);
      yield* this.#desk.help(this);
    }
    door.leave();
  }

  /** Presents one code after the other, as the page says, until it leads on or the holder gives up. */
  async *#presentUntil(
    visit: Visit,
    door: Door,
    what: "digits" | "confirm" | "log-in",
  ): Doing<Answer | null> {
    const { key } = this.card;
    for (let tries = 0; key !== null && key === this.card.key && tries < 12; tries += 1) {
      const slip = this.#drawSlip(what);
      if (slip === "gives-up" && tries > 0) return null;
      const read = yield* this.#readCode(key, slip === "too-slow" ? 2 * minute : 0);
      const passcode = this.#typed(read, slip, what);
      if (slip !== null && slip !== "gives-up") visit.excuses += 1;
      if (slip === "too-slow") key.typedTooSlowly = true;
      const answer = await this.#give(visit, door, { passcode, read, slip, what });
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
          door.refusals += 1;
          yield* this.#refused(visit);
          break;
        default:
          return null;
      }
    }
    return null;
  }

  async *#refused(visit: Visit): Doing {
    const { key } = this.card;
    if (key === null) return;
    if (visit.isPromised) this.#world.noteRefusal(this.#world.reasonOf.get(key.serial) ?? "?");
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
      readonly what: "digits" | "confirm" | "log-in";
    },
  ): Promise<Answer> {
    const { passcode, read, slip, what } = given;
    const isRight = slip === null || slip === "too-slow" || slip === "gives-up";
    const { identifier } = this.card;
    const presentation: Presentation = {
      by: identifier,
      ...{ door, identifier, passcode, isHolder: true },
      read:
        slip === "wrong-code"
          ? null
          : slip === "old-code"
            ? (this.#lastPasscode?.read ?? read)
            : read,
      pinRight: slip !== "wrong-pin",
      stage: what === "confirm" ? "confirm" : "log-in",
    };
    const wasQuiet = visit.situation === "quiet" && visit.excuses <= 1 && visit.isPromised;
    if (isRight && what === "log-in" && (await this.#isUsedBefore(passcode, read))) {
      visit.excuses += 1;
    }
    visit.note(read);
    const doubled = isRight && what === "log-in" && this.#chance.happens(this.#plan.slips);
    const answers = doubled
      ? await Promise.all([attempt(this.#world, presentation), attempt(this.#world, presentation)])
      : [await attempt(this.#world, presentation)];
    const answer = answers.find(({ kind }) => kind === "in") ?? answers[0] ?? { kind: "away" };
    if (isRight && what === "log-in") await this.#showOnlookers(passcode, read, answer);
    if (slip === "wrong-pin" && wasQuiet && answer.kind === "refused") {
      this.#world.mustBeSpent.add(`${read.serial}/${read.step}`);
      await this.#tryAgainWithRightPin(presentation, read);
    }
    if (isRight && answer.kind === "in") this.#lastPasscode = { passcode, read };
    const { key } = this.card;
    if (key !== null && answer.kind === "refused" && what === "log-in") key.guesses += 1;
    return answer;
  }

  /** Whoever mistypes the PIN often sends the same code again at once. */
  async #tryAgainWithRightPin(before: Presentation, read: CodeRead): Promise<void> {
    const passcode = this.card.pin + read.code;
    await attempt(this.#world, { ...before, passcode, pinRight: true });
  }

  /** What holders do once they are in: the same PASSCODE in another window, a look at the page. */
  async *#afterwards(): Doing {
    if (this.#lastPasscode === null || !this.#chance.happens(this.#plan.slips)) return;
    yield this.#chance.whole(second, 20 * second);
    const door = this.#chance.pick(this.#doors);
    const { passcode, read } = this.#lastPasscode;
    const { identifier } = this.card;
    const again = { by: `${identifier} (again)`, identifier, passcode, read };
    await attempt(this.#world, { ...again, door, pinRight: true, isHolder: true });
  }

  /** Reads a code that was not given yet and types it. */
  async *#readCode(key: CarriedKey, extra: number): Doing<CodeRead> {
    for (let step = key.device.step() ?? 0; step <= this.#lastStep; step = key.device.step() ?? 0) {
      // Of a key whose clock went back the codes are old for a while: nobody waits for hours.
      if (this.#lastStep - step > 15) break;
      yield key.device.millisecondsLeft();
    }
    yield this.#chance.whole(0, 20 * second);
    const read = key.read();
    this.#lastStep = read.step;
    yield this.#chance.whole(2 * second, typingMax) + extra;
    return read;
  }

  #typed(read: CodeRead, slip: Slip | null, what: "digits" | "confirm" | "log-in"): string {
    if (slip === "old-code" && this.#lastPasscode !== null) return this.#lastPasscode.passcode;
    const code = slip === "wrong-code" ? this.#changed(read.code) : read.code;
    if (what === "digits") return code;
    return (slip === "wrong-pin" ? this.#changed(this.card.pin) : this.card.pin) + code;
  }

  #drawSlip(what: "digits" | "confirm" | "log-in"): Slip | null {
    if (!this.#chance.happens(this.#plan.slips)) return null;
    const slip = this.#chance.pick(slipKinds);
    if (what !== "log-in" && slip !== "wrong-code") return null;
    return slip === "old-code" && this.#lastPasscode === null ? null : slip;
  }

  #changed(digits: string): string {
    const at = this.#chance.whole(0, digits.length - 1);
    const other = (Number(digits[at]) + this.#chance.whole(1, 9)) % 10;
    return digits.slice(0, at) + other + digits.slice(at + 1);
  }

  /** Shows the PASSCODE to whoever is faster; returns whether somebody used it. */
  async #isUsedBefore(passcode: string, read: CodeRead): Promise<boolean> {
    let isUsed = false;
    for (const { target, before } of this.#world.onlookers) {
      if (target !== this.card.identifier || before === undefined) continue;
      if (await before(passcode, read)) isUsed = true;
    }
    return isUsed;
  }

  async #showOnlookers(passcode: string, read: CodeRead, answer: Answer): Promise<void> {
    for (const { target, after } of this.#world.onlookers) {
      if (target === this.card.identifier) await after?.(passcode, read, answer);
    }
  }

  #entered(door: Door, visit: Visit): void {
    const { key, identifier } = this.card;
    door.known.add(identifier);
    door.refusals = 0;
    key?.entered(this.#world.now, visit.codes);
  }

  #newPin(): string {
    // Not one of those that are too easy: no run, no repetition.
    return `${this.#chance.whole(1, 9)}${this.#chance.pick(["07", "93", "58"])}${this.#chance.pick(["2", "6", "4"])}`;
  }

  #about(): readonly string[] {
    const { key, identifier } = this.card;
    return key === null ? [identifier] : [identifier, key.serial];
  }

  #broken(what: string): void {
    this.#world.witness.broken(
      "10 a good key gets in",
      `${this.card.identifier}: ${what}`,
      this.#about(),
    );
  }

  /** From now on no computer of the holder's is known any more. */
  forgetComputers(): void {
    for (const door of this.#doors) door.known.delete(this.card.identifier);
  }

  /** Whether the holder is asked for two codes in a row over the phone, and reads them out. */
  async *readTwoCodes(): Doing<{ readonly first: string; readonly second: string } | null> {
    const { key } = this.card;
    if (key === null) return null;
    const first = yield* this.#readCode(key, 0);
    const second = yield* this.#readCode(key, 0);
    return second.step === first.step + 1 ? { first: first.code, second: second.code } : null;
  }
}
