import { FailedError, quoted } from "@jeton/cli";
import type { HolderDirectory } from "../holders/directory-of.ts";
import type { ImportPlan } from "../holders/import-holders.ts";
import { isInScope, type SchoolScope } from "../scope/index.ts";

const shownMax = 20;

/**
 * Throws FailedError for a plan, made over the people of some schools, that would write somebody of another one or move somebody out:
 * `whole` has everybody. Null is everybody's plan.
 */
export async function requireWithin(
  { source, scope }: { readonly source: string; readonly scope: SchoolScope | null },
  { added, changed }: ImportPlan,
  whole: Pick<HolderDirectory, "load">,
): Promise<void> {
  if (scope === null) return;
  const faults: string[] = [];
  for (const { holder, school } of [...added, ...changed.map(({ entry }) => entry)]) {
    if (!isInScope(scope, school)) {
      const found = school === "" ? "no school" : `the school ${quoted(school)}`;
      faults.push(`${quoted(holder)}: found ${found}`);
    }
  }
  for (const { holder } of added) {
    const elsewhere = (await whole.load(holder))?.entry.school;
    if (elsewhere === undefined) continue;
    const where = elsewhere === "" ? "no school" : `the school ${quoted(elsewhere)}`;
    faults.push(`${quoted(holder)}: found them in the directory with ${where}`);
  }
  if (faults.length === 0) return;
  const lines = faults.slice(0, shownMax).map((fault) => `Cannot take ${quoted(source)} ${fault}`);
  throw new FailedError(
    [
      ...lines,
      `Cannot import ${quoted(source)}: ${faults.length} people are not of ${scope.join(", ")}; nothing was changed: take them out, or import them without --school`,
    ].join("\n"),
  );
}
