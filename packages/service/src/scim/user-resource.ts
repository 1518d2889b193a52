import { externalIdLengthMax, valueTypeLengthMax } from "../holders/directory-of.ts";
import { checkHolders, type RawHolder } from "../holders/given-holder.ts";
import type { GivenPerson, ProvisionedPerson } from "../holders/provision.ts";
import type { SchoolAttribute } from "./school-attribute.ts";
import { invalidValue, ScimProblem } from "./scim-problem.ts";
import { chosenValue, coreUser, emptyDraft, enterpriseUser, type UserDraft } from "./user-draft.ts";

/** Where users are. */
export const usersPath = "/scim/v2/Users";

/** Returns the `id` of a person: their identifier, in characters that need no escape in a path. */
export function userIdOf(holder: string): string {
  return Buffer.from(holder, "utf8").toString("base64url");
}

/** Returns the identifier of an `id`; one that we did not give names nobody. */
export function holderOfId(id: string): string {
  const holder = Buffer.from(id, "base64url").toString("utf8");
  return userIdOf(holder) === id ? holder : "";
}

/** Returns the weak entity tag of a person (RFC 7644 §3.14). */
export function versionTag({ version }: ProvisionedPerson): string {
  return `W/"${version}"`;
}

/** Returns a person as a SCIM user (RFC 7643 §4.1). */
export function userResource(person: ProvisionedPerson, school: SchoolAttribute): object {
  const { entry, externalId, isActive, emailType, phoneType, since } = person;
  const { holder, givenName, familyName, email, phone, language } = entry;
  const id = userIdOf(holder);
  const moments = since && {
    created: new Date(since.createdAt).toISOString(),
    lastModified: new Date(since.changedAt).toISOString(),
  };
  return {
    schemas: [coreUser, ...(entry.school === "" ? [] : [enterpriseUser])],
    id,
    ...(externalId !== "" && { externalId }),
    userName: holder,
    name: { ...(familyName !== "" && { familyName }), ...(givenName !== "" && { givenName }) },
    active: isActive,
    ...(email !== "" && { emails: [shownValue(email, emailType)] }),
    ...(phone !== "" && { phoneNumbers: [shownValue(phone, phoneType)] }),
    ...(language !== "" && { preferredLanguage: language }),
    ...(entry.school !== "" && { [enterpriseUser]: { [school]: entry.school } }),
    meta: {
      ...{ resourceType: "User", location: `${usersPath}/${id}`, version: versionTag(person) },
      ...moments,
    },
  };
}

function shownValue(value: string, type: string): object {
  return { value, ...(type !== "" && { type }), primary: true };
}

/** Returns a person as a draft that operations change. */
export function draftOfPerson(person: ProvisionedPerson): UserDraft {
  const { entry, externalId, isActive, emailType, phoneType } = person;
  const { holder, givenName, familyName, email, phone, language, school } = entry;
  // Not "primary" for ever: a system that sets another address says so by its type.
  const listed = (value: string, type: string) =>
    value === "" ? [] : [{ value, type, isPrimary: false }];
  return {
    ...emptyDraft,
    isActive,
    texts: { userName: holder, externalId, givenName, familyName, language, school },
    lists: { emails: listed(email, emailType), phoneNumbers: listed(phone, phoneType) },
  };
}

/**
 * Returns what a draft says of a person; `before` is who they were. Throws ScimProblem for what cannot be kept, and for
 * another `userName`: a key hangs on it.
 */
export function personOfDraft(draft: UserDraft, before: ProvisionedPerson | null): GivenPerson {
  const { userName, externalId, ...texts } = draft.texts;
  const email = chosenValue(draft.lists.emails);
  const phone = chosenValue(draft.lists.phoneNumbers);
  const given = (name: string, value: string) => ({ name, values: [value] });
  const raw: RawHolder = {
    place: "the request",
    holder: given("userName", userName),
    fields: {
      familyName: given("name.familyName", texts.familyName),
      givenName: given("name.givenName", texts.givenName),
      email: given("emails", email?.value ?? ""),
      // RFC 7643 §4.1.2 has numbers as RFC 3966 writes them.
      phone: given("phoneNumbers", (phone?.value ?? "").replace(/^tel:/iu, "")),
      school: given("department", texts.school),
      language: given("preferredLanguage", texts.language),
    },
  };
  const { holders, problems } = checkHolders([raw], []);
  const [holder] = holders;
  const [problem] = problems;
  if (problem !== undefined || holder === undefined) {
    const { place = "", found = "nothing", wanted = "a user" } = problem ?? {};
    throw new ScimProblem(
      400,
      "invalidValue",
      `Cannot take ${place}: found ${found}, wanted ${wanted}`,
    );
  }
  if (before !== null && holder.holder !== before.entry.holder) {
    throw new ScimProblem(
      400,
      "mutability",
      "Cannot change userName: a key hangs on it; delete this user and create another",
    );
  }
  requireForm("externalId", externalId, externalIdLengthMax);
  const emailType = email?.type ?? before?.emailType ?? "work";
  const phoneType = phone?.type ?? before?.phoneType ?? "work";
  requireForm("emails.type", emailType, valueTypeLengthMax);
  requireForm("phoneNumbers.type", phoneType, valueTypeLengthMax);
  const entry = { ...nothingSaid, ...before?.entry, ...holder };
  return { entry, externalId, emailType, phoneType, isActive: draft.isActive };
}

const nothingSaid = {
  ...{ familyName: "", givenName: "", email: "", phone: "", school: "", language: "" },
  groups: [],
};

function requireForm(name: string, text: string, lengthMax: number): void {
  if (text.length <= lengthMax && /^\P{C}*$/u.test(text)) return;
  throw invalidValue(name, text, `at most ${lengthMax} characters that can be printed`);
}
