import { describe, expect, test } from "vitest";
import { findProgram, missingSentence } from "./needs.ts";

describe("findProgram()", () => {
  test("finds a program under its second name", () => {
    expect(findProgram(["no-such-program", "sh"])).toMatch(/\/sh$/);
  });

  test("finds nothing where PATH leads nowhere", () => {
    expect(findProgram(["sh"], "/no-such-folder")).toBeNull();
    expect(findProgram(["sh"], "")).toBeNull();
  });
});

describe("missingSentence()", () => {
  test("names the program and the package that has it", () => {
    expect(missingSentence({ names: ["oathtool"], debianPackage: "oathtool" })).toBe(
      "oathtool is not installed (apt-get install oathtool)",
    );
  });
});
