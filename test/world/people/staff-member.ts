import { actOnStaff, addStaff } from "@jeton/service";
import { attempt } from "../attempt.ts";
import { CarriedKey, type CodeRead } from "../parts/carried-key.ts";
import type { Chance } from "../parts/chance.ts";
import { DeskBrowser } from "../parts/desk-browser.ts";
import type { Answer, Door } from "../parts/door.ts";
import { factorsPage } from "../parts/factors-page.ts";
import { pinSaltIn } from "../parts/record-view.ts";
import type { Doing } from "../parts/scheduler.ts";
import type { HolderCard, World } from "../world.ts";
import type { StaffPlan } from "../world-plan.ts";
import { Hands } from "./hands.ts";
import { Visit } from "./situation.ts";

const second = 1000;
const minute = 60 * second;

/** Someone of the staff at the help desk's pages: an account, a browser, and what lets them in. */
export class StaffMember {
  readonly name: string;
  readonly plan: StaffPlan;
  /** Of an account by password: the application on their phone. Else the card of a holder's key. */
  readonly card: HolderCard;
  browser: DeskBrowser;
  isDisabled = false;
  readonly #world: World;
  readonly #chance: Chance;
  readonly #hands: Hands;
  #resets = 0;
  /** The PIN or password by which the browser was made known: with another one it is known no more. */
  #knownBy: string | null = null;

  constructor(world: World, plan: StaffPlan) {
    this.#world = world;
    this.plan = plan;
    this.name = plan.name;
    this.#chance = world.chance.of(`staff ${plan.name}`);
    this.#hands = new Hands(this.#chance, 0);
    this.card = this.#newCard();
    world.staff.set(plan.name, this.card);
    this.browser = this.#newBrowser("their desk");
  }

  get actor(): string {
    return `staff:${this.name}`;
  }

  /** Gets an account, from a terminal, and by it into the desk as far as it goes without a session. */
  async *join(): Doing {
    const { terminal } = this.#world;
    const { name, plan } = this;
    const staff = { name, role: plan.role };
    if (plan.holder !== null) {
      const factor = { kind: "key", holder: plan.holder } as const;
      await addStaff(terminal, { ...staff, factor, password: null }, "staff:root");
      return;
    }
    const password = this.#firstPassword();
    await addStaff(terminal, { ...staff, factor: { kind: "totp" }, password }, "staff:root");
    yield* this.enrol(password);
  }

