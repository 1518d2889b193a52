import {
  type ChainedEvent,
  codeParameters,
  type createKeyring,
  type UnixMilliseconds,
  unixMilliseconds,
} from "@jeton/core";
import {
  type Archive,
  describeBroken,
  type RetainAnswer,
  retainTrail,
  verifyArchives,
  verifyTrail,
} from "@jeton/service";
import { addKey, type Ports } from "@jeton/validator/parts";
import { type KeptArchive, keptArchive } from "./kept-archive.ts";
import { act, openTamperedStore, type TamperedStore, tamperKeyring } from "./tampered-store.ts";

/** The keys of the store, in the order of their serials; each has the events 1 to 6. */
export const retainedSerials = ["K1", "K2", "K3"] as const;

/** A store of three keys whose events can be cut, and changed by SQL. */
export type RetainedStore = TamperedStore & {
  /** Cuts all events before the given one of K2: all of K1's but its last, none of K3's. */
  readonly retainBefore: (
    sequence: number,
    archive?: KeptArchive | null,
  ) => Promise<{ readonly answer: RetainAnswer; readonly archive: KeptArchive | null }>;
  readonly eventsOf: (serial: string) => Promise<readonly number[]>;
  /** Returns what `verifyTrail` finds broken, as people read it. */
  readonly brokenNow: (
    how?: { readonly sinceCheckpoint?: boolean },
    keyring?: ReturnType<typeof createKeyring>,
  ) => Promise<string>;
  /** Returns what `verifyArchives` finds broken. */
  readonly brokenArchives: (...archives: readonly Archive[]) => Promise<string>;
};

/** Opens a store with three keys and their events. */
export async function openRetainedStore(): Promise<RetainedStore> {
  const opened = openTamperedStore();
  async function answerWithin<T>(work: (ports: Ports) => Promise<T>): Promise<T> {
    const answers: T[] = [];
    await opened.within(async (ports) => void answers.push(await work(ports)));
    return answers[0] as T;
  }
  await opened.within(addKeysWithEvents);
  return {
    ...opened,
    async retainBefore(sequence, archive = keptArchive()) {
      const answer = await answerWithin(async (ports) => {
        const before = await momentOf(ports, sequence);
        return retainTrail(ports, { before, actor: "staff:anne", archive });
      });
      return { answer, archive };
    },
    async eventsOf(serial) {
      const found = await answerWithin<readonly ChainedEvent[]>(({ store }) =>
        store.events(serial, { afterSequence: 0, limit: 1000 }),
      );
      return found.map(({ sequence }) => sequence);
    },
    async brokenNow(how = {}, keyring = tamperKeyring) {
      const options = { sinceCheckpoint: false, expected: null, ...how };
      const report = await answerWithin((ports) => verifyTrail({ ...ports, keyring }, options));
      return report.broken.map(describeBroken).join("; ");
    },
    async brokenArchives(...archives) {
      const report = await answerWithin((ports) => verifyArchives(ports, archives));
      return report.broken.map(describeBroken).join("; ");
    },
  };
}

/** Adds the three keys, one after the other, so that their events do not mingle in time. */
export async function addKeysWithEvents(ports: Ports): Promise<void> {
  for (const serial of retainedSerials) {
    const seed = new Uint8Array(20).fill(5);
    await addKey(ports, { serial, seed, parameters: codeParameters() }, "staff:anne");
    await act(ports, serial, "assign", "clear-pin", "suspend", "resume", "suspend");
  }
}

/** Returns when the event of K2 happened; now when there is none. */
export async function momentOf(ports: Ports, sequence: number): Promise<UnixMilliseconds> {
  const page = { afterSequence: sequence - 1, limit: 1 };
  const [event] = await ports.store.events("K2", page);
  return event?.at ?? unixMilliseconds(ports.clock());
}
