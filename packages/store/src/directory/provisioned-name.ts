import { holderIdentifier, OtpError } from "@jeton/core";
import { isExternalId } from "./provisioned-user.ts";
import { type DirectoryPorts, type SealedEntries, sealedEntries } from "./sealed-entries.ts";

/**
 * Who may be called so by an identity system, so that nobody has to go through everybody. Whether they still are, their
 * own entry says.
 */
export type ProvisionedName = {
  /** The name, as `externalId` of a provisioned user; not empty. */
  readonly externalId: string;
  /** Identifiers; several only where several identity systems use one name. At least one. */
  readonly holders: readonly string[];
};

/** People of one name. */
export const holdersOfNameMax = 50;

/** Returns the names that identity systems gave, in a store of documents, sealed like the directory. */
export function provisionedNames(ports: DirectoryPorts): SealedEntries<ProvisionedName> {
  return sealedEntries(ports, {
    ...{ kind: "provisioned-name", encode, decode },
    nameOf: ({ externalId }) => externalId,
  });
}

function encode(name: ProvisionedName): string {
  if (!isFit(name)) {
    throw new RangeError("Cannot keep a provisioned name: some of it cannot be kept");
  }
  return JSON.stringify([1, name.externalId, ...name.holders]);
}

function decode(text: string): ProvisionedName {
  const [version, externalId, ...holders] = JSON.parse(text) as unknown[];
  const name = { externalId, holders } as ProvisionedName;
  if (version === 1 && isFit(name)) return name;
  throw new OtpError("RECORD_MALFORMED", "Cannot read a provisioned name");
}

function isFit({ externalId, holders }: ProvisionedName): boolean {
  return (
    externalId !== "" &&
    isExternalId(externalId) &&
    holders.length > 0 &&
    holders.length <= holdersOfNameMax &&
    new Set(holders).size === holders.length &&
    holders.every((holder) => typeof holder === "string" && holderIdentifier(holder) === holder)
  );
}
