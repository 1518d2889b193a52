import { actOnStoredKey, addKey } from "@jeton/validator/parts";
import { describe, expect, test } from "vitest";
import {
  browserAtHome,
  holder,
  openBrowser,
  openTestPortal,
  pin,
  serial,
  type TestPortal,
  withoutTokens,
} from "../../test-support/test-portal.ts";

const first = "/portal/out-of-step";
const next = "/portal/out-of-step/next";
const year = 365 * 24 * 60 * 60;

/** A portal whose holder's key was not used for a year and is 20 steps fast. */
async function afterAYear(): Promise<TestPortal> {
  const portal = await openTestPortal();
  await browserAtHome(portal);
  portal.advance(year);
  return portal;
}

describe("a key that is out of step", () => {
  test.each([
    ["the next PASSCODE", (portal: TestPortal) => pin + portal.code(20)],
    ["the code alone after that", (portal: TestPortal) => portal.code(21)],
  ])("is found again by a PASSCODE and %s", async (_, second) => {
    const portal = await afterAYear();
    const browser = openBrowser(portal);
    await browser.get(first);
    const asked = await browser.post(first, {
      identifier: holder,
      passcode: pin + portal.code(20),
    });
    expect(asked.status).toBe(403);
    expect(asked.text).toContain("Attendez le code suivant");
    expect(asked.html).toContain(`value="${holder}"`);
    portal.advance(60);
    const found = await browser.post(next, { identifier: holder, passcode: second(portal) });
    expect([found.status, found.location]).toEqual([303, "/portal/home"]);
  });

  test("logs in at once where nothing is wrong", async () => {
    const portal = await openTestPortal();
    await browserAtHome(portal);
    const browser = openBrowser(portal);
    await browser.get(first);
    const given = { identifier: holder, passcode: pin + portal.code() };
    expect((await browser.post(first, given)).location).toBe("/portal/home");
  });

  // Goal: the page tells no cause from another (law 6).
  // Method: whole pages of both steps, the token and the identifier put aside.
  test("asks for the next code in the same words, whatever the cause", async () => {
    const causes: readonly (readonly [string, (portal: TestPortal) => string])[] = [
      [holder, (portal) => pin + portal.code(20)],
      [holder, (portal) => `0000${portal.code(20)}`],
      [holder, (portal) => pin + portal.code(5000)],
      [holder, () => "x"],
      ["nobody0", () => "0000123456"],
    ];
    const pages = new Set<string>();
    const refusals = new Set<string>();
    for (const [identifier, passcode] of causes) {
      const portal = await afterAYear();
      const browser = openBrowser(portal);
      await browser.get(first);
      const plain = (html: string) =>
        withoutTokens(html, browser.csrf()).replaceAll(`value="${identifier}"`, "");
      const asked = await browser.post(first, { identifier, passcode: passcode(portal) });
      pages.add(plain(asked.html));
      const refused = await browser.post(next, { identifier, passcode: "0000123456" });
      refusals.add(plain(refused.html));
      expect([asked.status, refused.status]).toEqual([403, 403]);
    }
    expect(pages.size).toBe(1);
    expect(refusals.size).toBe(1);
  });

  test("names the cures, the help desk among them, when the next code fails, too", async () => {
    const portal = await afterAYear();
    const browser = openBrowser(portal);
    await browser.get(first);
    const page = await browser.post(next, { identifier: holder, passcode: "0000123456" });
    expect(page.text).toContain("Connexion refusée");
    expect(page.text).toContain("remettre votre clé à l’heure par téléphone");
    expect(page.html).toContain('href="/portal/assistance"');
  });

  test.each([first, next])("%s says at its field what is unusable", async (path) => {
    const browser = openBrowser(await openTestPortal());
    await browser.get(first);
    const page = await browser.post(path, { identifier: "", passcode: "1" });
    expect(page.status).toBe(400);
    expect(page.html).toContain('id="identifier-problem"');
    expect((await browser.get(next)).location).toBe(first);
  });
});

describe("a key in place of another", () => {
  test("goes the four steps with its own code and a PIN of its own", async () => {
    const portal = await openTestPortal();
    const old = await browserAtHome(portal);
    const { ports } = portal;
    const record = (await ports.store.load(serial))?.record;
    if (record === undefined) throw new Error("expected the key");
    // The same seed, so that the portal's helper knows its codes.
    const seed = new Uint8Array(20).fill(7);
    await addKey(ports, { serial: "K-2", seed, parameters: record.parameters }, "staff:test");
    await actOnStoredKey(ports, serial, { kind: "lose" }, "staff:test");
    await actOnStoredKey(ports, "K-2", { kind: "assign", holder }, "staff:test");
    expect((await old.get("/portal/home")).location).toBe("/portal");

    const browser = openBrowser(portal);
    const page = await browser.get("/portal/new-key");
    expect(page.text).toContain("Étape 2 sur 4");
    expect(page.html).toContain('action="/portal/new-key"');
    const begun = await browser.post("/portal/new-key", {
      identifier: holder,
      passcode: portal.code(),
    });
    expect(begun.location).toBe("/portal/pin");
    await browser.get("/portal/pin");
    await browser.post("/portal/pin", { pin: "zx81q", pinAgain: "zx81q" });
    await browser.get("/portal/confirm");
    portal.advance(60);
    const done = await browser.post("/portal/confirm", { passcode: `zx81q${portal.code()}` });
    expect(done.location).toBe("/portal/home?commissioned");
  });
});
