/** Something that does not fit, with its place: an event of a key, a key, or a checkpoint. */
export type Broken = {
  readonly serial: string | null;
  readonly sequence: number | null;
  readonly checkpoint: number | null;
  readonly problem: string;
};

/** Keys whose events were counted. */
export type KeyCounts = {
  /** Without the service's own, such as those for unknown identifiers. */
  readonly keys: number;
  readonly ownKeys: number;
};

/** Returns the counts in words: "1 key and 16 of the service's own". */
export function describeKeys({ keys, ownKeys }: KeyCounts): string {
  const own = ownKeys === 0 ? "" : ` and ${ownKeys} of the service's own`;
  return `${keys} ${keys === 1 ? "key" : "keys"}${own}`;
}

/** What a verification found. */
export type TrailReport = KeyCounts & {
  /** Documents whose seals were checked. */
  readonly documents: number;
  /** Events that were read and hashed. */
  readonly events: number;
  /** Events that were cut before, each key's under an anchor of its own. */
  readonly cut: number;
  /** The last checkpoint that was used; null when there is none. */
  readonly checkpoint: {
    readonly sequence: number;
    readonly at: number;
    readonly hash: string;
  } | null;
  readonly broken: readonly Broken[];
};

/** Returns a line for people: "key K1, event 3: altered". */
export function describeBroken({ serial, sequence, checkpoint, problem }: Broken): string {
  const parts = [
    serial === null ? null : `key ${serial}`,
    sequence === null ? null : `event ${sequence}`,
    checkpoint === null ? null : `checkpoint ${checkpoint}`,
  ];
  const place = parts.filter((part) => part !== null).join(", ");
  return place === "" ? problem : `${place}: ${problem}`;
}

/** Returns what is broken of a key. */
export function brokenKey(serial: string, sequence: number | null, problem: string): Broken {
  return { serial, sequence, checkpoint: null, problem };
}

/** Returns what is broken of a checkpoint. */
export function brokenCheckpoint(checkpoint: number, problem: string): Broken {
  return { serial: null, sequence: null, checkpoint, problem };
}
