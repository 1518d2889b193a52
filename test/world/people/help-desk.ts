import type { CarriedKey } from "../parts/carried-key.ts";
import type { Chance } from "../parts/chance.ts";
import { origin } from "../parts/node.ts";
import type { Doing } from "../parts/scheduler.ts";
import type { World } from "../world.ts";
import type { Caller } from "./caller.ts";
import { useRecoveryCodes } from "./recovery-codes.ts";
import type { StaffWork } from "./staff-work.ts";
import { useTemporaryCode } from "./temporary-codes.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** What is done to a key, as the API is told. */
type Act = {
  readonly act: string;
  readonly identifier?: string;
  readonly first?: string;
  readonly second?: string;
};

/** The help desk, by the acts of the API and by its pages: hands keys out, helps who calls, and errs now and then. */
export class HelpDesk {
  readonly #world: World;
  readonly #chance: Chance;
  readonly #holders: Caller[] = [];
  readonly #staff: StaffWork[] = [];

  constructor(world: World) {
    this.#world = world;
    this.#chance = world.chance.of("help desk");
  }

  knows(holder: Caller): void {
    this.#holders.push(holder);
  }

  /** Has somebody at hand who acts by the desk's pages. */
  joins(work: StaffWork): void {
    this.#staff.push(work);
  }

  /** Puts a new key in stock and assigns it; tries again while the service is away. */
  async *handOut(key: CarriedKey, identifier: string): Doing {
    const seedHex = Buffer.from(key.seed).toString("hex");
    yield* this.#insist("/api/v1/keys", { serial: key.serial, seedHex, ...key.said() });
    yield* this.act(key.serial, { act: "assign", identifier });
  }

  /** Does one act on a key, until it is known to be done: by the desk's pages where somebody can. */
  async *act(serial: string, body: Act): Doing {
    const told = (yield* this.#actByPages(serial, body)) ?? (yield* this.#actByApi(serial, body));
    this.#world.witness.tell([serial], `help desk: ${JSON.stringify(body)}: ${told}`);
  }

  async *#actByApi(serial: string, body: Act): Doing<string> {
    return String(yield* this.#insist(`/api/v1/keys/${serial}/acts`, body));
  }

  /** Returns what came of it, and by whom; null when nobody of the staff can do it. */
  async *#actByPages(serial: string, body: Act): Doing<string | null> {
    const { act, identifier, ...codes } = body;
    const able = this.#staff.filter(
      ({ staff }) => act !== "retire" || staff.plan.role === "officer",
    );
    if (able.length === 0 || !this.#chance.happens(0.8)) return null;
    const who = this.#chance.pick(able);
    // Codes that were read out are old in a minute.
    if (act === "resynchronise" && !who.isReady) return null;
    const given = { ...codes, ...(identifier !== undefined && { holder: identifier }) };
    const fields = { reason: "as asked for", ...given, ...(act === "hand-over" && { days: "14" }) };
    const told = yield* who.act(serial, act, fields);
    return told === null ? null : `${told}, by ${who.staff.name}`;
  }

  /** Helps a holder who calls because nothing works: looks at the key, unlocks, resynchronises. */
  async *help(holder: Caller): Doing {
    const { card } = holder;
    const { key } = card;
    if (key === null) return;
    this.#world.figures.helpDeskCalls += 1;
    yield this.#chance.whole(minute, 10 * minute);
    const state = this.#world.ledger.recordOf(key.serial)?.state.kind;
    if (state === "suspended") yield* this.act(key.serial, { act: "resume" });
    yield* this.act(key.serial, { act: "unlock" });
    if (state !== "in-service" && state !== "suspended") return;
    yield* this.#resynchronise(holder, key);
  }

  async *#resynchronise(holder: Caller, key: CarriedKey): Doing {
    const codes = yield* holder.readTwoCodes();
    if (codes === null) return;
    yield* this.act(key.serial, { act: "resynchronise", ...codes });
  }

  /** Acts without being asked: routine, requests, and mistakes. */
  async *work(everyDays: number): Doing {
    while (this.#holders.length > 0) {
      yield this.#chance.untilNext(everyDays * day);
      const holder = this.#chance.pick(this.#holders);
      const { card } = holder;
      const { key } = card;
      if (key === null || key.lastIn === null) continue;
      yield* this.#something(holder, key);
    }
  }

  /** Issues temporary codes to holders whose keys are not at hand, who use them or the recovery codes that they printed. */
  async *helpWithoutKeys(everyDays: number): Doing {
    const chance = this.#world.chance.of("keys left at home");
    while (this.#holders.length > 0) {
      yield chance.untilNext(everyDays * day);
      const holder = chance.pick(this.#holders);
      if (chance.happens(0.4)) yield* useRecoveryCodes(this.#world, chance, holder);
      else yield* useTemporaryCode(this.#world, chance, holder.card, this);
    }
  }

  /** Has a temporary code issued by the API; null where none is told. */
  async *issue(serial: string, body: object): Doing<string | null> {
    const id = Buffer.from(this.#chance.bytes(12)).toString("hex");
    for (;;) {
      const answer = await this.#ask(`/api/v1/keys/${serial}/acts`, body, id);
      this.#world.takeFaults();
      if (answer !== null && answer.status < 500) {
        const told = (await answer.json()) as { readonly code?: string };
        return answer.status === 200 ? (told.code ?? null) : null;
      }
      yield this.#chance.whole(1000, minute);
    }
  }

  async *#something(holder: Caller, key: CarriedKey): Doing {
    const { serial } = key;
    const kind = this.#chance.pick([
      ...(["unlock", "suspend", "clear-pin", "lose", "retire", "resynchronise"] as const),
      ...(["wrong-key", "hand-over"] as const),
    ]);
    switch (kind) {
      case "suspend":
      case "wrong-key":
        // Suspended by mistake or on request; noticed or asked for sooner or later.
        yield* this.act(serial, { act: "suspend" });
        yield this.#chance.whole(hour, day);
        if (this.#stateOf(serial) === "suspended") yield* this.act(serial, { act: "resume" });
        return;
      case "lose":
      case "retire":
        yield* this.act(serial, { act: kind });
        if (holder.card.key === key) holder.card.key = null;
        return;
      case "resynchronise":
        yield* this.#resynchronise(holder, key);
        return;
      case "clear-pin":
        yield* this.act(serial, { act: kind });
        // What was known of the holder's computers may be over with the PIN.
        holder.forgetComputers();
        return;
      case "hand-over":
      case "unlock":
        yield* this.act(serial, { act: kind });
        return;
      default:
        kind satisfies never;
    }
  }

  #stateOf(serial: string): string | undefined {
    return this.#world.ledger.recordOf(serial)?.state.kind;
  }

  async *#insist(path: string, body: object): Doing<number> {
    const id = Buffer.from(this.#chance.bytes(12)).toString("hex");
    for (;;) {
      const status = await this.#send(path, body, id);
      this.#world.takeFaults();
      if (status !== null && status < 500) return status;
      yield this.#chance.whole(1000, minute);
    }
  }

  async #send(path: string, body: object, id: string): Promise<number | null> {
    return (await this.#ask(path, body, id))?.status ?? null;
  }

  #ask(path: string, body: object, id: string): Promise<Response | null> {
    const headers = {
      "content-type": "application/json",
      authorization: `Bearer ${this.#world.token}`,
      "idempotency-key": id,
      origin,
    };
    const init = { method: "POST", headers, body: JSON.stringify(body) };
    const node = this.#chance.pick(this.#world.nodes);
    return node.request(path, init, "10.255.0.1");
  }
}
