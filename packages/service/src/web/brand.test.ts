import { describe, expect, test } from "vitest";
import { browserAtPin, openBrowser, openTestPortal } from "../../test-support/test-portal.ts";
import { coloursSheet, contrast, poorContrasts } from "./colours.ts";

const logo = {
  bytes: new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  extension: ".svg",
} as const;
const brand = {
  name: { fr: "Académie d’Exemple", en: "Academy of Example" },
  logo,
  colours: { accent: "#000091" },
  mailDomain: "ac-exemple.fr",
  warnings: ["Fermé <le> 24 décembre."],
  links: {
    accessibility: "https://exemple.fr/accessibilite",
    accessibilityState: "partial",
    privacy: "https://exemple.fr/donnees",
  },
} as const;

describe("the brand of an installation", () => {
  test.each([
    ["fr", "Académie d’Exemple", "Accessibilité : partiellement conforme"],
    ["en", "Academy of Example", "Accessibility: partially compliant"],
  ])("is on every page, with its links: %s", async (language, name, statement) => {
    const browser = openBrowser(await openTestPortal({ brand }), language);
    const { html, text } = await browser.get("/portal");
    expect(html).toMatch(new RegExp(`<title>[^<]* – ${name}</title>`, "u"));
    expect(text.replaceAll("\u00a0", " ")).toContain(statement);
    expect(text).not.toMatch(/Portail Jeton|Jeton portal/u);
    expect(html).toContain('href="https://exemple.fr/donnees"');
    expect(text).toContain("@ac-exemple.fr");
    expect(html).toContain("Fermé &lt;le&gt; 24 décembre.");
    expect(html).not.toContain("undefined");
    const [picture = ""] = /\/assets\/[^"]+brand-logo\.svg/u.exec(html) ?? [];
    const shown = await browser.get(picture);
    expect([shown.status, shown.headers.get("content-type")]).toEqual([200, "image/svg+xml"]);
    expect(shown.headers.get("content-security-policy")).toContain("script-src 'self'");
    const [sheet = ""] = /\/assets\/[^"]+brand-colours\.css/u.exec(html) ?? [];
    expect((await browser.get(sheet)).html).toContain("--accent: #000091;");
  });

  test("is the pages' own when there is none", async () => {
    const { html, text } = await openBrowser(await openTestPortal()).get("/portal");
    expect(text).toContain("Portail Jeton Connexion par clé OTP");
    expect(html).not.toMatch(/brand-|class="legal"/u);
  });
});

describe("the procedure’s own words", () => {
  test.each([
    ["fr", ["4 chiffres suffisent", "devient inutilisable", "jamais votre NUMEN"]],
    ["en", ["4 digits are enough", "cannot be used until the help desk acts", "never your NUMEN"]],
  ])("stand where the PIN is chosen: %s", async (language, words) => {
    const portal = await openTestPortal();
    const { text } = await (await browserAtPin(portal, language)).get("/portal/pin");
    for (const each of words) expect(text).toContain(each);
  });

  test.each([
    ["fr", "n’importe quel ordinateur : aucune configuration"],
    ["en", "any computer: nothing to configure"],
  ])("stand where somebody begins: %s", async (language, words) => {
    const browser = openBrowser(await openTestPortal(), language);
    for (const path of ["/portal", "/portal/new-key"]) {
      const { html, text } = await browser.get(path);
      expect(text.replaceAll("\u00a0", " ")).toContain(words);
      if (language === "fr") expect(html).toMatch(/class="primary">Valider</u);
    }
  });
});

describe("poorContrasts()", () => {
  test("measures as WCAG does", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
    expect(contrast("#336699", "#336699")).toBe(1);
  });

  test("finds nothing in the pages' own colours, nor in the dark one that is made", () => {
    expect(poorContrasts({ accent: "#1f4b82", accentDark: "#8fbcf7" })).toEqual([]);
    for (const accent of ["#000000", "#000091", "#b34000", "#6a6a00", "#17663a"]) {
      expect(poorContrasts({ accent }), accent).toEqual([]);
    }
  });

  test("finds each ground on which a colour cannot be read", () => {
    const found = poorContrasts({ accent: "#777777" });
    expect(found.map(({ colour, on }) => [colour, on])).toEqual([
      ["accent", "#ffffff"],
      ["accent", "#f3f5f8"],
      ["accent", "#f1f1f1"],
    ]);
  });
});

test("coloursSheet() sets nothing but the accent's own colours, by day and by night", () => {
  const names = [...coloursSheet({ accent: "#000091" }).matchAll(/--[a-z-]+/gu)].map(
    ([name]) => name,
  );
  const accents = ["--accent", "--accent-strong", "--accent-soft", "--on-accent"];
  expect(names).toEqual([...accents, ...accents]);
});
