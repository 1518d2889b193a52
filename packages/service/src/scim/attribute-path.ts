import type { SchoolAttribute } from "./school-attribute.ts";
import { ScimProblem } from "./scim-problem.ts";
import { coreUser, enterpriseUser, type ListName, type TextName } from "./user-draft.ts";

/** What a path names (RFC 7644 §3.5.2, figure 7). */
export type Target =
  | { readonly kind: "text"; readonly name: TextName }
  | { readonly kind: "active" }
  | {
      readonly kind: "list";
      readonly name: ListName;
      readonly filter: ValueFilter | null;
      readonly part: ValuePart | null;
    }
  /** An attribute with parts: each key of its value is a path behind `prefix`. */
  | { readonly kind: "complex"; readonly prefix: string }
  /** An attribute that the directory has no place for. */
  | { readonly kind: "passed-over" };

export type ValuePart = "value" | "type" | "primary";
export type ValueFilter = { readonly part: ValuePart; readonly equals: string };

const textPaths: ReadonlyMap<string, TextName> = new Map<string, TextName>([
  ["username", "userName"],
  ["externalid", "externalId"],
  ["name.givenname", "givenName"],
  ["name.familyname", "familyName"],
  ["preferredlanguage", "language"],
]);
const listNames: ReadonlyMap<string, ListName> = new Map<string, ListName>([
  ["emails", "emails"],
  ["phonenumbers", "phoneNumbers"],
]);
const valueParts: ReadonlySet<string> = new Set<ValuePart>(["value", "type", "primary"]);

/** attribute, [filter], .part */
const pathForm = /^([a-z][a-z0-9_$-]*)(?:\[(.*)\])?(?:\.([a-z$][a-z0-9_$-]*))?$/iu;

/** Returns whether a text has the form of a path. */
export function isPath(text: string): boolean {
  return /^urn:/iu.test(text) || pathForm.test(text);
}

/** Returns what a path names; case does not count. Throws ScimProblem for what is no path. */
export function targetOf(path: string, school: SchoolAttribute): Target {
  const lower = path.trim().toLowerCase();
  const enterprise = enterpriseUser.toLowerCase();
  if (lower === enterprise) return { kind: "complex", prefix: `${enterpriseUser}:` };
  if (lower === `${enterprise}:${school.toLowerCase()}`) return { kind: "text", name: "school" };
  if (lower === coreUser.toLowerCase()) return { kind: "complex", prefix: "" };
  const core = `${coreUser.toLowerCase()}:`;
  const own = lower.startsWith(core) ? path.trim().slice(core.length) : path.trim();
  if (own.toLowerCase().startsWith("urn:")) return { kind: "passed-over" };
  const parts = pathForm.exec(own);
  if (parts === null) throw invalidPath(path);
  const [, attribute = "", filter, part] = parts;
  return targetOfParts(path, attribute.toLowerCase(), filter, part?.toLowerCase());
}

function targetOfParts(
  path: string,
  attribute: string,
  filter: string | undefined,
  part: string | undefined,
): Target {
  const list = listNames.get(attribute);
  if (list !== undefined) {
    if (part !== undefined && !isValuePart(part)) return { kind: "passed-over" };
    const wanted = filter === undefined ? null : valueFilter(filter);
    return { kind: "list", name: list, filter: wanted, part: part ?? null };
  }
  const text = textPaths.get(part === undefined ? attribute : `${attribute}.${part}`);
  const isKnown = text !== undefined || attribute === "active" || attribute === "name";
  if (isKnown && filter !== undefined) throw invalidPath(path);
  if (text !== undefined) return { kind: "text", name: text };
  if (attribute === "active" && part === undefined) return { kind: "active" };
  if (attribute === "name" && part === undefined) return { kind: "complex", prefix: "name." };
  return { kind: "passed-over" };
}

const filterForm = /^\s*(value|type|primary)\s+eq\s+("(?:[^"\\]|\\.)*"|true|false)\s*$/iu;

function valueFilter(filter: string): ValueFilter {
  const [, part = "", literal = ""] = filterForm.exec(filter) ?? [];
  const equals = literalText(literal);
  const lower = part.toLowerCase();
  if (isValuePart(lower) && equals !== null) return { part: lower, equals };
  throw new ScimProblem(
    400,
    "invalidFilter",
    'Cannot use the filter of a path: wanted one such as [type eq "work"]',
  );
}

/** Returns the text of a literal in a filter; null for what is none. */
export function literalText(literal: string): string | null {
  if (!literal.startsWith('"')) return literal === "" ? null : literal;
  try {
    return String(JSON.parse(literal));
  } catch {
    return null;
  }
}

function isValuePart(text: string): text is ValuePart {
  return valueParts.has(text);
}

function invalidPath(path: string): ScimProblem {
  const shown = JSON.stringify(path.slice(0, 80));
  return new ScimProblem(
    400,
    "invalidPath",
    `Cannot use the path ${shown}: wanted one such as name.familyName`,
  );
}
