import { holderIdentifier } from "@jeton/core";
import type { Operation } from "./apply-operation.ts";
import { literalText } from "./attribute-path.ts";
import { isRecord } from "./read-value.ts";
import { invalidValue, ScimProblem } from "./scim-problem.ts";

/** Users of one page at most, and unless it is asked for fewer. */
export const pageMax = 200;
export const pageUsual = 100;

/** Operations of one PATCH at most. */
export const operationsMax = 100;

/** Which users are asked for (RFC 7644 §3.4.2). */
export type UserFilter =
  | { readonly kind: "all" }
  /** `holder` is "" for a name that nobody can have. */
  | { readonly kind: "userName"; readonly holder: string }
  | { readonly kind: "externalId"; readonly externalId: string };

const filterForm = /^\s*(username|externalid)\s+eq\s+("(?:[^"\\]|\\.)*")\s*$/iu;

/** Reads a filter: `userName eq "…"` or `externalId eq "…"`. Throws ScimProblem for another one. */
export function readFilter(text: string | undefined): UserFilter {
  if (text === undefined) return { kind: "all" };
  const prefix = /^\s*urn:ietf:params:scim:schemas:core:2\.0:User:/iu;
  const [, attribute = "", literal = ""] = filterForm.exec(text.replace(prefix, "")) ?? [];
  const value = literalText(literal);
  if (value === null) {
    throw new ScimProblem(
      400,
      "invalidFilter",
      'Cannot use the filter: wanted userName eq "…" or externalId eq "…"',
    );
  }
  if (attribute.toLowerCase() === "externalid") return { kind: "externalId", externalId: value };
  return { kind: "userName", holder: holderIdentifier(value) ?? "" };
}

/** A part of a list. */
export type Page = { readonly startIndex: number; readonly count: number };

/** Reads which part of a list is asked for (RFC 7644 §3.4.2.4). Throws ScimProblem for what is no whole number. */
export function readPage(startIndex: string | undefined, count: string | undefined): Page {
  return {
    startIndex: Math.max(1, wholeNumber("startIndex", startIndex) ?? 1),
    count: Math.min(pageMax, Math.max(0, wholeNumber("count", count) ?? pageUsual)),
  };
}

function wholeNumber(name: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^-?\d{1,9}$/u.test(text)) return Number(text);
  throw invalidValue(name, text, "a whole number");
}

/** Reads the operations of a PATCH, whose names Entra ID begins with capitals. Throws ScimProblem. */
export function readOperations(body: unknown): readonly Operation[] {
  const given = isRecord(body) ? field(body, "operations") : null;
  if (!Array.isArray(given) || given.length === 0 || given.length > operationsMax) {
    const wanted = `wanted a list of 1 to ${operationsMax} "Operations"`;
    throw new ScimProblem(400, "invalidSyntax", `Cannot read the body: ${wanted}`);
  }
  return (given as readonly unknown[]).map(readOperation);
}

function readOperation(given: unknown): Operation {
  if (!isRecord(given)) throw invalidValue("Operations", given, "objects");
  const op = String(field(given, "op")).toLowerCase();
  const path = field(given, "path") ?? "";
  if (op !== "add" && op !== "replace" && op !== "remove") {
    throw new ScimProblem(400, "invalidSyntax", 'Cannot read "op": wanted add, replace or remove');
  }
  if (typeof path !== "string") throw invalidValue("path", path, "a text");
  return { op, path: path.trim(), value: field(given, "value") };
}

function field(body: Readonly<Record<string, unknown>>, wanted: string): unknown {
  return Object.entries(body).find(([key]) => key.toLowerCase() === wanted)?.[1];
}
