import type { Chance } from "../parts/chance.ts";
import type { DeskAnswer, DeskBrowser, OpenForm } from "../parts/desk-browser.ts";
import type { Doing } from "../parts/scheduler.ts";
import type { World } from "../world.ts";
import type { StaffMember } from "./staff-member.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** A session at the desk is over so long after its last request, and so long after its log-in. */
const idleLasts = 20 * minute;
const sessionLasts = 10 * hour;

/** By what a session of the staff ends in this world. */
const endings = ["sign-out", "idle", "disabled", "reset", "key"] as const;

/** A session as its owner knows it. */
type Session = { readonly startedAt: number; lastAt: number; readonly endings: number };

/** What somebody of the staff does all day: acts by the desk's pages, and sessions that end. */
export class StaffWork {
  readonly staff: StaffMember;
  readonly #world: World;
  readonly #chance: Chance;
  #session: Session | null = null;
  #isBusy = false;
  #isThere = false;

  constructor(world: World, staff: StaffMember) {
    this.#world = world;
    this.staff = staff;
    this.#chance = world.chance.of(`work of ${staff.name}`);
  }

  async *live(): Doing {
    yield this.#chance.whole(hour, 3 * hour);
    yield* this.staff.join();
    this.#isThere = true;
    for (;;) {
      const sinceMidnight = this.#world.now % day;
      yield Math.round(day - sinceMidnight + this.#chance.between(7, 17) * hour);
      yield* this.#hold(this.#sitDown());
    }
  }

  /** Whether an act can be done at once. */
  get isReady(): boolean {
    return this.#session !== null && !this.#isBusy && !this.staff.isDisabled;
  }

  /** Does an act on a key by the desk's pages. Returns what came of it; null when the desk cannot be used. */
  async *act(serial: string, act: string, fields: Fields): Doing<DeskAnswer["kind"] | null> {
    if (!this.#isThere || this.staff.isDisabled) return null;
    let done: DeskAnswer["kind"] | null = null;
    yield* this.#hold(
      (async function* (work: StaffWork): Doing {
        done = yield* work.#act(serial, act, fields);
      })(this),
    );
    return done;
  }

  /** One thing after the other: there is one browser. */
  async *#hold(doing: Doing): Doing {
    while (this.#isBusy) yield 15 * second;
    this.#isBusy = true;
    yield* doing;
    this.#isBusy = false;
  }

  async *#act(serial: string, act: string, fields: Fields): Doing<DeskAnswer["kind"] | null> {
    for (let tries = 0; tries < 8; tries += 1) {
      const opened = await this.staff.browser.openAct(act, serial);
      this.#world.takeFaults();
      switch (opened.kind) {
        case "form": {
          this.#seen();
          yield this.#chance.whole(5 * second, minute);
          const sent = await this.#send(opened.form, serial, fields);
          if (sent.kind === "done" || sent.kind === "impossible") return sent.kind;
          yield 10 * second;
          break;
        }
        case "log-in":
          this.#checkEndedEarly();
          if (!(yield* this.#logIn())) return null;
          break;
        case "factors":
          yield* this.staff.giveFactors();
          this.#seen();
          break;
        case "away":
          yield 20 * second;
          break;
        case "odd":
          this.#broken("the service answers", opened.what, serial);
          return null;
        case "done":
        case "impossible":
        case "turned-down":
          return opened.kind;
        default:
          return opened satisfies never;
      }
    }
    return null;
  }

  /** Law 7 for acts: what is said to be done is in the key's trail, and what is not, is not. */
  async #send(form: OpenForm, serial: string, fields: Fields): Promise<DeskAnswer> {
    const { ledger } = this.#world;
    const { actor, browser } = this.staff;
    const before = ledger.actsBy(actor, serial);
    const sent = await browser.sendAct(form, serial, fields);
    const faults = this.#world.takeFaults();
    this.#seen();
    const done = ledger.actsBy(actor, serial) - before;
    if (sent.kind === "done") this.#world.figures.deskActs += 1;
    const wanted = sent.kind === "done" ? 1 : 0;
    if (faults.length === 0 && done !== wanted) {
      const what = `${form.path} answered ${sent.kind}, and ${done} acts are in the trail`;
      this.#broken("7 counted before answered", what, serial);
    }
    return sent;
  }

  async *#logIn(): Doing<boolean> {
    this.#session = null;
    if (!(yield* this.staff.logIn())) return false;
    const { now } = this.#world;
    this.#session = { startedAt: now, lastAt: now, endings: this.#endings() };
    return true;
  }