  /** Logs in, however long it takes within reason. Returns whether they are in. */
  async *logIn(): Doing<boolean> {
    if (this.#chance.happens(0.1)) this.browser = this.#newBrowser("another desk");
    this.browser.leave();
    return yield* this.#give(this.browser, "log-in");
  }

  /** Gives both factors again, for an act that asks for it. */
  async *giveFactors(): Doing<boolean> {
    return yield* this.#give(factorsPage(this.browser), "log-in");
  }

  /** An administrator shuts the account, and opens it again a while later. */
  async *beShutOut(): Doing {
    await actOnStaff(this.#world.terminal, this.name, { kind: "disable" }, "staff:root");
    this.isDisabled = true;
    yield this.#chance.whole(minute, 60 * minute);
  }

  async *beLetIn(): Doing {
    await actOnStaff(this.#world.terminal, this.name, { kind: "enable" }, "staff:root");
    this.isDisabled = false;
    yield minute;
  }

  /** Both factors are made anew: the phone was lost. */
  async beReset(): Promise<string> {
    this.#resets += 1;
    const password = this.#firstPassword();
    const act = { kind: "reset", password } as const;
    await actOnStaff(this.#world.terminal, this.name, act, "staff:root");
    return password;
  }

  /** Enrols by a first password. By a clock that is wrong it can be over at once: then it is made anew. */
  async *enrol(first: string): Doing {
    const world = this.#world;
    for (let password = first; ; password = await this.beReset()) {
      const begunAt = world.now;
      if (yield* this.#enrolBy(password)) return;
      if (world.clocksAreRight() && (world.lastWrongAt ?? -1) < begunAt) {
        this.#broken("cannot enrol");
        return;
      }
      yield 60 * minute;
    }
  }

  /** The secret into the phone, an own password, the first code. Returns whether all of it is done. */
  async *#enrolBy(first: string): Doing<boolean> {
    const { browser, name } = this;
    const truth = { by: name, identifier: name, isHolder: true };
    for (let tries = 0; tries < 12; tries += 1) {
      yield this.#chance.whole(10 * second, minute);
      browser.leave();
      const given = { passcode: first, read: null, pinRight: true };
      const answer = await attempt(this.#world, { ...truth, door: browser, ...given });
      if (answer.kind !== "choose-pin") continue;
      this.card.pin = this.#ownPassword();
      const page = await browser.choosePin(this.card.pin);
      if (page.kind !== "confirm" || browser.secret === null) continue;
      this.card.key = this.#newPhone(seedOf(browser.secret));
      this.#hands.takeKey();
      const saltBefore = this.#passwordNow();
      if (yield* this.#give(browser, "confirm")) return true;
      // In force, whether or not the answer came through: whoever got none tries their own password.
      if (this.#passwordNow() !== saltBefore) return true;
    }
    return false;
  }

  /** Gives one code after the other until one is taken; with the bounds of any log-in. */
  async *#give(door: Door, stage: "log-in" | "confirm"): Doing<boolean> {
    const world = this.#world;
    const { card } = this;
    const { key } = card;
    if (key === null || card.keyAwayUntil > world.now) return false;
    // A holder's key in these hands comes to no other computer meanwhile.
    if (this.plan.holder !== null) card.keyAwayUntil = world.now + 20 * minute;
    if (this.#passwordNow() !== this.#knownBy) door.known.clear();
    const visit = new Visit(world, card, door);
    let isIn = false;
    for (let tries = 0; tries < 8 && !isIn && card.key === key; tries += 1) {
      const isSlip = stage === "log-in" && this.#chance.happens(0.05);
      const read = yield* this.#hands.readCode(key, 0);
      const wasQuiet = visit.isQuiet() && visit.excuses === 0;
      if (isSlip) visit.excuses += 1;
      visit.note(read, true);
      if (this.isDisabled) visit.isPromised = false;
      const answer = await this.#present(door, stage, { read, isSlip });
      if (isSlip && wasQuiet && answer.kind === "refused") await this.#burn(door, read);
      const how = this.#note(answer, visit, door);
      if (how === "over") break;
      if (how === "in") {
        isIn = true;
        // Nobody is logged in by an enrolment, and no browser is known by it.
        if (stage === "log-in") door.known.add(card.identifier);
        this.#knownBy = this.#passwordNow();
      } else yield how;
    }
    if (this.plan.holder !== null) card.keyAwayUntil = 0;
    return isIn;
  }

  /** Returns by what the password or PIN in force is told from others; null where none is. */
  #passwordNow(): string | null {
    return pinSaltIn(this.#world.ledger.recordOf(this.card.key?.serial ?? ""));
  }

  #present(
    door: Door,
    stage: "log-in" | "confirm",
    { read, isSlip }: { readonly read: CodeRead; readonly isSlip: boolean },
  ): Promise<Answer> {
    const { name, card } = this;
    const passcode = (isSlip ? wrong(card.pin) : card.pin) + read.code;
    const truth = { read, pinRight: !isSlip, isHolder: true };
    return attempt(this.#world, { by: name, door, identifier: name, passcode, stage, ...truth });
  }

  /** Law 3 at this door, too: the code that came with a wrong password is spent. */
  async #burn(door: Door, read: CodeRead): Promise<void> {
    this.#world.mustBeSpent.add(`${read.serial}/${read.step}`);
    await this.#present(door, "log-in", { read, isSlip: false });
  }

  /** Takes note of an answer; returns for how long to wait before the next code. */
  #note(answer: Answer, visit: Visit, door: Door): number | "in" | "over" {
    const world = this.#world;
    const { card } = this;
    switch (answer.kind) {
      case "in":
        if (this.isDisabled)
          world.witness.broken("nobody else gets in", this.#says("in, and disabled"), this.about());
        world.figures.staffLogins += 1;
        door.refusals = 0;
        card.key?.entered(world.now, visit.isNextWanted);
        return "in";
      case "refused": {
        visit.noteRefused();
        if (card.key !== null) card.key.guesses += 1;
        const broken = visit.codes === visit.codesMax ? visit.brokenBy() : null;
        if (broken !== null) this.#broken(broken);
        return 0;
      }
      case "away":
        visit.excuses += 1;
        return 20 * second;
      case "too-many":
        visit.excuses += 1;
        return answer.seconds * second;
      case "choose-pin":
      case "confirm":
      case "expired":
      case "odd":
        return "over";
      default:
        return answer satisfies never;
    }
  }

  about(): readonly string[] {
    const { key } = this.card;
    return [this.name, ...(key === null ? [] : [key.serial])];
  }

  #says(what: string): string {
    return `${this.name} (staff): ${what}`;
  }

  #broken(what: string): void {
    this.#world.figures.shutOut += 1;
    this.#world.witness.broken("10 a good key gets in", this.#says(what), this.about());
  }

  #newCard(): HolderCard {
    const { holder, name } = this.plan;
    if (holder !== null) {
      const card = this.#world.holders.get(holder);
      if (card === undefined) throw new RangeError(`Cannot log ${name} in by a key: no ${holder}`);
      return card;
    }
    // Until the secret is in it, the phone shows nothing that is right.
    const key = this.#newPhone(this.#chance.bytes(20));
    return { identifier: name, key, pin: "", keyAwayUntil: 0 };
  }

  #newPhone(seed: Uint8Array): CarriedKey {
    const { time } = this.#world;
    return new CarriedKey(`staff-${this.name}`, this.#chance, { time, stockYears: 0, phone: seed });
  }

  #newBrowser(where: string): DeskBrowser {
    const browser = this.#world.newDoor("desk", `${where} (${this.name})`);
    if (!(browser instanceof DeskBrowser)) throw new TypeError("Cannot open the desk");
    return browser;
  }

  #firstPassword(): string {
    return `first password ${this.#resets} of-${this.#chance.digits(8)}-once`;
  }

  #ownPassword(): string {
    return `own words ${this.#chance.digits(5)} here`;
  }
}

/** Returns the seed that stands in the page, in Base32 (RFC 4648 §6). */
function seedOf(secret: string): Uint8Array {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret.replaceAll(" ", "")]
    .map((sign) => alphabet.indexOf(sign).toString(2).padStart(5, "0"))
    .join("");
  const bytes = bits.match(/.{8}/gu) ?? [];
  return Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 2));
}

/** Returns a PIN or password of the same form that differs in its first sign. */
function wrong(word: string): string {
  return (word.startsWith("8") ? "3" : "8") + word.slice(1);
}
