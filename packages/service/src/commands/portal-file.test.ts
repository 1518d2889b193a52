import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { browserAtHome, openTestPortal } from "../../test-support/test-portal.ts";
import { readPortalFile } from "./portal-file.ts";

const folder = mkdtempSync(join(tmpdir(), "jeton-portal-file-"));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(content: unknown): string {
  const path = join(folder, "portal.json");
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

const notes = {
  name: "Notes",
  url: "https://notes.exemple.fr/",
  description: { fr: "Saisie des notes", en: "Marks" },
};

describe("readPortalFile()", () => {
  test("answers applications and contact, and both may be left out", () => {
    const contact = { phone: "01 23 45 67 89", hours: { fr: "8 h – 18 h", en: "8 to 6" } };
    expect(readPortalFile(fileOf({ applications: [notes], contact }))).toEqual({
      applications: [notes],
      contact,
    });
    expect(readPortalFile(fileOf({}))).toEqual({ applications: [], contact: {} });
  });

  test.each([
    ["no JSON", "{", /Cannot read the portal file .*JSON/u],
    ["another field", { colour: "red" }, /colour/u],
    [
      "a link that is no page",
      { applications: [{ ...notes, url: "javascript:x" }] },
      /applications\/0\/url/u,
    ],
    [
      "one language of two",
      { applications: [{ ...notes, name: { fr: "x" } }] },
      /applications\/0\/name/u,
    ],
    ["no address", { contact: { email: "x" } }, /contact\/email/u],
  ])("says where the fault is: %s", (_, content, message) => {
    expect(() => readPortalFile(fileOf(content))).toThrow(message);
  });

  test("names a file that is not there", () => {
    expect(() => readPortalFile(join(folder, "none.json"))).toThrow(/none\.json/u);
  });
});

test.each([
  ["fr", "Saisie des notes"],
  ["en", "Marks"],
])("an application is described in the reader's language: %s", async (language, description) => {
  const portal = await openTestPortal({ applications: [notes] });
  const page = await (await browserAtHome(portal, language)).get("/portal/home");
  expect(page.text).toContain(description);
});
