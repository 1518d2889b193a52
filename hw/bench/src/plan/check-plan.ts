import type { Plan } from "./plan.ts";
import { PlanError } from "./plan-error.ts";
import { planSchema } from "./plan-schema.ts";

export type PathPart = string | number;

/** Returns the plan that `data` describes. Throws PlanError; `lineOf` says where in the file. */
export function checkPlan(
  data: unknown,
  file: string,
  lineOf: (path: readonly PathPart[], isKey: boolean) => number | null,
): Plan {
  const parsed = planSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  // The first in the file is what a reader mends first.
  const [first] = parsed.error.issues
    .map((issue) => {
      const unknownKey = issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
      const path = [...issue.path, ...unknownKey].filter((part) => typeof part !== "symbol");
      const isKey =
        unknownKey.length > 0 || (issue.code === "custom" && issue.params?.isKey === true);
      return { path, isKey, wanted: issue.message, line: lineOf(path, isKey) };
    })
    .toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0));
  if (first === undefined) throw new TypeError("Cannot check a plan: no issue was given");
  const { path, isKey, wanted, line } = first;
  const found = isKey && path.length > 0 ? JSON.stringify(path.at(-1)) : words(valueAt(data, path));
  throw new PlanError(file, { line, path: pathText(path) }, { found, wanted });
}

/** "steps[2].own-key.for": items are counted from 1, as people count them. */
function pathText(path: readonly PathPart[]): string {
  return path
    .map((part) => (typeof part === "number" ? `[${part + 1}]` : `.${part}`))
    .join("")
    .replace(/^\./, "");
}

function valueAt(data: unknown, path: readonly PathPart[]): unknown {
  return path.reduce<unknown>(
    (at, part) => (at !== null && typeof at === "object" ? Reflect.get(at, part) : undefined),
    data,
  );
}

function words(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
