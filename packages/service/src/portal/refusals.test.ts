import { actOnStoredKey } from "@jeton/validator/parts";
import { describe, expect, test } from "vitest";
import {
  browserAtConfirm,
  browserAtHome,
  browserAtPin,
  holder,
  openBrowser,
  openTestPortal,
  type Page,
  pin,
  serial,
  type TestPortal,
  withoutTokens,
} from "../../test-support/test-portal.ts";

describe("a refused log-in", () => {
  // Goal: someone without the key learns nothing from a refusal (law 6).
  // Method: present every cause to portals in the state that makes it, and compare whole pages; the
  // token and the identifier, which the browser gave itself, are the only differences.
  const assigned = () => Promise.resolve();
  const inService = (portal: TestPortal) => browserAtHome(portal);
  type Cause = readonly [string, (portal: TestPortal) => Promise<unknown>, Given];
  type Given = (portal: TestPortal) => { readonly identifier?: string; readonly passcode: string };
  const act = (kind: "suspend" | "lose") => async (portal: TestPortal) => {
    await browserAtHome(portal);
    await actOnStoredKey(portal.ports, serial, { kind }, "staff:test");
  };

  const causes: readonly Cause[] = [
    ["unknown identifier", inService, (p) => ({ identifier: "nobody0", passcode: pin + p.code() })],
    [
      "unknown identifier, digits alone",
      inService,
      () => ({ identifier: "x", passcode: "123456" }),
    ],
    ["an identifier that nobody can have", inService, () => ({ identifier: "a b", passcode: "x" })],
    ["wrong PIN", inService, (p) => ({ passcode: `9999${p.code()}` })],
    ["wrong code", inService, (p) => ({ passcode: pin + p.code(40) })],
    ["spent code", inService, (p) => ({ passcode: pin + p.code(-1) })],
    ["digits alone, once in service", inService, (p) => ({ passcode: p.code() })],
    ["no PASSCODE at all", inService, () => ({ passcode: "password" })],
    ["five digits", inService, () => ({ passcode: "12345" })],
    ["not commissioned, with a PIN", assigned, (p) => ({ passcode: pin + p.code() })],
    ["not commissioned, wrong digits", assigned, (p) => ({ passcode: p.code(40) })],
    ["suspended", act("suspend"), (p) => ({ passcode: pin + p.code() })],
    ["lost", act("lose"), (p) => ({ passcode: pin + p.code() })],
    [
      "blocked after wrong PINs",
      async (portal) => {
        await inService(portal);
        for (let i = 0; i < 10; i += 1) {
          await refusal(portal, { identifier: holder, passcode: `9999${portal.code()}` });
          portal.advance(120);
        }
      },
      (p) => ({ passcode: pin + p.code() }),
    ],
    [
      "the first of two codes, after guesses",
      async (portal) => {
        await inService(portal);
        for (let i = 0; i < 12; i += 1) {
          await refusal(portal, { identifier: holder, passcode: "0000000000" });
        }
      },
      (p) => ({ passcode: pin + p.code() }),
    ],
  ];

  test.each(causes)("tells nothing: %s", async (_, prepare, given) => {
    const portal = await openTestPortal();
    await prepare(portal);
    const page = await refusal(portal, { identifier: holder, ...given(portal) });
    expect(page.status).toBe(403);
    expect(page.html).toBe(await plainRefusal());
    expect([...page.headers].filter(([name]) => name === "set-cookie")).toEqual([]);
  });

  test("names the cures, and never gives a PASSCODE back", async () => {
    const portal = await openTestPortal();
    const page = await refusal(portal, { identifier: holder, passcode: "9999123456" });
    for (const cure of [
      "Vérifiez votre identifiant.",
      "Attendez que la clé affiche un autre code",
      "Saisissez votre code PIN, suivi sans espace des 6 chiffres",
      "À la première connexion, saisissez les 6 chiffres seuls.",
      "redonnez ici votre PASSCODE avec le code suivant, puis avec celui d’après",
      "adressez-vous à l’assistance",
    ]) {
      expect(page.text).toContain(cure);
    }
    expect(page.html).toContain('value="jdupont"');
    expect(page.html).not.toContain("9999123456");
    expect(page.html).toMatch(/<title>Erreur/u);
  });

  test("writes no markup that was given as an identifier", async () => {
    const portal = await openTestPortal();
    const identifier = `"><b>x</b>`;
    const { html } = await refusal(portal, { identifier, passcode: "123456" });
    expect(html).not.toContain("<b>x</b>");
    expect(html).toContain("&lt;b&gt;x");
  });

  // A session may end between a form and the page to which its refusal leads. Who was refused decides nothing then.
  test("leads to one page where the session is over meanwhile, whoever was refused", async () => {
    const portal = await openTestPortal();
    await browserAtHome(portal);
    const pages = [];
    for (const identifier of [holder, "nobody0"]) {
      const browser = openBrowser(portal);
      await browser.get("/portal");
      await browser.post("/portal/login", { identifier, passcode: `9999${portal.code()}` });
      const kept = browser.cookies.header().split("; ");
      const cookie = kept.filter((each) => !each.startsWith("jeton_session=")).join("; ");
      expect(cookie).toContain("jeton_form=");
      const headers = { cookie, "sec-fetch-site": "same-origin" };
      const page = await portal.app.request("http://jeton.test/portal?again=refused", { headers });
      const names = [...page.headers.keys()].sort();
      expect(names).toContain("set-cookie");
      const html = (await page.text()).replaceAll(/value="[\w-]{20,}"/g, 'value="TOKEN"');
      pages.push({ status: page.status, names, html: html.replace(`value="${identifier}"`, "") });
    }
    expect(pages[0]).toEqual(pages[1]);
    expect(pages[0]).toMatchObject({ status: 403 });
  });

  async function refusal(
    portal: TestPortal,
    fields: { readonly identifier: string; readonly passcode: string },
  ): Promise<Page> {
    const browser = openBrowser(portal);
    await browser.get("/portal");
    const page = await browser.post("/portal/login", fields);
    const html = withoutTokens(page.html, browser.csrf());
    return fields.identifier.includes("<")
      ? page
      : { ...page, html: html.replace(` value="${fields.identifier}"`, ` value="jdupont"`) };
  }

  async function plainRefusal(): Promise<string> {
    return (await refusal(await openTestPortal(), { identifier: holder, passcode: "1" })).html;
  }
});

