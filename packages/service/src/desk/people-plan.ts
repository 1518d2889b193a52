import { createHash } from "node:crypto";
import { KeyFileError } from "@jeton/keyfiles";
import { type ImportPlan, isBraked, planImport } from "../holders/import-holders.ts";
import { keysOfLeaving, type LeavingHolder } from "../holders/keys-of-leaving.ts";
import { type HolderFile, readHolders } from "../holders/read-holders.ts";
import { removedPercentMax } from "../holders/removed-share.ts";
import type { ScopedParts } from "./desk-view.ts";
import type { Upload } from "./upload.ts";

/** What a list of people would do to the directory, or why the whole file is of no use. */
export type PeoplePlan =
  | { readonly kind: "unusable"; readonly error: KeyFileError }
  | {
      readonly kind: "read";
      readonly list: HolderFile;
      readonly plan: ImportPlan;
      readonly left: readonly LeavingHolder[];
      /** Whether more would leave than an import takes away without being told to. */
      readonly isBraked: boolean;
      /** Names the file and the directory as they stand: the same for the same plan. */
      readonly digest: string;
    };

/** The field by which whoever does not want people to leave says so. */
export const keepAbsentField = "keep-absent";

/** Reads a list of people and plans its import, as `jeton holders import` does. Nothing is changed. */
export async function planPeople(
  { ports, directory }: ScopedParts,
  { bytes, name, fields }: Upload,
): Promise<PeoplePlan> {
  let list: HolderFile;
  try {
    list = readHolders(bytes, name);
  } catch (error) {
    if (error instanceof KeyFileError) return { kind: "unusable", error };
    throw error;
  }
  const keepAbsent = fields.get(keepAbsentField) === "yes";
  const plan = await planImport(directory, list.holders, { keepAbsent });
  // With a fault nobody is taken, and so nobody leaves.
  const isGood = list.problems.length === 0;
  return {
    kind: "read",
    list,
    plan,
    left: isGood ? await keysOfLeaving(ports, plan) : [],
    isBraked: isBraked(plan, removedPercentMax),
    digest: digestOf(plan),
  };
}

function digestOf({ added, changed, leaving, unchanged }: ImportPlan): string {
  const text = JSON.stringify([added, changed, leaving, unchanged]);
  return createHash("sha256").update(text).digest("hex");
}
