import { OtpError, type UnixMilliseconds } from "@jeton/core";
import type { Ports } from "@jeton/validator/parts";
import { exceedsShare } from "./removed-share.ts";

// An identity system that is down, or whose rule was changed, says one by one that everybody left. An import sees
// them all at once and stops; here they are counted over a day.

/** What the brake is kept in. */
export type BrakePorts = Pick<Ports, "documents" | "clock">;

/** How the brake stands. */
export type BrakeState = {
  /** Since when it refuses; null: it does not. */
  readonly heldAt: UnixMilliseconds | null;
  /** Who were in the directory when they were last counted, those who left in the day before with them. */
  readonly before: number;
  readonly countedAt: UnixMilliseconds | null;
  /** How many left in each hour (since 1970) of the last day. */
  readonly hours: readonly (readonly [hour: number, left: number])[];
  readonly releasedAt: UnixMilliseconds | null;
  readonly releasedBy: string | null;
};

/** So many may leave within a day however few holders there are: of ten people one is 10 %. */
export const alwaysMayLeave = 5;

const kind = "removal-brake";
const id = "day";
const hourMilliseconds = 60 * 60 * 1000;
const dayMilliseconds = 24 * hourMilliseconds;
const attemptsMax = 50;

const atFirst: BrakeState = {
  ...{ heldAt: null, before: 0, countedAt: null, hours: [] },
  ...{ releasedAt: null, releasedBy: null },
};

/** Returns how the brake stands. */
export async function brakeState({
  documents,
}: Pick<BrakePorts, "documents">): Promise<BrakeState> {
  return (await load(documents)).state;
}

/** Returns how many left within the day before `now`; an hour that has begun counts whole. */
export function leftWithinDay({ hours }: Pick<BrakeState, "hours">, now: UnixMilliseconds): number {
  return recent(hours, now).reduce((sum, [, left]) => sum + left, 0);
}

/** What became of the wish that one more leaves. */
export type BrakeAnswer =
  | { readonly kind: "may-leave" }
  /** `isNew`: this wish is the one that was too many. */
  | { readonly kind: "held"; readonly isNew: boolean };

/**
 * Counts one more who leaves, before they do. Once more than `percent` of the holders would have left within a day,
 * it refuses, and goes on to refuse until `releaseBrake`. Throws OtpError STORE_UNUSABLE.
 */
export async function countLeaving(
  { documents, clock }: BrakePorts,
  percent: number,
  countHolders: () => Promise<number>,
): Promise<BrakeAnswer> {
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const { state, revision } = await load(documents);
    if (state.heldAt !== null) return { kind: "held", isNew: false };
    const now = clock();
    const left = leftWithinDay(state, now);
    const counted = isCounted(state, now)
      ? state
      : { ...state, before: (await countHolders()) + left, countedAt: now };
    const leaving = left + 1;
    const isTooMany =
      leaving > alwaysMayLeave && exceedsShare({ leaving, before: counted.before }, percent);
    const next = isTooMany
      ? { ...counted, heldAt: now }
      : { ...counted, hours: withOneMore(counted.hours, now) };
    if (!(await save(documents, next, revision))) continue;
    return isTooMany ? { kind: "held", isNew: true } : { kind: "may-leave" };
  }
  throw new OtpError("STORE_UNUSABLE", "Cannot count who leaves: too many leave at the same time");
}

/** Lets people leave again, and counts from nothing. Returns false if the brake was not on. */
export async function releaseBrake(
  { documents, clock }: BrakePorts,
  releasedBy: string,
): Promise<boolean> {
  for (;;) {
    const { state, revision } = await load(documents);
    if (state.heldAt === null) return false;
    const next = { ...atFirst, releasedAt: clock(), releasedBy };
    if (await save(documents, next, revision)) return true;
  }
}

function isCounted({ countedAt }: BrakeState, now: UnixMilliseconds): boolean {
  return countedAt !== null && now >= countedAt && now - countedAt < dayMilliseconds;
}

/** Hours ahead of a clock that went back count, too. */
function recent(hours: BrakeState["hours"], now: UnixMilliseconds): BrakeState["hours"] {
  const first = Math.floor((now - dayMilliseconds) / hourMilliseconds);
  return hours.filter(([hour]) => hour >= first);
}

function withOneMore(hours: BrakeState["hours"], now: UnixMilliseconds): BrakeState["hours"] {
  const present = Math.floor(now / hourMilliseconds);
  const others = recent(hours, now).filter(([hour]) => hour !== present);
  const [, left = 0] = hours.find(([hour]) => hour === present) ?? [];
  return [...others, [present, left + 1]];
}

async function load(
  documents: BrakePorts["documents"],
): Promise<{ readonly state: BrakeState; readonly revision: number }> {
  const stored = await documents.load(kind, id);
  if (stored === null) return { state: atFirst, revision: 0 };
  return { state: JSON.parse(stored.body) as BrakeState, revision: stored.revision };
}

function save(
  documents: BrakePorts["documents"],
  state: BrakeState,
  revision: number,
): Promise<boolean> {
  return documents.put(kind, id, revision, { body: JSON.stringify(state), expiresAt: null });
}
