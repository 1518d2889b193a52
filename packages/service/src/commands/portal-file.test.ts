import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
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
    const none = { brand: { warnings: [], links: {} } };
    expect(readPortalFile(fileOf({ applications: [notes], contact }))).toEqual({
      applications: [notes],
      contact,
      ...none,
    });
    expect(readPortalFile(fileOf({}))).toEqual({ applications: [], contact: {}, ...none });
  });

  test.each([
    ["no JSON", "{", /Cannot read the portal file .*JSON/u],
    ["another field", { colour: "red" }, /colour/u],
    ["a colour by its name", { colours: { accent: "red" } }, /colours\/accent: .*#1f4b82/u],
    [
      "a colour that cannot be read",
      { colours: { accent: "#7fb0e8" } },
      /colours\/accent: found a contrast of 2\.\d\d to #ffffff, wanted 4\.5 or more .*darker/u,
    ],
    [
      "a dark colour on dark pages",
      { colours: { accent: "#1f4b82", accentDark: "#1f4b82" } },
      /colours\/accentDark: .*lighter/u,
    ],
    ["an address for a domain", { mailDomain: "a@ac-exemple.fr" }, /mailDomain: .*without @/u],
    ["a link that is no page", { links: { legal: "javascript:x" } }, /links\/legal/u],
    ["another state", { links: { accessibilityState: "good" } }, /links\/accessibilityState/u],
    ["no such logo", { brand: { logo: "none.svg" } }, /none\.svg.*PNG or SVG/u],
    ["a logo that is no picture", { brand: { logo: "portal.json" } }, /wanted a PNG or an SVG/u],
    ["a warning without text", { warnings: [""] }, /warnings\/0/u],
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

  test("takes the example of the docs", () => {
    const example = new URL("../../../../deploy/portal/portal.json", import.meta.url);
    const { brand } = readPortalFile(fileURLToPath(example));
    expect(brand.links?.accessibilityState).toBe("none");
  });

  test("reads a logo from beside the file", () => {
    writeFileSync(join(folder, "logo.svg"), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    const { brand } = readPortalFile(fileOf({ brand: { logo: "logo.svg" } }));
    expect(brand.logo?.extension).toBe(".svg");
    writeFileSync(join(folder, "large.svg"), `<svg>${" ".repeat(200_000)}</svg>`);
    expect(() => readPortalFile(fileOf({ brand: { logo: "large.svg" } }))).toThrow(
      /brand\/logo: found 200011 bytes/u,
    );
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
