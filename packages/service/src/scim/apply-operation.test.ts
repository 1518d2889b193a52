import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyOperation, draftOfUser, type Operation } from "./apply-operation.ts";
import { ScimProblem } from "./scim-problem.ts";
import { chosenValue, emptyDraft, enterpriseUser, type UserDraft } from "./user-draft.ts";

const school = "department";
const apply = (draft: UserDraft, ...operations: readonly Operation[]): UserDraft =>
  operations.reduce((changed, operation) => applyOperation(changed, operation, school), draft);
const replace = (path: string, value: unknown): Operation => ({ op: "replace", path, value });

const paths = {
  userName: "userName",
  externalId: "externalId",
  "name.familyName": "familyName",
  "name.givenName": "givenName",
  preferredLanguage: "language",
  [`${enterpriseUser}:department`]: "school",
} as const;

const anyValue = fc.record({
  value: fc.string({ minLength: 1, maxLength: 8 }),
  type: fc.constantFrom("work", "home", "mobile"),
  primary: fc.boolean(),
});
const anyUser = fc.record({
  userName: fc.string(),
  externalId: fc.string(),
  name: fc.record({ familyName: fc.string(), givenName: fc.string() }),
  active: fc.boolean(),
  preferredLanguage: fc.string(),
  emails: fc.uniqueArray(anyValue, { maxLength: 3, selector: ({ value }) => value }),
  phoneNumbers: fc.uniqueArray(anyValue, { maxLength: 3, selector: ({ value }) => value }),
  [enterpriseUser]: fc.record({ department: fc.string() }),
  title: fc.string(),
});
const anyOperation: fc.Arbitrary<Operation> = fc.record({
  op: fc.constantFrom("add", "replace", "remove"),
  path: fc.oneof(
    fc.constantFrom(...Object.keys(paths), "active", "emails", 'emails[type eq "work"].value'),
    fc.constantFrom(
      "",
      "name",
      enterpriseUser,
      'phoneNumbers[type eq "mobile"]',
      "x.y",
      "__proto__",
    ),
    fc.string(),
  ),
  value: fc.oneof(fc.string(), fc.boolean(), fc.jsonValue(), anyUser),
});

describe("applyOperation()", () => {
  test("replaces a whole user with or without a path, with the same result", () => {
    fc.assert(
      fc.property(anyUser, anyUser, (before, next) => {
        const draft = draftOfUser(before, school);
        const whole = apply(draft, replace("", next));
        expect(whole).toEqual(draftOfUser(next, school));
        const each = Object.entries(next).map(([path, value]) => replace(path, value));
        expect(apply(draft, ...each)).toEqual(whole);
      }),
    );
  });

  test("does the same when it comes again", () => {
    fc.assert(
      fc.property(anyUser, anyOperation, (user, operation) => {
        const draft = draftOfUser(user, school);
        let once: UserDraft;
        try {
          once = apply(draft, operation);
        } catch (error) {
          expect(error).toBeInstanceOf(ScimProblem);
          return;
        }
        expect(apply(once, operation)).toEqual(once);
        expect(draft).toEqual(draftOfUser(user, school));
      }),
      { numRuns: 500 },
    );
  });

  test("changes what the path names and nothing else, however it is written", () => {
    const names = fc.constantFrom(...(Object.keys(paths) as (keyof typeof paths)[]));
    fc.assert(
      fc.property(anyUser, names, fc.string(), fc.boolean(), (user, path, value, isUpper) => {
        const draft = draftOfUser(user, school);
        const written = isUpper ? path.toUpperCase() : path;
        const texts = { ...draft.texts, [paths[path]]: value };
        expect(apply(draft, replace(written, value))).toEqual({ ...draft, texts });
        const taken = apply(draft, { op: "remove", path: written, value: undefined });
        expect(taken.texts[paths[path]]).toBe("");
        expect(apply(draft, replace(written, null))).toEqual(taken);
      }),
    );
  });

  test.each([
    ["True", true],
    ["False", false],
    ["false", false],
    [true, true],
  ])("reads active %j as %j", (value, isActive) => {
    for (const operation of [replace("active", value), replace("", { active: value })]) {
      expect(apply({ ...emptyDraft, isActive: !isActive }, operation).isActive).toBe(isActive);
    }
  });

  test("sets the value that a filter names, there or not", () => {
    const path = 'phoneNumbers[type eq "mobile"].value';
    const one = apply(emptyDraft, { op: "add", path, value: "+33 6" });
    expect(one.lists.phoneNumbers).toEqual([{ value: "+33 6", type: "mobile", isPrimary: false }]);
    const two = apply(one, replace('phoneNumbers[type eq "work"].value', "+33 4"));
    expect(chosenValue(two.lists.phoneNumbers)?.value).toBe("+33 4");
    const primary = apply(two, replace('phoneNumbers[type eq "mobile"].primary', "True"));
    expect(chosenValue(primary.lists.phoneNumbers)?.value).toBe("+33 6");
    const gone = apply(primary, { op: "remove", path, value: undefined });
    expect(gone.lists.phoneNumbers.map(({ type }) => type)).toEqual(["work"]);
  });

  test.each([
    [replace("a b", 1), "invalidPath"],
    [replace("userName[x", 1), "invalidPath"],
    [replace("userName", 1), "invalidValue"],
    [replace("active", "yes"), "invalidValue"],
    [replace('emails[type co "w"].value', "a@b"), "invalidFilter"],
    [{ op: "remove", path: "", value: undefined } as const, "noTarget"],
    [replace("", "text"), "invalidValue"],
    [
      replace(
        "emails",
        Array.from({ length: 21 }, () => "a@b"),
      ),
      "invalidValue",
    ],
  ])("refuses %j as %s", (operation, scimType) => {
    expect(() => apply(emptyDraft, operation)).toThrow(expect.objectContaining({ scimType }));
  });
});
