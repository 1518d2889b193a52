import { actOnStoredKey } from "@jeton/validator/parts";
import { describe, expect, test } from "vitest";
import {
  browserAtHome,
  holder,
  openBrowser,
  openTestPortal,
  pin,
  serial,
  type TestPortal,
} from "../../test-support/test-portal.ts";

const path = "/portal/block-key";

async function logIn(portal: TestPortal) {
  const browser = openBrowser(portal);
  await browser.get("/portal");
  return browser.post("/portal/login", { identifier: holder, passcode: pin + portal.code() });
}

describe("the suspension of one's own key", () => {
  test.each([
    ["fr", "Suspendre ma clé", "Suspendre ma clé maintenant", "Votre clé est suspendue."],
    ["en", "Suspend my key", "Suspend my key now", "Your key is suspended."],
  ])(
    "is done in %s, ends every session, and the help desk ends it",
    async (language, link, button, done) => {
      const portal = await openTestPortal();
      const browser = await browserAtHome(portal, language);
      portal.advance(60);
      const other = openBrowser(portal);
      await other.get("/portal");
      const given = { identifier: holder, passcode: pin + portal.code() };
      expect((await other.post("/portal/login", given)).location).toBe("/portal/home");
      expect((await browser.get("/portal/home")).text).toContain(link);
      expect((await browser.get(path)).text).toContain(button);
      expect((await browser.post(path, {})).location).toBe("/portal?key-blocked");
      expect((await browser.get("/portal?key-blocked")).text).toContain(done);
      for (const each of [browser, other]) {
        expect((await each.get("/portal/home")).location).toBe("/portal");
      }
      portal.advance(60);
      expect((await logIn(portal)).status).toBe(403);
      const events = await portal.ports.store.events(serial, { afterSequence: 0, limit: 1000 });
      expect(events.at(-2)).toMatchObject({ kind: "suspended", actor: "holder" });
      await actOnStoredKey(portal.ports, serial, { kind: "resume" }, "staff:marie");
      portal.advance(60);
      expect((await logIn(portal)).location).toBe("/portal/home");
    },
  );

  test("is nobody's who is not logged in with the key, nor another page's", async () => {
    const portal = await openTestPortal();
    const stranger = openBrowser(portal);
    await stranger.get("/portal");
    expect((await stranger.get(path)).location).toBe("/portal");
    expect((await stranger.post(path, {})).status).toBe(403);
    const browser = await browserAtHome(portal);
    await browser.get(path);
    const forged = await browser.post(path, { csrf: "0".repeat(64) });
    expect(forged.status).toBe(403);
    expect((await browser.get("/portal/home")).status).toBe(200);
  });

  test("does nothing when a session has ended meanwhile", async () => {
    const portal = await openTestPortal();
    const browser = await browserAtHome(portal);
    await browser.get(path);
    await actOnStoredKey(portal.ports, serial, { kind: "suspend" }, "staff:marie");
    await actOnStoredKey(portal.ports, serial, { kind: "resume" }, "staff:marie");
    expect((await browser.post(path, {})).status).toBe(403);
    const events = await portal.ports.store.events(serial, { afterSequence: 0, limit: 1000 });
    expect(events.at(-1)).toMatchObject({ kind: "resumed" });
  });
});
