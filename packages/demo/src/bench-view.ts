import { type ChainedEvent, failureCount, type KeyRecord } from "@jeton/core";
import { drawSvg, type SimulatedKey } from "@jeton/key";
import type { Ports } from "@jeton/validator/parts";

/** What the bench's page shows at a moment: the key, and what the service wrote about it. */
export type BenchView = {
  readonly keySvg: string;
  /** Milliseconds until the display changes, counted when the view was made. */
  readonly millisecondsLeft: number;
  readonly periodSeconds: number;
  readonly offsetSeconds: number;
  readonly ratePpm: number;
  readonly state: KeyRecord["state"]["kind"];
  readonly failures: number;
  /** The latest first. */
  readonly events: readonly BenchEvent[];
};

export type BenchEvent = {
  readonly sequence: number;
  readonly at: number;
  readonly kind: ChainedEvent["kind"];
  readonly reason: ChainedEvent["reason"];
  readonly actor: string;
  readonly offsetSteps: number | null;
};

const eventsShown = 8;

/** Returns what the page shows now. */
export async function benchView(key: SimulatedKey, ports: Ports): Promise<BenchView> {
  const { lcd, millisecondsLeft } = key.reading();
  const stored = await ports.store.load(key.serial);
  if (stored === null) throw new Error(`Cannot show key ${key.serial}: it is not in the store`);
  const { state, failures, audit } = stored.record;
  const events = await ports.store.events(key.serial, {
    afterSequence: Math.max(0, audit.count - eventsShown),
    limit: eventsShown,
  });
  return {
    keySvg: drawSvg(lcd, { body: { serial: key.serial } }),
    millisecondsLeft,
    periodSeconds: key.parameters.periodSeconds,
    offsetSeconds: key.offsetMilliseconds() / 1000,
    ratePpm: key.ratePpm(),
    state: state.kind,
    failures: failureCount(failures),
    events: events
      .map(({ sequence, at, kind, reason, actor, diagnosis }) => ({
        ...{ sequence, at, kind, reason, actor },
        offsetSteps: diagnosis?.offsetSteps ?? null,
      }))
      .reverse(),
  };
}
