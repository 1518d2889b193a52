import {
  actOnStoredKey,
  confirmNewPin,
  endLogin,
  pinChangeStatus,
  startPinChange,
  submitNewPin,
} from "@jeton/validator/parts";
import { describe, expect, test } from "vitest";
import {
  type Browser,
  browserAtHome,
  holder,
  openBrowser,
  openTestPortal,
  pin,
  serial,
  type TestPortal,
} from "../../test-support/test-portal.ts";

const newPin = "zx81q";
const first = "/portal/change-pin";
const second = "/portal/change-pin/new";
const third = "/portal/change-pin/confirm";

async function browserAtNewPin(portal: TestPortal): Promise<Browser> {
  const browser = await browserAtHome(portal);
  await browser.get(first);
  await browser.post(first, { passcode: pin + portal.code() });
  await browser.get(second);
  return browser;
}

async function browserAtConfirmNewPin(portal: TestPortal): Promise<Browser> {
  const browser = await browserAtNewPin(portal);
  await browser.post(second, { pin: newPin, pinAgain: newPin });
  await browser.get(third);
  portal.advance(60);
  return browser;
}

async function logIn(portal: TestPortal, passcode: string): Promise<string | null> {
  const browser = openBrowser(portal);
  await browser.get("/portal");
  return (await browser.post("/portal/login", { identifier: holder, passcode })).location;
}

