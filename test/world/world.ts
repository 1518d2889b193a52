import {
  createKeyring,
  type DocumentStore,
  defaultPolicy,
  type Policy,
  unixMilliseconds,
} from "@jeton/core";
import { VirtualTime } from "@jeton/key";
import { addToken, scopes, verifyTrail } from "@jeton/service";
import type { OpenedStore } from "@jeton/store";
import {
  actOnStoredKey,
  ensureDecoys,
  type PasswordVerifier,
  type Ports,
} from "@jeton/validator/parts";
import { count, type Figures, newFigures } from "./figures.ts";
import { Browser, type Network } from "./parts/browser.ts";
import type { CarriedKey, CodeRead } from "./parts/carried-key.ts";
import { Chance } from "./parts/chance.ts";
import { DeskBrowser } from "./parts/desk-browser.ts";
import { Directory } from "./parts/directory.ts";
import type { Answer, Door, RefusalPlace } from "./parts/door.ts";
import { storeFaults } from "./parts/faulty-store.ts";
import { Ledger, observedStore } from "./parts/ledger.ts";
import { Node } from "./parts/node.ts";
import { Program } from "./parts/program.ts";
import { Scheduler } from "./parts/scheduler.ts";
import { ServerClock } from "./parts/server-clock.ts";
import { Witness } from "./parts/witness.ts";
import type { WorldStore } from "./parts/world-store.ts";
import type { WorldPlan } from "./world-plan.ts";

/** Every world begins here: 2026-01-01. */
const beginning = unixMilliseconds(1_767_225_600_000);

/** What is changed on purpose, to see a law fail. */
export type Mutation = {
  /** Stands between the service and its store. */
  readonly distort?: (store: OpenedStore) => OpenedStore;
  /** Stands between the doors and the people; knows the state of the key, null for none. */
  readonly answerAs?: (
    answer: Answer,
    passcode: string,
    state: string | null,
    door: Door["kind"],
  ) => Answer;
  readonly shapeAs?: (shape: string, attempt: number, place: RefusalPlace) => string;
  readonly policy?: Partial<Policy>;
  /** Whether browsers and programs forget by what they are known. */
  readonly forgetsDevices?: boolean;
  /** Stands between the service and its directory. */
  readonly passwords?: (directory: PasswordVerifier) => PasswordVerifier;
  /** Stands between the service and its documents. */
  readonly documents?: (documents: DocumentStore, now: () => number) => DocumentStore;
  /** Whether the desk takes forms with the token of another session. */
  readonly takesForeignForms?: boolean;
};

/** Somebody at a moment with a PASSCODE in their hands; who is told of it may be faster, or see it. */
export type Onlooker = {
  readonly target: string;
  /** Acts before the PASSCODE arrives; returns whether this very PASSCODE was used. */
  readonly before?: (passcode: string, read: CodeRead) => Promise<boolean>;
  readonly after?: (passcode: string, read: CodeRead, answer: Answer) => Promise<void>;
};

/** Who holds which key; the truth, not what the store says. */
export type HolderCard = {
  readonly identifier: string;
  key: CarriedKey | null;
  pin: string;
  /** The key is with somebody else until then. */
  keyAwayUntil: number;
};

/** One simulated world: nodes over a store, people, and a witness. */
export class World {
  readonly plan: WorldPlan;
  readonly chance: Chance;
  readonly time = new VirtualTime(beginning);
  readonly scheduler: Scheduler;
  readonly witness: Witness;
  readonly ledger: Ledger;
  readonly figures: Figures = newFigures();
  /** Who has which password, key or none. */
  readonly directory = new Directory();
  readonly nodes: readonly Node[];
  readonly policy: Policy;
  readonly holders = new Map<string, HolderCard>();
  /** The staff, by their accounts; whoever goes by a holder's key has that holder's card. */
  readonly staff = new Map<string, HolderCard>();
  readonly onlookers: Onlooker[] = [];
  readonly mutation: Mutation;
  /** Codes that an attempt accepted, or must have spent: "serial/step". */
  readonly accepted = new Set<string>();
  readonly mustBeSpent = new Set<string>();
  /** Challenges that were answered, right or wrong. */
  readonly answered = new Set<string>();
  /** The first refusal of each kind of door, with which all others are compared. */
  readonly refusalOf = new Map<RefusalPlace, string>();
  /** When a server's clock was wrong last; null for never. */
  lastWrongAt: number | null = null;
  /** Why the service refused last, by serial, as staff read it. */
  readonly reasonOf = new Map<string, string>();
  /** Draws which attempts are sent again. */
  readonly retries: Chance;
  /** Attempts that were begun, and that are not over. */
  attemptsBegun = 0;
  attemptsUnderWay = 0;
  presentations = 0;
  faultShare = 0;
  token = "";
  readonly #store: OpenedStore;
  readonly #removeStore: () => void;
  #addresses = 0;

