import { actOnStoredKey } from "@jeton/validator/parts";
import { describe, expect, test } from "vitest";
import { expireKey } from "../../../../test/support/expire-key.ts";
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
import { addHelpRoutes } from "../help/help-routes.tsx";
import { createPortal } from "./portal.tsx";

const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const edge =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0";

/** Logs in once more, a minute later, in another browser. */
async function another(portal: TestPortal, userAgent = edge, language = "fr"): Promise<Browser> {
  portal.advance(60);
  const browser = openBrowser(portal, language);
  await browser.get("/portal");
  const given = { identifier: holder, passcode: pin + portal.code() };
  const headers = { "user-agent": userAgent };
  expect((await browser.post("/portal/login", given, headers)).location).toBe("/portal/home");
  return browser;
}

/** The names of the sessions on a page, in its order. */
function namesOn(html: string): readonly string[] {
  return [...html.matchAll(/name="session" value="([0-9a-f]{64})"/gu)].map(([, name = ""]) => name);
}

const isIn = async (browser: Browser) => (await browser.get("/portal/home")).status === 200;

describe("the open sessions on the landing page", () => {
  test.each([
    ["fr", "Navigateur inconnu, système inconnu", "Edge, Windows Cette session-ci", "avec la clé"],
    ["en", "Unknown browser, unknown system", "Edge, Windows This session", "with the key"],
  ])("are listed in %s, this one marked", async (language, unknown, own, by) => {
    const portal = await openTestPortal();
    await browserAtHome(portal, language);
    const browser = await another(portal, edge, language);
    const { text, html } = await browser.get("/portal/home");
    expect(text).toContain(unknown);
    expect(text).toContain(own);
    expect(text).toContain(by);
    expect(namesOn(html)).toHaveLength(2);
  });

  test("are signed out one by one, on every node", async () => {
    const portal = await openTestPortal();
    const node = { ...portal, app: createPortal(portal.ports, addHelpRoutes) };
    const first = await browserAtHome(portal);
    const lost = await another(node, firefox);
    const own = await another(node);
    const { html, text } = await own.get("/portal/home");
    expect(text).toContain("Firefox, Linux");
    const [, name = ""] = namesOn(html);
    expect((await own.post("/portal/sessions/end", { session: name })).location).toBe(
      "/portal/home?session-ended",
    );
    expect((await own.get("/portal/home?session-ended")).text).toContain(
      "La session est déconnectée",
    );
    const copy = openBrowser(portal);
    for (const [key, value] of lost.cookies) copy.cookies.set(key, value);
    expect([await isIn(lost), await isIn(copy), await isIn(first), await isIn(own)]).toEqual([
      ...[false, false, true, true],
    ]);
  });

  test("are signed out all but this one", async () => {
    const portal = await openTestPortal();
    const first = await browserAtHome(portal);
    const second = await another(portal);
    const own = await another(portal);
    await own.get("/portal/home");
    expect((await own.post("/portal/sessions/end-others", {})).location).toBe(
      "/portal/home?others-ended",
    );
    const { html, text } = await own.get("/portal/home?others-ended");
    expect(text).toContain("Toutes les autres sessions sont déconnectées");
    expect(text).not.toContain("Déconnecter toutes les autres");
    expect(namesOn(html)).toHaveLength(1);
    expect([await isIn(first), await isIn(second), await isIn(own)]).toEqual([false, false, true]);
  });

  test("are left by this browser alone", async () => {
    const portal = await openTestPortal();
    const first = await browserAtHome(portal);
    const own = await another(portal);
    const [name = ""] = namesOn((await own.get("/portal/home")).html);
    expect((await own.post("/portal/sessions/end", { session: name })).location).toBe(
      "/portal?signed-out",
    );
    expect([await isIn(first), await isIn(own)]).toEqual([true, false]);
  });

  test("are nobody else's to end, and their forms take nothing else", async () => {
    const portal = await openTestPortal();
    const first = await browserAtHome(portal);
    const own = await another(portal);
    const names = namesOn((await own.get("/portal/home")).html);
    const stranger = openBrowser(portal);
    await stranger.get("/portal");
    for (const [path, fields] of [
      ["/portal/sessions/end", { session: names[1] ?? "" }],
      ["/portal/sessions/end-others", {}],
    ] as const) {
      expect((await stranger.post(path, fields)).status).toBe(403);
      expect((await own.post(path, { ...fields, more: "x" })).status).toBe(400);
      expect((await own.get(path)).location).toBe("/portal/home");
    }
    expect((await own.post("/portal/sessions/end", {})).status).toBe(303);
    expect((await own.post("/portal/sessions/end", { session: "../x" })).status).toBe(303);
    expect([await isIn(first), await isIn(own)]).toEqual([true, true]);
  });

  test("are not those that an act, a new PIN or a sign-out everywhere ended", async () => {
    const portal = await openTestPortal();
    await browserAtHome(portal);
    await actOnStoredKey(portal.ports, serial, { kind: "suspend" }, "staff:test");
    await actOnStoredKey(portal.ports, serial, { kind: "resume" }, "staff:test");
    const own = await another(portal);
    expect(namesOn((await own.get("/portal/home")).html)).toHaveLength(1);
    expect((await own.post("/portal/logout", {})).location).toBe("/portal?signed-out");
    const next = await another(portal);
    expect(namesOn((await next.get("/portal/home")).html)).toHaveLength(1);
  });

  test("say whether the key was shown, and by a form sent twice one is opened", async () => {
    const portal = await openTestPortal();
    const first = await browserAtHome(portal);
    const path = "/portal/recovery-codes";
    await first.get(path);
    const made = await first.post(path, { passcode: pin + portal.code() });
    const [code = ""] = made.text.match(/[A-Z]{4} [A-Z]{4} [A-Z]{4} [1-8]/u) ?? [];
    const browser = openBrowser(portal);
    const page = await browser.get("/portal");
    const [, attempt = ""] = /name="attempt" value="([^"]+)"/u.exec(page.html) ?? [];
    const copy = openBrowser(portal);
    for (const [key, value] of browser.cookies) copy.cookies.set(key, value);
    const given = { identifier: holder, passcode: pin + code, attempt, csrf: browser.csrf() };
    for (const each of [browser, copy]) {
      expect((await each.post("/portal/login", given)).location).toBe("/portal/home");
    }
    const { html, text } = await browser.get("/portal/home");
    expect(namesOn(html)).toHaveLength(2);
    expect(text).toContain("avec un code de secours");
    expect(await isIn(copy)).toBe(true);
  });

  test.each([
    ["/portal", "/portal/login"],
    ["/portal/out-of-step", "/portal/out-of-step"],
    ["/portal/new-key", "/portal/new-key"],
  ])(
    "are not opened when they cannot be written: the form of %s may be sent again",
    async (page, path) => {
      const portal = await openTestPortal();
      await browserAtHome(portal);
      const put = () => Promise.reject(new Error("disk full"));
      const documents = { ...portal.ports.documents, put };
      const broken = { ...portal, app: createPortal({ ...portal.ports, documents }) };
      const browser = openBrowser(broken);
      const { html } = await browser.get(page);
      const [, attempt = ""] = /name="attempt" value="([^"]+)"/u.exec(html) ?? [];
      const given = {
        identifier: holder,
        passcode: pin + portal.code(),
        attempt,
        csrf: browser.csrf(),
      };
      expect((await browser.post(path, given)).status).toBe(500);
      expect(await isIn(browser)).toBe(false);
      const mended = openBrowser(portal);
      for (const [key, value] of browser.cookies) mended.cookies.set(key, value);
      expect((await mended.post(path, given)).location).toBe("/portal/home");
      expect(await isIn(mended)).toBe(true);
    },
  );

  test("are over with the dates of their key", async () => {
    const portal = await openTestPortal();
    const browser = await browserAtHome(portal);
    expect(await isIn(browser)).toBe(true);
    await expireKey(portal.ports, serial);
    expect(await isIn(browser)).toBe(false);
  });
});
