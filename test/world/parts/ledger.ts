import {
  type AuditHead,
  type ChainedEvent,
  chainEvent,
  emptyAuditHead,
  type KeyRecord,
} from "@jeton/core";
import type { OpenedStore } from "@jeton/store";
import type { Witness } from "./witness.ts";

type Account = {
  readonly head: AuditHead;
  readonly lastStep: number | null;
  readonly record: KeyRecord | null;
  /** How many events ended the sessions of the key. */
  readonly endings: number;
};

const nothing: Account = { head: emptyAuditHead, lastStep: null, record: null, endings: 0 };

/** Events that end the sessions of a key: sign-out, a new PIN, each act of the help desk. */
const ending: readonly ChainedEvent["kind"][] = [
  ...(["signed-out", "pin-changed", "assigned", "handed-over", "pin-cleared", "unlocked"] as const),
  ...(["resynchronised", "suspended", "resumed", "lost", "retired"] as const),
  ...(["temporary-code-issued", "temporary-code-ended"] as const),
];

/** Events by which a step is accepted. */
const accepting: readonly ChainedEvent["kind"][] = [
  ...(["accepted", "commissioned", "first-code", "pin-changed"] as const),
];

/**
 * Follows everything that is stored of keys, as someone at the database could, and checks after
 * each commit what must hold of records and events: laws 2, 3 and 9.
 */
export class Ledger {
  readonly #accounts = new Map<string, Account>();
  readonly #witness: Witness;
  #decoyEvents = 0;
  readonly #acts = new Map<string, number>();
  /** Called with each event as it is stored. */
  onEvent: (event: ChainedEvent, record: KeyRecord) => void = () => {};

  constructor(witness: Witness) {
    this.#witness = witness;
  }

  /** Returns how many events stand in the key's trail. */
  eventsOf(serial: string): number {
    return this.#account(serial).head.count;
  }

  /** Returns how many events stand in the trails of all decoys. */
  decoyEvents(): number {
    return this.#decoyEvents;
  }

  lastStepOf(serial: string): number | null {
    return this.#account(serial).lastStep;
  }

  /** Returns how many acts on the key stand in its trail in the name of this actor. */
  actsBy(actor: string, serial: string): number {
    return this.#acts.get(`${actor} ${serial}`) ?? 0;
  }

  /** Returns how often the sessions of the key were ended. */
  endingsOf(serial: string): number {
    return this.#account(serial).endings;
  }

  /** Returns whether a key in the store is this person's, in whatever state. */
  hasKey(holder: string): boolean {
    return [...this.#accounts.values()].some(({ record }) => record?.holder === holder);
  }

  recordOf(serial: string): KeyRecord | null {
    return this.#account(serial).record;
  }

  /** Returns whether the record's last event was noted, with another change. */
  hasHead({ serial, audit }: KeyRecord): boolean {
    const { head } = this.#account(serial);
    return head.count === audit.count && head.hash === audit.hash;
  }

  /** Takes note of what now stands in the store. */
  committed(record: KeyRecord, events: readonly ChainedEvent[]): void {
    const { serial, lastStep } = record;
    const before = this.#account(serial);
    let { head } = before;
    if (serial.startsWith("decoy-")) this.#decoyEvents += events.length;
    for (const event of events) {
      this.#checkChain(serial, head, event);
      this.#checkStep(before, record, event);
      head = { count: event.sequence, hash: event.hash };
      if (ending.includes(event.kind)) {
        const by = `${event.actor} ${serial}`;
        this.#acts.set(by, (this.#acts.get(by) ?? 0) + 1);
      }
      this.onEvent(event, record);
    }
    if (head.count !== record.audit.count || head.hash !== record.audit.hash) {
      this.#broken("9 tamper evidence", serial, "the record's head is not its last event");
    }
    if ((before.lastStep ?? -1) > (lastStep ?? -1)) {
      const what = `lastStep went back from ${before.lastStep} to ${lastStep}`;
      this.#broken("2 single use", serial, what);
    }
    const ended = events.filter(({ kind }) => ending.includes(kind)).length;
    const endings = before.endings + ended;
    this.#accounts.set(serial, { head, lastStep, record, endings });
  }

  #account(serial: string): Account {
    return this.#accounts.get(serial) ?? nothing;
  }

  #checkChain(serial: string, head: AuditHead, event: ChainedEvent): void {
    const expected = chainEvent(serial, head, event);
    if (expected.sequence === event.sequence && expected.hash === event.hash) return;
    this.#broken("9 tamper evidence", serial, `event ${event.sequence} breaks the chain`);
  }

  #checkStep(before: Account, after: KeyRecord, { kind, step }: ChainedEvent): void {
    if (step === null) return;
    const { serial } = after;
    if (accepting.includes(kind) && step <= (before.lastStep ?? -1)) {
      const what = `step ${step} was accepted after step ${before.lastStep} had been spent`;
      this.#broken("2 single use", serial, what);
    }
    if ((after.lastStep ?? -1) < step) {
      const what = `step ${step} was presented (${kind}), lastStep stays ${after.lastStep}`;
      this.#broken("3 burn on presentation", serial, what);
    }
  }

  #broken(law: Parameters<Witness["broken"]>[0], serial: string, what: string): void {
    this.#witness.broken(law, `key ${serial}: ${what}`, [serial]);
  }
}

/** Returns the store with a ledger that reads after each change what really stands there. */
export function observedStore(inner: OpenedStore, ledger: Ledger): OpenedStore {
  const note = async (serial: string, events: readonly ChainedEvent[]) => {
    const stored = await inner.load(serial);
    if (stored === null) return;
    const { record } = stored;
    // In another process a second change may have followed before the first one was looked at.
    const isFollowed = record.audit.count > (events.at(-1)?.sequence ?? record.audit.count);
    if (isFollowed) ledger.committed(record, await eventsUpTo(record));
    else if (events.length === 0 || !ledger.hasHead(record)) ledger.committed(record, events);
  };
  const eventsUpTo = async ({ serial, audit }: KeyRecord) => {
    const page = { afterSequence: ledger.eventsOf(serial), limit: 1000 };
    return (await inner.events(serial, page)).filter(({ sequence }) => sequence <= audit.count);
  };
  return {
    ...inner,
    async insert(record, events) {
      const done = await inner.insert(record, events);
      if (done) await note(record.serial, events);
      return done;
    },
    async replace(serial, revision, next, events) {
      const done = await inner.replace(serial, revision, next, events);
      if (done) await note(serial, events);
      return done;
    },
  };
}
