import {
  isPath,
  type Target,
  targetOf,
  type ValueFilter,
  type ValuePart,
} from "./attribute-path.ts";
import { isRecord, readBoolean } from "./read-value.ts";
import type { SchoolAttribute } from "./school-attribute.ts";
import { invalidValue, ScimProblem } from "./scim-problem.ts";
import {
  emptyDraft,
  type MultiValue,
  readValues,
  type TextName,
  type UserDraft,
  valuesMax,
} from "./user-draft.ts";

/** One change of a user (RFC 7644 §3.5.2). */
export type Operation = {
  readonly op: "add" | "replace" | "remove";
  /** "" for none: then each key of the value is one. */
  readonly path: string;
  readonly value: unknown;
};

/**
 * Returns the draft with a change. What the directory has no place for is passed over. A null takes away, as `remove`
 * does. Throws ScimProblem for a path that is none and a value that cannot be taken.
 */
export function applyOperation(
  draft: UserDraft,
  { op, path, value }: Operation,
  school: SchoolAttribute,
): UserDraft {
  if (path === "") return applyEach(draft, { op, path, value }, school);
  const target = targetOf(path, school);
  if (value === null && op !== "remove") {
    return applyOperation(draft, { op: "remove", path, value: undefined }, school);
  }
  switch (target.kind) {
    case "passed-over":
      return draft;
    case "text":
      return withText(draft, target.name, op === "remove" ? "" : value);
    case "active":
      if (op === "remove") throw invalidValue("active", null, "true or false");
      return { ...draft, isActive: readBoolean("active", value) };
    case "complex":
      if (op !== "remove") return applyEach(draft, { op, path: target.prefix, value }, school);
      return withoutComplex(draft, target.prefix);
    case "list":
      return withList(draft, target, op, value);
    default:
      return target satisfies never;
  }
}

/** Returns the draft of a whole user, as POST and PUT give them; `isActive` unless they say it. */
export function draftOfUser(body: unknown, school: SchoolAttribute, isActive = true): UserDraft {
  return applyOperation({ ...emptyDraft, isActive }, { op: "add", path: "", value: body }, school);
}

/** Each key of a value is a path: Entra ID writes `name.givenName` there, too. */
function applyEach(
  draft: UserDraft,
  { op, path: prefix, value }: Operation,
  school: SchoolAttribute,
): UserDraft {
  if (op === "remove") {
    throw new ScimProblem(400, "noTarget", 'Cannot remove: found no "path", wanted one');
  }
  if (!isRecord(value)) throw invalidValue(prefix || "value", value, "an object");
  return Object.entries(value).reduce(
    (changed, [key, each]) =>
      isPassedOver(key)
        ? changed
        : applyOperation(changed, { op, path: prefix + key, value: each }, school),
    draft,
  );
}

/** What a resource says of itself, and keys that are no path: attributes that we do not know. */
function isPassedOver(key: string): boolean {
  return !isPath(key) || /^(?:schemas|id|meta)$/iu.test(key);
}

function withText(draft: UserDraft, name: TextName, value: unknown): UserDraft {
  if (typeof value !== "string") throw invalidValue(name, value, "a text");
  return { ...draft, texts: { ...draft.texts, [name]: value } };
}

function withoutComplex(draft: UserDraft, prefix: string): UserDraft {
  if (prefix === "name.") {
    return { ...draft, texts: { ...draft.texts, givenName: "", familyName: "" } };
  }
  return { ...draft, texts: { ...draft.texts, school: "" } };
}

function withList(
  draft: UserDraft,
  { name, filter, part }: Extract<Target, { readonly kind: "list" }>,
  op: Operation["op"],
  value: unknown,
): UserDraft {
  const before = draft.lists[name];
  const wanted = (each: MultiValue) => filter === null || matches(each, filter);
  const set = (values: readonly MultiValue[]): UserDraft => {
    if (values.length > valuesMax) {
      throw invalidValue(name, values.length, `at most ${valuesMax} values`);
    }
    return { ...draft, lists: { ...draft.lists, [name]: values } };
  };
  if (op === "remove") {
    return part === null || part === "value"
      ? set(before.filter((each) => !wanted(each)))
      : set(before.map((each) => (wanted(each) ? withoutPart(each, part) : each)));
  }
  if (part === null && filter === null) {
    const given = readValues(name, value);
    return set(op === "replace" ? given : joined(before, given));
  }
  // RFC 7644 §3.5.2.3 has a `replace` that meets nothing refused; Entra ID means a new value by it.
  const found = before.some(wanted) ? before : [...before, valueFor(filter)];
  const change = (each: MultiValue): MultiValue => {
    if (part !== null) return withPart(each, part, readPart(name, part, value));
    return { ...each, ...definedOf(name, value) };
  };
  const changed = found.map((each) => (wanted(each) ? change(each) : each));
  const first = found.findIndex(wanted);
  return set(changed[first]?.isPrimary === true ? onlyPrimary(changed, first) : changed);
}

/** A value that is there already is not added again; a new primary one takes the place of the old. */
function joined(
  before: readonly MultiValue[],
  given: readonly MultiValue[],
): readonly MultiValue[] {
  const others = before.filter((each) => !given.some(({ value }) => value === each.value));
  const hasPrimary = given.some(({ isPrimary }) => isPrimary);
  return [...others.map((each) => (hasPrimary ? { ...each, isPrimary: false } : each)), ...given];
}

function onlyPrimary(values: readonly MultiValue[], index: number): readonly MultiValue[] {
  return values.map((each, at) => ({ ...each, isPrimary: at === index }));
}

function matches({ value, type, isPrimary }: MultiValue, { part, equals }: ValueFilter): boolean {
  const found = { value, type, primary: String(isPrimary) }[part];
  return found.toLowerCase() === equals.toLowerCase();
}

/** The value that a filter asks for, when there is none. */
function valueFor(filter: ValueFilter | null): MultiValue {
  const empty: MultiValue = { value: "", type: "", isPrimary: false };
  if (filter === null) return empty;
  return withPart(empty, filter.part, readPart("emails", filter.part, filter.equals));
}

function readPart(name: string, part: ValuePart, value: unknown): string | boolean {
  if (part === "primary") return readBoolean(`${name}.primary`, value);
  if (typeof value === "string") return value;
  throw invalidValue(`${name}.${part}`, value, "a text");
}

function withPart(each: MultiValue, part: ValuePart, value: string | boolean): MultiValue {
  if (part === "primary") return { ...each, isPrimary: value === true };
  return { ...each, [part]: String(value) };
}

function withoutPart(each: MultiValue, part: ValuePart): MultiValue {
  return withPart(each, part, part === "primary" ? false : "");
}

/** What a value with a filter before it says: parts that are not named stay. */
function definedOf(name: "emails" | "phoneNumbers", value: unknown): Partial<MultiValue> {
  const [read] = readValues(name, value);
  if (read === undefined) return {};
  return {
    ...(read.value !== "" && { value: read.value }),
    ...(read.type !== "" && { type: read.type }),
    ...(read.isPrimary && { isPrimary: true }),
  };
}