describe("the change of a PIN", () => {
  test.each([
    [
      "fr",
      "Étape 1 sur 3",
      "Étape 2 sur 3",
      "dans environ 40 secondes",
      "Votre code PIN est changé",
    ],
    ["en", "Step 1 of 3", "Step 2 of 3", "in about 40 seconds", "Your PIN is changed"],
  ])("goes its three steps in %s, without script", async (language, one, two, wait, done) => {
    const portal = await openTestPortal();
    const browser = await browserAtHome(portal, language);
    expect((await browser.get("/portal/home")).html).toContain(`href="${first}"`);
    expect((await browser.get(first)).text).toContain(one);
    const begun = await browser.post(first, { passcode: pin + portal.code() });
    expect([begun.status, begun.location]).toEqual([303, second]);
    expect((await browser.get(second)).text).toContain(two);
    const chosen = await browser.post(second, { pin: newPin, pinAgain: newPin });
    expect([chosen.status, chosen.location]).toEqual([303, third]);
    expect((await browser.get(third)).text).toContain(wait);
    portal.advance(60);
    const changed = await browser.post(third, { passcode: newPin + portal.code() });
    expect([changed.status, changed.location]).toEqual([303, "/portal/home?pin-changed"]);
    expect((await browser.get("/portal/home?pin-changed")).text).toContain(done);

    portal.advance(60);
    expect(await logIn(portal, pin + portal.code())).toBeNull();
    portal.advance(60);
    expect(await logIn(portal, newPin + portal.code())).toBe("/portal/home");
  });

  test("leaves the old PIN in force until it is confirmed, and after it is given up", async () => {
    const portal = await openTestPortal();
    await browserAtConfirmNewPin(portal);
    expect(await logIn(portal, newPin + portal.code())).toBeNull();
    portal.advance(60);
    expect(await logIn(portal, pin + portal.code())).toBe("/portal/home");
  });

  test("is for who is logged in with a key, and goes its steps in order", async () => {
    const portal = await openTestPortal();
    const stranger = openBrowser(portal);
    await stranger.get("/portal");
    for (const path of [first, second, third]) {
      expect((await stranger.get(path)).location).toBe("/portal");
      const posted = await stranger.post(path, { passcode: "x", pin: "x", pinAgain: "x" });
      expect(posted.status).toBe(403);
    }
    const browser = await browserAtHome(portal);
    expect((await browser.get(second)).location).toBe(first);
    expect((await browser.get(third)).location).toBe(first);
    const early = await browserAtNewPin(await openTestPortal());
    expect((await early.get(third)).location).toBe(second);
  });

  test.each([
    ["the wrong PIN", (p: TestPortal) => `0000${p.code()}`],
    ["a spent code", (p: TestPortal) => pin + p.code(-1)],
    ["the digits alone", (p: TestPortal) => p.code()],
    ["no PASSCODE at all", () => "x"],
  ])("does not begin with %s: one text for all", async (_, passcode) => {
    const portal = await openTestPortal();
    const browser = await browserAtHome(portal);
    await browser.get(first);
    const page = await browser.post(first, { passcode: passcode(portal) });
    expect(page.status).toBe(403);
    expect(page.text).toContain("Connexion refusée");
    expect(page.text).toContain("Vérifiez votre code PIN actuel.");
    expect((await browser.get(second)).location).toBe(first);
  });

  test.each([
    ["1234", "1234", "trop facile à deviner"],
    ["zx81q", "zx81r", "Les deux saisies sont différentes."],
  ])("takes no unfit PIN: %s, %s", async (one, two, text) => {
    const browser = await browserAtNewPin(await openTestPortal());
    const page = await browser.post(second, { pin: one, pinAgain: two });
    expect(page.status).toBe(422);
    expect(page.text).toContain(text);
  });

  test("refuses a wrong confirmation with the ways out, and takes a right one after it", async () => {
    const portal = await openTestPortal();
    const browser = await browserAtConfirmNewPin(portal);
    const page = await browser.post(third, { passcode: pin + portal.code() });
    expect(page.status).toBe(403);
    expect(page.text).toContain("Renoncer : garder mon code PIN actuel");
    portal.advance(60);
    expect((await browser.post(third, { passcode: newPin + portal.code() })).status).toBe(303);
  });

  test("ends after ten minutes", async () => {
    const portal = await openTestPortal();
    const browser = await browserAtConfirmNewPin(portal);
    portal.advance(600);
    for (const page of [
      await browser.get(second),
      await browser.post(second, { pin: newPin, pinAgain: newPin }),
      await browser.get(third),
      await browser.post(third, { passcode: newPin + portal.code() }),
    ]) {
      expect(page.status).toBe(403);
      expect(page.text).toContain("Le changement a pris fin");
    }
  });

  test("ends with the session when the help desk cleared the PIN meanwhile", async () => {
    const portal = await openTestPortal();
    const browser = await browserAtConfirmNewPin(portal);
    await actOnStoredKey(portal.ports, serial, { kind: "clear-pin" }, "staff:test");
    const before = await portal.stored();
    for (const path of [second, third]) {
      expect((await browser.get(path)).location).toBe("/portal");
    }
    const chosen = await browser.post(second, { pin: newPin, pinAgain: newPin });
    const confirmed = await browser.post(third, { passcode: newPin + portal.code() });
    expect([chosen.status, confirmed.status, await portal.stored()]).toEqual([403, 403, before]);
  });

  // The session ends too; this is for a copy of the token, and for an act between two looks at the key.
  test.each([
    [
      "its holder signed out everywhere",
      async ({ ports }: TestPortal) => {
        const epoch = (await ports.store.load(serial))?.record.epoch ?? 0;
        await endLogin(ports, { holder, serial, epoch });
      },
    ],
    [
      "the help desk unlocked the key",
      async ({ ports }: TestPortal) => {
        await actOnStoredKey(ports, serial, { kind: "unlock" }, "staff:test");
      },
    ],
  ])("is over by itself once %s, and what is given all the same is spent", async (_, end) => {
    const portal = await openTestPortal();
    await browserAtHome(portal);
    const client = { devices: [], flow: "a browser" };
    const given = { identifier: holder, passcode: pin + portal.code() };
    const begun = await startPinChange(portal.ports, given, client);
    if (begun.kind !== "choose-new-pin") throw new Error("no change");
    const chosen = await submitNewPin(portal.ports, {
      ...{ change: begun.change, pin: newPin, pinAgain: newPin },
    });
    if (chosen.kind !== "confirm-passcode") throw new Error("no new PIN");
    await end(portal);
    portal.advance(60);
    expect(await pinChangeStatus(portal.ports, chosen.change)).toBeNull();
    const passcode = newPin + portal.code();
    const confirmed = await confirmNewPin(portal.ports, { ...chosen, passcode }, client);
    expect(confirmed).toEqual({ kind: "refused" });
    expect(await logIn(portal, pin + portal.code())).toBeNull();
    portal.advance(60);
    expect(await logIn(portal, newPin + portal.code())).toBeNull();
    portal.advance(60);
    expect(await logIn(portal, pin + portal.code())).toBe("/portal/home");
  });

  test("keeps its token in a cookie that every browser takes", async () => {
    const browser = await browserAtConfirmNewPin(await openTestPortal());
    // RFC 6265 §6.1: 4096 bytes for name, value and attributes.
    for (const [name, value] of browser.cookies) {
      expect(name.length + value.length).toBeLessThan(4000);
    }
  });
});
