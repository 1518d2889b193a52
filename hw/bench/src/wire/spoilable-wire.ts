import {
  type Clock,
  faultyTransport,
  type Transport,
  type WireFaultCounts,
  type WireFaults,
} from "@jeton/board";

/** The chances of a byte, and how late chunks are. */
export type Spoiling = Pick<
  Required<WireFaults>,
  "drop" | "flip" | "duplicate" | "delay" | "delayMilliseconds"
>;

export type SpoiltBytes = Omit<WireFaultCounts, "delayed">;

/** A line that can be told to spoil what goes over it, and to stop that. */
export type SpoilableWire = {
  readonly transport: Transport;
  /** From now on the line spoils bytes. `random` answers 0 up to 1. */
  readonly spoil: (spoiling: Spoiling, random: () => number) => void;
  /** From now on it is a good line again; answers what it did. */
  readonly mend: () => SpoiltBytes;
};

const good: Spoiling = { drop: 0, flip: 0, duplicate: 0, delay: 0, delayMilliseconds: 0 };

/** Returns the line; it is a good one at first. */
export function spoilableWire(inner: Transport, clock: Clock): SpoilableWire {
  const faults = { ...good };
  let random = (): number => 0;
  const transport = faultyTransport(inner, faults, { clock, random: () => random() });
  let before = transport.counts();
  return {
    transport,
    spoil(spoiling, source) {
      before = transport.counts();
      random = source;
      Object.assign(faults, spoiling);
    },
    mend() {
      Object.assign(faults, good);
      const { dropped, flipped, duplicated } = transport.counts();
      return {
        dropped: dropped - before.dropped,
        flipped: flipped - before.flipped,
        duplicated: duplicated - before.duplicated,
      };
    },
  };
}
