import type {
  ProvisionedName,
  ProvisionedUser,
  SealedEntries,
  Stored,
} from "@jeton/store/directory";
import type { Ports } from "@jeton/validator/parts";
import {
  type DirectoryPorts,
  directoryOf,
  type HolderDirectory,
  type HolderEntry,
  provisionedNamesOf,
  provisionedOf,
} from "./directory-of.ts";
import { enterName, holdersCalled, leaveName } from "./external-names.ts";
import { isSame } from "./import-holders.ts";
import { createHolderList } from "./listed-holders.ts";
import { lookThrough } from "./look-through.ts";
import { countLeaving } from "./removal-brake.ts";
import { removedPercentMax } from "./removed-share.ts";

/** What an identity system says of a person. */
export type GivenPerson = Pick<ProvisionedUser, "externalId" | "emailType" | "phoneType"> & {
  readonly entry: HolderEntry;
  /** Whether they are in the directory. */
  readonly isActive: boolean;
};

/** A person as an identity system sees them. */
export type ProvisionedPerson = GivenPerson & {
  /** Null for whom no identity system provisioned: an import brought them. */
  readonly since: Pick<ProvisionedUser, "createdAt" | "changedAt"> | null;
  /** Changes with each change. */
  readonly version: string;
};

/**
 * What became of a change: done; somebody else made one meanwhile; too many left within a day; too many have this
 * `externalId`.
 */
export type ProvisionResult = "done" | "changed-meanwhile" | "held" | "name-taken";

/** How people are provisioned. */
export type ProvisionSettings = {
  /** The share of the holders that may leave within a day, in percent. Default: that of an import. */
  readonly mayLeavePercent?: number;
  /** Called when the brake refuses; `isNew` for the first time until it is released. */
  readonly onHeld?: (isNew: boolean) => void;
};

/** The directory as identity systems bring it up to date, person by person. */
export type Provisioning = {
  /** Returns a person, active or not; null for nobody. */
  readonly find: (holder: string) => Promise<ProvisionedPerson | null>;
  /** Returns whom the identity system calls so. */
  readonly findByExternalId: (externalId: string) => Promise<readonly ProvisionedPerson[]>;
  /** Returns a part of everybody in the order of their identifiers, and how many they all are. */
  readonly part: (
    from: number,
    count: number,
  ) => Promise<{ readonly people: readonly ProvisionedPerson[]; readonly total: number }>;
  /** Writes what is given; `before` is what `find` returned. What is the same already is not written. */
  readonly save: (before: ProvisionedPerson | null, given: GivenPerson) => Promise<ProvisionResult>;
  /** Forgets a person. Their key is left as it is. */
  readonly remove: (before: ProvisionedPerson) => Promise<ProvisionResult>;
};

type Known = {
  readonly entry: Stored<HolderEntry> | null;
  readonly user: Stored<ProvisionedUser> | null;
};

type Parts = {
  readonly directory: HolderDirectory;
  readonly users: SealedEntries<ProvisionedUser>;
  readonly names: SealedEntries<ProvisionedName>;
  readonly ports: DirectoryPorts & Pick<Ports, "clock">;
};

/**
 * Returns what provisions people. Whoever is deactivated leaves the directory, as by an import that does not name
 * them, and can come back as they were. Throws OtpError STORE_UNUSABLE, RECORD_DAMAGED.
 */
