import { describe, expect, test } from "vitest";
import {
  type Browser,
  browserAtConfirm,
  browserAtHome,
  holder,
  openBrowser,
  openTestPortal,
  pin,
  serial,
  type TestPortal,
} from "../../test-support/test-portal.ts";

/** Returns browsers that show one and the same page, as one does whose button is pressed again. */
async function samePage(portal: TestPortal, browser: Browser, path: string, copies: number) {
  const page = await browser.get(path);
  const [, attempt = ""] = /name="attempt" value="([^"]+)"/u.exec(page.html) ?? [];
  const shown = Array.from({ length: copies }, () => {
    const copy = openBrowser(portal);
    for (const [name, value] of browser.cookies) copy.cookies.set(name, value);
    return copy;
  });
  return { shown, fields: { csrf: browser.csrf(), attempt } };
}

async function events({ ports }: TestPortal): Promise<number> {
  return (await ports.store.events(serial, { afterSequence: 0, limit: 1000 })).length;
}

describe("a form that is sent twice", () => {
  test("logs in once, and leads to the landing page both times", async () => {
    const portal = await openTestPortal();
    await browserAtHome(portal);
    const browser = openBrowser(portal);
    const { shown, fields } = await samePage(portal, browser, "/portal", 4);
    const given = { ...fields, identifier: holder, passcode: pin + portal.code() };
    const before = await events(portal);
    const [one, two, other, late] = shown;
    const answers = await Promise.all([one, two].map((each) => each?.post("/portal/login", given)));
    expect(answers.map((page) => page?.location)).toEqual(["/portal/home", "/portal/home"]);
    expect(await events(portal)).toBe(before + 1);
    const another = await other?.post("/portal/login", { ...given, attempt: "x".repeat(22) });
    expect(another?.status).toBe(403);
    portal.advance(30);
    expect((await late?.post("/portal/login", given))?.status).toBe(403);
  });

  test("puts a key in service once", async () => {
    const portal = await openTestPortal();
    const browser = await browserAtConfirm(portal);
    const { shown, fields } = await samePage(portal, browser, "/portal/confirm", 2);
    const given = { ...fields, passcode: pin + portal.code() };
    for (const each of shown) {
      const page = await each.post("/portal/confirm", given);
      expect(page.location).toBe("/portal/home?commissioned");
    }
  });

  test("may be sent with another PASSCODE when it is gone back to", async () => {
    const portal = await openTestPortal();
    await browserAtHome(portal);
    const browser = openBrowser(portal);
    const { shown, fields } = await samePage(portal, browser, "/portal", 2);
    const [mistyped, right] = shown;
    const wrong = { ...fields, identifier: holder, passcode: `${pin}000000` };
    expect((await mistyped?.post("/portal/login", wrong))?.status).toBe(403);
    const given = { ...wrong, passcode: pin + portal.code() };
    expect((await right?.post("/portal/login", given))?.location).toBe("/portal/home");
  });

  test("leaves the browser logged in when the refusal of another page comes after the log-in", async () => {
    const portal = await openTestPortal();
    await browserAtHome(portal);
    const browser = openBrowser(portal);
    const { shown, fields } = await samePage(portal, browser, "/portal", 2);
    const [inside, refused] = shown;
    const given = { ...fields, identifier: holder, passcode: pin + portal.code() };
    expect((await inside?.post("/portal/login", given))?.location).toBe("/portal/home");
    const late = { ...given, attempt: "x".repeat(22) };
    expect((await refused?.post("/portal/login", late))?.status).toBe(403);
    // One browser has one jar: what the refusal set takes the place of what the log-in set.
    for (const [name, value] of refused?.cookies ?? []) {
      if (browser.cookies.get(name) !== value) inside?.cookies.set(name, value);
    }
    expect((await inside?.get("/portal/home"))?.status).toBe(200);
  });
});
