import { describe, expect, test } from "vitest";
import {
  browserAtHome,
  holder,
  openBrowser,
  openTestPortal,
  pin,
  serial,
} from "../../test-support/test-portal.ts";

const path = "/portal/recovery-codes";
const codeForm = /[A-Z]{4} [A-Z]{4} [A-Z]{4} [1-8]/gu;

describe("recovery codes", () => {
  test.each([
    ["fr", "Imprimer des codes de secours", "Codes de secours (il en reste 7)", "une fois"],
    ["en", "Print recovery codes", "Recovery codes (7 left)", "this once only"],
  ])("are made in %s, shown once, and each logs in once", async (language, link, left, once) => {
    const portal = await openTestPortal();
    const browser = await browserAtHome(portal, language);
    expect((await browser.get("/portal/home")).text).toContain(link);
    portal.advance(60);
    await browser.get(path);
    const sent = await browser.post(path, { passcode: pin + portal.code() });
    // The address is opened at once, as a browser does; it shows its page no second time.
    const shown = sent.location === null ? sent : await browser.get(sent.location);
    expect(shown.text).toContain(once);
    const codes = [...new Set(shown.text.match(codeForm))];
    expect(codes).toHaveLength(8);
    const after = await browser.get(path);
    expect(after.text.match(codeForm)).toBeNull();
    const other = openBrowser(portal, language);
    await other.get("/portal");
    const given = { identifier: holder, passcode: `${pin}${codes[4]}` };
    expect((await other.post("/portal/login", given)).location).toBe("/portal/home");
    expect((await other.get("/portal/home")).text).toContain(left);
    const third = openBrowser(portal, language);
    await third.get("/portal");
    expect((await third.post("/portal/login", given)).status).toBe(403);
  });

  test("want a code of the key: who came in by a recovery code makes no new ones", async () => {
    const portal = await openTestPortal();
    const browser = await browserAtHome(portal);
    portal.advance(60);
    await browser.get(path);
    const sent = await browser.post(path, { passcode: pin + portal.code() });
    const shown = sent.location === null ? sent : await browser.get(sent.location);
    const [code = "", next = ""] = shown.text.match(codeForm) ?? [];
    const other = openBrowser(portal);
    await other.get("/portal");
    await other.post("/portal/login", { identifier: holder, passcode: pin + code });
    await other.get(path);
    const refused = await other.post(path, { passcode: pin + next });
    expect(refused.status).toBe(403);
    expect(refused.text).toContain("ni code temporaire ni code de secours");
    const events = await portal.ports.store.events(serial, { afterSequence: 0, limit: 1000 });
    const made = events.filter(({ kind }) => kind === "recovery-codes-issued");
    expect(made).toMatchObject([{ actor: "holder" }]);
  });

  test("are nobody's who is not logged in with the key, nor another page's", async () => {
    const portal = await openTestPortal();
    const stranger = openBrowser(portal);
    await stranger.get("/portal");
    expect((await stranger.get(path)).location).toBe("/portal");
    expect((await stranger.post(path, { passcode: "x" })).status).toBe(403);
    const browser = await browserAtHome(portal);
    await browser.get(path);
    portal.advance(60);
    const passcode = pin + portal.code();
    expect((await browser.post(path, { csrf: "0".repeat(64), passcode })).status).toBe(403);
    expect((await browser.get(path)).status).toBe(200);
    expect((await browser.post(path, { passcode: "" })).status).toBe(400);
  });
});