export function createProvisioning(
  ports: Parts["ports"],
  settings: ProvisionSettings = {},
): Provisioning {
  const { mayLeavePercent = removedPercentMax, onHeld = () => {} } = settings;
  const directory = directoryOf(ports);
  const users = provisionedOf(ports);
  const parts: Parts = { directory, users, names: provisionedNamesOf(ports), ports };
  const list = createHolderList(directory, users, ports.clock);

  async function mayLeave(): Promise<boolean> {
    const answer = await countLeaving(ports, mayLeavePercent, () => countHolders(parts));
    if (answer.kind === "held") onHeld(answer.isNew);
    return answer.kind === "may-leave";
  }

  return {
    find: async (holder) => personOf(await loadKnown(parts, holder)),
    async findByExternalId(externalId) {
      const people = await peopleOf(parts, await holdersCalled(parts, externalId));
      return people.filter((person) => person.externalId === externalId);
    },
    async part(from, count) {
      const { holders, total } = await list.part(from, count);
      return { people: await peopleOf(parts, holders), total };
    },
    async save(before, given) {
      if (before !== null && isSamePerson(before, given)) return "done";
      const known = await loadKnown(parts, given.entry.holder);
      if (!isStill(known, before)) return "changed-meanwhile";
      if (known.entry !== null && !given.isActive && !(await mayLeave())) return "held";
      return write(parts, known, given);
    },
    async remove(before) {
      const { holder } = before.entry;
      const known = await loadKnown(parts, holder);
      if (!isStill(known, before)) return "changed-meanwhile";
      const { entry, user } = known;
      if (entry !== null && !(await mayLeave())) return "held";
      const isDone =
        (entry === null || (await directory.remove(holder, entry.revision))) &&
        (user === null || (await users.remove(holder, user.revision)));
      if (!isDone) return "changed-meanwhile";
      await leaveName(parts, user?.entry.externalId ?? "", holder);
      return "done";
    },
  };
}

async function loadKnown({ directory, users }: Parts, holder: string): Promise<Known> {
  const [entry, user] = await Promise.all([directory.load(holder), users.load(holder)]);
  return { entry, user };
}

async function countHolders({ directory }: Parts): Promise<number> {
  let count = 0;
  await lookThrough(directory, Number.POSITIVE_INFINITY, () => {
    count += 1;
    return false;
  });
  return count;
}

/** Leaves out whoever is gone by now. */
async function peopleOf(
  parts: Parts,
  holders: readonly string[],
): Promise<readonly ProvisionedPerson[]> {
  const known = await Promise.all(holders.map((holder) => loadKnown(parts, holder)));
  return known.map(personOf).filter((person) => person !== null);
}

async function write(parts: Parts, known: Known, given: GivenPerson): Promise<ProvisionResult> {
  const { directory, users, ports } = parts;
  const { holder } = given.entry;
  const before = known.user?.entry.externalId ?? "";
  const isCalledAnew = given.externalId !== before;
  // Before, so that nobody is left out of the index if this is cut off; and after, see `leaveName`.
  const enter = () => enterName(parts, given.externalId, holder);
  if (isCalledAnew && !(await enter())) return "name-taken";
  const user = { ...factsOf(known, given, ports.clock()), holder };
  const putUser = () => users.put(user, known.user?.revision ?? 0);
  // Whoever is in the directory is active, whatever else is said of them: cut off, either way can be gone again.
  const steps = given.isActive
    ? [() => directory.put(given.entry, known.entry?.revision ?? 0), putUser]
    : [putUser, async () => known.entry === null || directory.remove(holder, known.entry.revision)];
  for (const step of steps) if (!(await step())) return "changed-meanwhile";
  if (isCalledAnew) {
    await enter();
    await leaveName(parts, before, holder);
  }
  return "done";
}

function isStill(known: Known, before: ProvisionedPerson | null): boolean {
  return before === null ? personOf(known) === null : versionOf(known) === before.version;
}

function personOf(known: Known): ProvisionedPerson | null {
  const user = known.user?.entry ?? null;
  const entry = known.entry?.entry ?? user?.parked ?? null;
  if (entry === null) return null;
  const { externalId = "", emailType = "work", phoneType = "work" } = user ?? {};
  const version = versionOf(known);
  const facts = { externalId, emailType, phoneType };
  return { entry, isActive: known.entry !== null, ...facts, since: user, version };
}

function versionOf({ entry, user }: Known): string {
  return `${entry?.revision ?? 0}-${user?.revision ?? 0}`;
}

function factsOf(
  { user }: Known,
  { externalId, emailType, phoneType, isActive, entry }: GivenPerson,
  now: ProvisionedUser["changedAt"],
): Omit<ProvisionedUser, "holder"> {
  const createdAt = user?.entry.createdAt ?? now;
  const parked = isActive ? null : entry;
  return { externalId, emailType, phoneType, createdAt, changedAt: now, parked };
}

function isSamePerson(one: GivenPerson, other: GivenPerson): boolean {
  const facts = ({ externalId, emailType, phoneType, isActive }: GivenPerson) =>
    JSON.stringify([externalId, emailType, phoneType, isActive]);
  return isSame(one.entry, other.entry) && facts(one) === facts(other);
}