  /** A day at the desk: looks at keys, tries what must not be possible, and a session that ends. */
  async *#sitDown(): Doing {
    if (!(yield* this.#logIn())) return;
    const serial = this.#someKey();
    if (serial === null) return;
    yield this.#chance.whole(second, 2 * minute);
    const { browser } = this.staff;
    const opened = await browser.openAct("unlock", serial);
    this.#seen();
    if (opened.kind !== "form") return;
    const { form } = opened;
    const takesAny = this.#world.mutation.takesForeignForms === true;
    const foreign = takesAny ? form : await browser.foreignForm(form);
    await this.#mustNot(browser, foreign, serial, "with another's token");
    if (this.staff.plan.role !== "officer") {
      const retire = { path: "/desk/key/retire", csrf: form.csrf };
      await this.#mustNot(browser, retire, serial, `by the role "${this.staff.plan.role}"`);
    }
    this.#seen();
    const copy = browser.copy(`a copy of the desk's session of ${this.staff.name}`);
    yield* this.#endSession(copy, form, serial);
  }

  async *#endSession(copy: DeskBrowser, form: OpenForm, serial: string): Doing {
    const world = this.#world;
    const { staff } = this;
    const begunAt = this.#session?.startedAt ?? world.now;
    const how = this.#chance.pick(endings);
    let first = "";
    switch (how) {
      case "sign-out":
        if (!(await staff.browser.signOut())) return;
        break;
      case "idle":
        yield idleLasts + this.#chance.whole(2 * second, hour);
        break;
      case "disabled":
        yield* staff.beShutOut();
        break;
      case "reset":
        if (staff.plan.holder !== null) return;
        first = await staff.beReset();
        break;
      case "key":
        // Of an account by a holder's key: whatever is done to that key ends the session.
        if (staff.plan.holder === null || staff.card.key === null) return;
        await world.unlockFromTerminal(staff.card.key.serial);
        break;
      default:
        how satisfies never;
    }
    this.#session = null;
    world.takeFaults();
    world.witness.tell(staff.about(), `${staff.name}'s session at the desk ends: ${how}`);
    const isTimed = world.clocksAreRight() && (world.lastWrongAt ?? -1) < begunAt;
    if (isTimed || how !== "idle")
      await this.#mustNot(copy, form, serial, `after its end (${how})`);
    if (how === "disabled") yield* staff.beLetIn();
    if (first !== "") yield* staff.enrol(first);
  }

  /** Sends a form that must do nothing: no act may be in the trail after it. */
  async #mustNot(browser: DeskBrowser, form: OpenForm, serial: string, why: string): Promise<void> {
    const world = this.#world;
    const { actor, name } = this.staff;
    const before = world.ledger.actsBy(actor, serial);
    const sent = await browser.sendAct(form, serial, { reason: "none" });
    world.takeFaults();
    world.figures.actsTurnedDown += 1;
    if (world.ledger.actsBy(actor, serial) === before && sent.kind !== "done") return;
    this.#broken("acts of staff only", `${form.path} was done ${why}, by ${name}`, serial);
  }

  /** A session must not end before its time, either. */
  #checkEndedEarly(): void {
    const world = this.#world;
    const session = this.#session;
    if (session === null || !world.clocksAreRight() || this.#endings() !== session.endings) return;
    if ((world.lastWrongAt ?? -1) >= session.startedAt || this.staff.isDisabled) return;
    // Being seen is written down once a minute only.
    const isIdle = world.now - session.lastAt >= idleLasts - minute;
    if (isIdle || world.now - session.startedAt >= sessionLasts) return;
    this.#broken("sessions end", "a session at the desk is over though nothing ended it", "");
  }

  /** How often what the session rests on was ended: a holder's key that is acted on ends it. */
  #endings(): number {
    const { plan, card } = this.staff;
    return plan.holder === null ? 0 : this.#world.ledger.endingsOf(card.key?.serial ?? "");
  }

  #seen(): void {
    if (this.#session !== null) this.#session.lastAt = this.#world.now;
  }

  #someKey(): string | null {
    const serials = [...this.#world.holders.values()].flatMap(({ key }) => key?.serial ?? []);
    return serials.length === 0 ? null : this.#chance.pick(serials);
  }

  #broken(law: Parameters<World["witness"]["broken"]>[0], what: string, serial: string): void {
    const { name } = this.staff;
    this.#world.witness.broken(law, `${name} (staff): ${what}`, [...this.staff.about(), serial]);
  }
}

type Fields = Readonly<Record<string, string>>;
