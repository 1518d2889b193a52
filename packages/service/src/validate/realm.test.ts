import { describe, expect, test } from "vitest";
import { parseRealm, type Realm, userInRealm } from "./realm.ts";

const realms: readonly Realm[] = [
  { name: "example.org", isInIdentifier: false },
  { name: "example.net", isInIdentifier: true },
];

describe("userInRealm()", () => {
  test.each([
    ["camille", "", "camille"],
    ["camille", "example.org", "camille"],
    ["camille@example.org", "", "camille"],
    ["camille@example.org", "example.org", "camille"],
    ["camille", "example.net", "camille@example.net"],
    ["camille@example.net", "", "camille@example.net"],
    ["camille@EXAMPLE.net", "Example.Net", "camille@example.net"],
    ["camille@mail.example", "", "camille@mail.example"],
    ["camille@mail.example", "example.org", "camille@mail.example"],
    ["camille@mail.example", "example.net", "camille@mail.example@example.net"],
    ["camille", "other.example", null],
    ["camille@example.org", "other.example", null],
    ["", "", ""],
  ])("reads user %o in realm %o as %o", (user, realm, expected) => {
    expect(userInRealm(user, realm, realms)).toBe(expected);
  });

  test("takes no realm when there is none", () => {
    expect(userInRealm("camille@example.org", "", [])).toBe("camille@example.org");
    expect(userInRealm("camille", "example.org", [])).toBeNull();
  });
});

describe("parseRealm()", () => {
  test("reads a name, and whether it is part of identifiers", () => {
    expect(parseRealm("example.org")).toEqual(realms[0]);
    expect(parseRealm("example.net=keep")).toEqual(realms[1]);
    for (const text of ["", "a b", "a@b", "a=b", "=keep", "x".repeat(65)])
      expect(parseRealm(text)).toBeNull();
  });
});