  constructor(plan: WorldPlan, mutation: Mutation, opened: WorldStore) {
    this.plan = plan;
    this.mutation = mutation;
    this.policy = {
      ...{ ...defaultPolicy, ...mutation.policy },
      pinHashCost: { logN: 1, r: 1, p: 1 },
    };
    this.chance = new Chance(plan.seed, "world");
    this.retries = this.chance.of("retries");
    const endsAt = unixMilliseconds(beginning + plan.days * 86_400_000);
    this.scheduler = new Scheduler(this.time, endsAt);
    this.witness = new Witness(() => this.time.now());
    this.ledger = new Ledger(this.witness);
    this.ledger.onEvent = ({ serial, reason, kind }) => this.reasonOf.set(serial, reason ?? kind);
    this.directory.onShown = (identifier) => this.#checkShown(identifier);
    this.#removeStore = opened.remove;
    this.#store = observedStore(opened.store, this.ledger);
    const keyring = createKeyring([new Uint8Array(32).fill(7)]);
    this.nodes = Array.from({ length: plan.nodes }, (_, index) => {
      const name = `node ${index}`;
      const chance = this.chance.of(name);
      return new Node({
        ...{ name, chance, keyring, store: this.#store, policy: this.policy },
        clock: new ServerClock(() => this.time.now(), chance.whole(-50, 50)),
        drawFault: () => (chance.happens(this.faultShare) ? chance.pick(storeFaults) : null),
        witness: this.witness,
        documents: this.#documents(),
        passwords: mutation.passwords?.(this.directory) ?? this.directory,
        ...(mutation.distort && { distort: mutation.distort }),
      });
    });
  }

  get now(): number {
    return this.time.now();
  }

  get days(): number {
    return (this.now - beginning) / 86_400_000;
  }

  /** Makes what every installation has before its first holder: decoys and a token for programs. */
  async open(): Promise<void> {
    const [first] = this.nodes;
    if (first === undefined) throw new RangeError("Cannot open a world without nodes");
    await ensureDecoys(first.ports);
    const wanted = { name: "world", scopes, createdBy: "system", expiresAt: null };
    this.token = (await addToken(first.ports, wanted)).token;
  }

  /** Checks what only the end can show, and closes the store. */
  async close(): Promise<void> {
    const report = await verifyTrail(this.terminal, { sinceCheckpoint: false, expected: null });
    for (const broken of report.broken) {
      this.witness.broken("9 tamper evidence", JSON.stringify(broken), []);
    }
    this.figures.worlds += 1;
    this.figures.days += this.days;
    await this.#store.close();
    this.#removeStore();
  }

  #documents(): DocumentStore {
    const { documents } = this.#store;
    return this.mutation.documents?.(documents, () => this.now) ?? documents;
  }

  /** Returns by what somebody gets in at this kind of door; undefined for nobody. */
  cardAt(kind: Door["kind"], identifier: string): HolderCard | undefined {
    return kind === "desk" ? this.staff.get(identifier) : this.holders.get(identifier);
  }

  /** What commands at a terminal go by: a process of their own, which nothing strikes. */
  get terminal(): Ports {
    const [first] = this.nodes;
    if (first === undefined) throw new RangeError("Cannot use a world without nodes");
    return { ...first.ports, store: this.#store };
  }

  async unlockFromTerminal(serial: string): Promise<void> {
    await actOnStoredKey(this.terminal, serial, { kind: "unlock" }, "staff:root");
  }

  clocksAreRight(): boolean {
    return this.nodes.every(({ clock }) => clock.isRight());
  }

  /** Returns a door that nobody has used yet: another browser, or another program. */
  newDoor(kind: Door["kind"], name: string, hasKeypad = false): Door {
    this.#addresses += 1;
    const address = `10.${this.#addresses >> 16}.${(this.#addresses >> 8) & 255}.${this.#addresses & 255}`;
    const chance = this.chance.of(`routes of ${name} ${this.#addresses}`);
    const network: Network = {
      now: () => this.time.now(),
      keepsDevices: this.mutation.forgetsDevices !== true,
      route: () => chance.pick(this.nodes),
      onRefusal: (place, shape) => this.#compareRefusal(place, shape),
      onOtherAnswer: (door, first, other) => {
        // A node whose clock is wrong takes an answer of a moment ago for an old one.
        if (!this.clocksAreRight()) return;
        const what = `an attempt at the ${door} got two answers: ${firstDifference(first, other)}`;
        this.witness.broken("11 one attempt, one answer", what, []);
      },
    };
    if (kind === "desk") return new DeskBrowser(name, address, network);
    if (kind === "portal") return new Browser(name, { address, network, hasKeypad });
    return new Program(name, kind, { address, token: this.token, network, hasKeypad });
  }

  /** Returns the faults that struck since the last call. */
  takeFaults(): readonly string[] {
    const faults = this.nodes.flatMap((node) => node.takeFaults());
    this.figures.faults += faults.length;
    return faults;
  }

  #compareRefusal(place: RefusalPlace, given: string): void {
    // A node takes what a browser got from another one, with its clock ahead, for something that is over.
    if (place.includes("'s page") && !this.#clocksWereRight()) return;
    const shape = this.mutation.shapeAs?.(given, this.figures.attempts, place) ?? given;
    const first = this.refusalOf.get(place);
    if (first === undefined) this.refusalOf.set(place, shape);
    else if (first !== shape) {
      const what = `two refusals at the ${place} differ: ${firstDifference(first, shape)}`;
      this.witness.broken("6 no oracle", what, []);
    }
  }

  /** Returns whether all clocks are right, and were as long as a session lasts. */
  #clocksWereRight(): boolean {
    return this.clocksAreRight() && this.now - (this.lastWrongAt ?? 0) >= sessionMilliseconds;
  }

  /** What people with a key type is never shown to the directory. */
  #checkShown(identifier: string): void {
    if (!this.ledger.hasKey(identifier)) return;
    const what = `what ${identifier} typed was shown to the directory, though they have a key`;
    this.witness.broken("passwords are for people without a key", what, [identifier]);
  }

  noteRefusal(reason: string): void {
    count(this.figures.refusals, reason);
  }
}

/** How long a session of the portal lasts. */
const sessionMilliseconds = 8 * 3_600_000;

function firstDifference(one: string, other: string): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const excerpt = (text: string) => JSON.stringify(text.slice(Math.max(0, at - 20), at + 60));
  return `${excerpt(one)} and ${excerpt(other)}`;
}