describe("an unfit PIN", () => {
  test.each([
    ["abc", "abc", "pin", "Le code PIN doit avoir de 4 à 6 caractères."],
    ["abcdefg", "abcdefg", "pin", "Le code PIN doit avoir de 4 à 6 caractères."],
    ["a b c", "a b c", "pin", "ni espace ni caractère invisible"],
    ["7777", "7777", "pin", "trop facile à deviner"],
    ["1234", "1234", "pin", "trop facile à deviner"],
    ["k7m2", "k7m3", "pinAgain", "Les deux saisies sont différentes."],
  ])("%j, %j is answered at its field with its own text", async (first, second, field, text) => {
    const portal = await openTestPortal();
    const browser = await browserAtPin(portal);
    const before = await portal.stored();
    const page = await browser.post("/portal/pin", { pin: first, pinAgain: second });
    expect(page.status).toBe(422);
    const problem = new RegExp(`id="${field}-problem"[^]*?</p>`, "u").exec(page.html)?.[0];
    expect(problem).toContain(text);
    const input = new RegExp(`<input[^>]* id="${field}"[^>]*>`, "u").exec(page.html)?.[0];
    expect(input).toContain('aria-invalid="true"');
    expect(input).toContain(`aria-describedby="${field}-problem"`);
    expect(input).toContain("data-focus");
    expect(page.html.match(/aria-invalid/gu)).toHaveLength(1);
    expect(page.html).not.toContain(`value="${first}"`);
    expect(await portal.stored()).toBe(before);
  });
});

describe("a refused confirmation", () => {
  test.each([
    ["the first code again", (p: TestPortal) => pin + p.code(-1)],
    ["another PIN", (p: TestPortal) => `9q9z${p.code()}`],
    ["a wrong code", (p: TestPortal) => pin + p.code(40)],
    ["no PASSCODE at all", () => "abc"],
  ])("shows the one text and the ways out: %s", async (_, passcode) => {
    const portal = await openTestPortal();
    const browser = await browserAtConfirm(portal);
    const page = await browser.post("/portal/confirm", { passcode: passcode(portal) });
    const plain = await openTestPortal().then(async (other) => {
      const one = await browserAtConfirm(other);
      const refused = await one.post("/portal/confirm", { passcode: "1" });
      return withoutTokens(refused.html, one.csrf());
    });
    expect(page.status).toBe(403);
    expect(withoutTokens(page.html, browser.csrf())).toBe(plain);
    expect(page.text).toContain("Connexion refusée");
    expect(page.text).toContain("Vérifiez le code PIN que vous venez de choisir.");
    expect(page.html).toContain('<a href="/portal/pin">');
    expect(page.html).toContain('<a href="/portal">');
    // 20 s into a step: the code just given may be spent, the one after it shows in 40 s.
    expect(page.text).toContain("dans environ 40 secondes");
  });
});

describe("a commissioning that has run out", () => {
  test("is explained, with the way to begin again", async () => {
    const portal = await openTestPortal();
    const browser = await browserAtConfirm(portal);
    portal.advance(600);
    for (const page of [
      await browser.get("/portal/pin"),
      await browser.get("/portal/confirm"),
      await browser.post("/portal/pin", { pin, pinAgain: pin }),
      await browser.post("/portal/confirm", { passcode: pin + portal.code() }),
    ]) {
      expect(page.status).toBe(403);
      expect(page.text).toContain("La mise en service a pris fin");
      expect(page.html).toContain('href="/portal"');
    }
  });
});
