import type { CarriedKey } from "../parts/carried-key.ts";
import type { Chance } from "../parts/chance.ts";
import { origin } from "../parts/node.ts";
import type { Doing } from "../parts/scheduler.ts";
import type { HolderCard, World } from "../world.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Somebody with a key, as the help desk knows them: on the phone. */
export type Caller = {
  readonly card: HolderCard;
  /** Reads out two codes in a row; null when one was missed. */
  readonly readTwoCodes: () => Doing<{ readonly first: string; readonly second: string } | null>;
  /** Is told that no computer is known any more. */
  readonly forgetComputers: () => void;
};

/** The help desk, by the acts of the API: hands keys out, helps who calls, and errs now and then. */
export class HelpDesk {
  readonly #world: World;
  readonly #chance: Chance;
  readonly #holders: Caller[] = [];

  constructor(world: World) {
    this.#world = world;
    this.#chance = world.chance.of("help desk");
  }

  knows(holder: Caller): void {
    this.#holders.push(holder);
  }

  /** Puts a new key in stock and assigns it; tries again while the service is away. */
  async *handOut(key: CarriedKey, identifier: string): Doing {
    const seedHex = Buffer.from(key.seed).toString("hex");
    yield* this.#insist("/api/v1/keys", { serial: key.serial, seedHex });
    yield* this.act(key.serial, { act: "assign", identifier });
  }

  /** Does one act on a key, until it is known to be done. */
  async *act(serial: string, body: object): Doing<number> {
    const status = yield* this.#insist(`/api/v1/keys/${serial}/acts`, body);
    this.#world.witness.tell([serial], `help desk: ${JSON.stringify(body)}: ${status}`);
    return status;
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
    const headers = {
      "content-type": "application/json",
      authorization: `Bearer ${this.#world.token}`,
      "idempotency-key": id,
      origin,
    };
    const init = { method: "POST", headers, body: JSON.stringify(body) };
    const node = this.#chance.pick(this.#world.nodes);
    const answer = await node.request(path, init, "10.255.0.1");
    return answer === null ? null : answer.status;
  }
}
