import { isRecord, readBoolean } from "./read-value.ts";
import { invalidValue } from "./scim-problem.ts";

export const coreUser = "urn:ietf:params:scim:schemas:core:2.0:User";
export const enterpriseUser = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/** The texts of a user. */
export type TextName =
  | "userName"
  | "externalId"
  | "givenName"
  | "familyName"
  | "language"
  | "school";

/** The attributes with several values. */
export type ListName = "emails" | "phoneNumbers";

/** An e-mail address or a number (RFC 7643 §2.4). */
export type MultiValue = {
  readonly value: string;
  readonly type: string;
  readonly isPrimary: boolean;
};

/** What of a SCIM user we keep, while a request changes it. */
export type UserDraft = {
  readonly texts: Readonly<Record<TextName, string>>;
  readonly isActive: boolean;
  readonly lists: Readonly<Record<ListName, readonly MultiValue[]>>;
};

export const emptyDraft: UserDraft = {
  texts: {
    ...{ userName: "", externalId: "", givenName: "", familyName: "" },
    ...{ language: "", school: "" },
  },
  // RFC 7643 §4.1.1 leaves to us what "active" is when nothing is said.
  isActive: true,
  lists: { emails: [], phoneNumbers: [] },
};

/** Values of one attribute that are taken at most. */
export const valuesMax = 20;

/** Returns the one value of a list that is kept: the primary one, else one for work, else the first. */
export function chosenValue(values: readonly MultiValue[]): MultiValue | null {
  const primary = values.find(({ isPrimary }) => isPrimary);
  const work = values.find(({ type }) => type.toLowerCase() === "work");
  return primary ?? work ?? values[0] ?? null;
}

/** Reads the values of an attribute; one alone need not stand in a list. Throws ScimProblem. */
export function readValues(name: ListName, given: unknown): readonly MultiValue[] {
  const values = Array.isArray(given) ? (given as readonly unknown[]) : [given];
  if (values.length <= valuesMax) return values.map((value) => readOne(name, value));
  throw invalidValue(name, values.length, `at most ${valuesMax} values`);
}

function readOne(name: ListName, given: unknown): MultiValue {
  if (typeof given === "string") return { value: given, type: "", isPrimary: false };
  if (!isRecord(given)) throw invalidValue(name, given, 'objects with a "value"');
  const field = (wanted: string) =>
    Object.entries(given).find(([key]) => key.toLowerCase() === wanted)?.[1] ?? null;
  const [value, type, primary] = [field("value") ?? "", field("type") ?? "", field("primary")];
  if (typeof value !== "string") throw invalidValue(`${name}.value`, value, "a text");
  if (typeof type !== "string") throw invalidValue(`${name}.type`, type, "a text");
  const isPrimary = primary !== null && readBoolean(`${name}.primary`, primary);
  return { value, type, isPrimary };
}
