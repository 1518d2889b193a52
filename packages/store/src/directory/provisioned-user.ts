import { holderIdentifier, OtpError, type UnixMilliseconds, unixMilliseconds } from "@jeton/core";
import { decodeEntry, encodeEntry, type HolderEntry } from "./holder-entry.ts";
import { type DirectoryPorts, type SealedEntries, sealedEntries } from "./sealed-entries.ts";

/** What an identity system said of a person that the directory has no place for (SCIM, RFC 7643). */
export type ProvisionedUser = {
  /** Their identifier, as `holderIdentifier` of `@jeton/core` returns it. */
  readonly holder: string;
  /** How the identity system calls them, at most 256 characters; "" for nothing. */
  readonly externalId: string;
  /** What their address and their number are called there, such as "work"; at most 32 characters each. */
  readonly emailType: string;
  readonly phoneType: string;
  readonly createdAt: UnixMilliseconds;
  readonly changedAt: UnixMilliseconds;
  /** Their entry while they are deactivated, and so in no directory; null for everybody else. */
  readonly parked: HolderEntry | null;
};

/** Characters of an `externalId`. */
export const externalIdLengthMax = 256;

/** Characters of the type of an address or a number. */
export const valueTypeLengthMax = 32;

/** Returns the people whom identity systems provisioned, in a store of documents, sealed like the directory. */
export function provisionedUsers(ports: DirectoryPorts): SealedEntries<ProvisionedUser> {
  return sealedEntries(ports, {
    ...{ kind: "provisioned-user", encode, decode },
    nameOf: ({ holder }) => holder,
  });
}

function encode(user: ProvisionedUser): string {
  requireUser(user);
  const { holder, externalId, emailType, phoneType, createdAt, changedAt, parked } = user;
  const entry = parked === null ? null : encodeEntry(parked);
  return JSON.stringify([
    ...[1, holder, externalId, emailType, phoneType],
    ...[createdAt, changedAt, entry],
  ]);
}

function decode(text: string): ProvisionedUser {
  const [version, holder, externalId, emailType, phoneType, createdAt, changedAt, entry] =
    JSON.parse(text) as unknown[];
  try {
    if (version !== 1) throw unfit();
    const parked = entry === null ? null : decodeEntry(String(entry));
    const texts = { holder, externalId, emailType, phoneType } as Pick<
      ProvisionedUser,
      "holder" | "externalId" | "emailType" | "phoneType"
    >;
    const moments = {
      createdAt: unixMilliseconds(Number(createdAt)),
      changedAt: unixMilliseconds(Number(changedAt)),
    };
    const user = { ...texts, ...moments, parked };
    requireUser(user);
    return user;
  } catch (cause) {
    throw new OtpError("RECORD_MALFORMED", "Cannot read a provisioned user", cause);
  }
}

/** Throws RangeError for a user who cannot be kept: whoever reads one from outside has checked them. */
function requireUser({ holder, externalId, emailType, phoneType, parked }: ProvisionedUser): void {
  const isFit =
    holderIdentifier(holder) === holder &&
    (parked === null || parked.holder === holder) &&
    isExternalId(externalId) &&
    isText(emailType, valueTypeLengthMax) &&
    isText(phoneType, valueTypeLengthMax);
  if (!isFit) throw unfit();
}

/** Returns whether a text can be an `externalId`; "" can, and is none. */
export function isExternalId(text: unknown): boolean {
  return isText(text, externalIdLengthMax);
}

function isText(text: unknown, lengthMax: number): boolean {
  return typeof text === "string" && text.length <= lengthMax && /^\P{C}*$/u.test(text);
}

/** The message quotes nothing: it is about people. */
function unfit(): RangeError {
  return new RangeError("Cannot keep a provisioned user: some of it cannot be kept");
}
