import { describe, expect, test } from "vitest";
import {
  type Browser,
  browserAtConfirm,
  browserAtHome,
  browserAtPin,
  holder,
  openBrowser,
  openTestPortal,
  pin,
  testKeyring,
} from "../../test-support/test-portal.ts";

const cookieName = "jeton_session";

describe("the session's cookie", () => {
  test("is HttpOnly, SameSite=Strict, for the whole host, and ends with the browser", async () => {
    const page = await openBrowser(await openTestPortal()).get("/portal");
    expect(page.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^jeton_session=[\w.-]+; Path=\/; HttpOnly; SameSite=Strict$/u),
    ]);
  });

  test("is __Host- and Secure where browsers come by https", async () => {
    const browser = openBrowser(await openTestPortal({ secureCookies: true }));
    const page = await browser.get("/portal");
    expect(page.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^__Host-jeton_session=[\w.-]+; Path=\/; HttpOnly; Secure; SameSite=Strict$/u,
      ),
    ]);
    expect(page.headers.get("strict-transport-security")).toBe("max-age=31536000");
    expect((await browser.post("/portal/login", {})).status).toBe(400);
  });

  test("is a new one at each step up, so that a planted one is worth nothing", async () => {
    const portal = await openTestPortal();
    const browser = openBrowser(portal);
    await browser.get("/portal");
    const planted = session(browser);
    const ids = [idOf(planted)];
    await browser.post("/portal/login", { identifier: holder, passcode: portal.code() });
    ids.push(idOf(session(browser)));
    await browser.get("/portal/pin");
    await browser.post("/portal/pin", { pin, pinAgain: pin });
    portal.advance(60);
    await browser.get("/portal/confirm");
    await browser.post("/portal/confirm", { passcode: pin + portal.code() });
    ids.push(idOf(session(browser)));
    await browser.get("/portal/home");
    await browser.post("/portal/logout", {});
    ids.push(idOf(session(browser)));
    expect(new Set(ids).size).toBe(4);

    const attacker = openBrowser(portal);
    attacker.cookies.set(cookieName, planted);
    expect((await attacker.get("/portal/home")).location).toBe("/portal");
    expect((await attacker.get("/portal/pin")).location).toBe("/portal");
  });

  test("is worth nothing when anything in it was altered", async () => {
    const portal = await openTestPortal();
    const browser = await browserAtHome(portal);
    const good = session(browser);
    const [payload = "", signature = ""] = good.split(".");
    const forged = JSON.parse(Buffer.from(payload, "base64url").toString());
    forged[1] = "director";
    const altered = [
      `${Buffer.from(JSON.stringify(forged)).toString("base64url")}.${signature}`,
      `${payload}.${signature.slice(0, -2)}AA`,
      `${payload}.`,
      `${payload}`,
      `${good}.x`,
      `${payload}.${browser.csrf()}`,
      `.${signature}`,
      "",
      "é",
      "%00",
    ];
    for (const value of altered) {
      browser.cookies.set(cookieName, value);
      expect((await browser.get("/portal/home")).location, value).toBe("/portal");
    }
    browser.cookies.set(cookieName, good);
    expect((await browser.get("/portal/home")).status).toBe(200);
  });

  test("lasts 8 hours by the server's clock, whatever is done with it", async () => {
    const portal = await openTestPortal();
    const browser = await browserAtHome(portal);
    portal.advance(8 * 3600 - 120);
    expect((await browser.get("/portal/home")).status).toBe(200);
    portal.advance(60);
    expect((await browser.get("/portal/home")).location).toBe("/portal");
  });

  test("is refused when it was issued in the future", async () => {
    const portal = await openTestPortal();
    const browser = await browserAtHome(portal);
    portal.advance(-180);
    expect((await browser.get("/portal/home")).location).toBe("/portal");
  });

  test("is known as long as its master key is in the keyring, active or not", async () => {
    const old = await openTestPortal();
    const browser = await browserAtHome(old);
    const later = async (...fills: readonly number[]) => {
      const { clock, store, bareDocuments } = old.ports;
      const keyring = testKeyring(...fills);
      const next = await openTestPortal({
        keyring,
        clock,
        store,
        ...(bareDocuments && { bareDocuments }),
      });
      const same = openBrowser(next);
      same.cookies.set(cookieName, session(browser));
      return (await same.get("/portal/home")).status;
    };
    expect(await later(2, 1)).toBe(200);
    expect(await later(2)).toBe(303);
  });

  test("tells no PIN, no PASSCODE and no key", async () => {
    const portal = await openTestPortal();
    const browser = await browserAtConfirm(portal);
    const content = Buffer.from(session(browser).split(".", 1)[0] ?? "", "base64url").toString();
    for (const secret of [pin, portal.code(-1), portal.code(), "K-1"]) {
      expect(content).not.toContain(secret);
    }
  });
});

describe("a form that is not ours", () => {
  const login = { identifier: holder, passcode: "123456" };
  /** A browser that knows nothing of Sec-Fetch-Site. */
  const old = { "sec-fetch-site": "" };

  test.each([
    ["Origin of another site", { origin: "https://evil.test", ...old }],
    ["Origin of another port", { origin: "http://jeton.test:81", ...old }],
    ["Origin null", { origin: "null", ...old }],
    ["no origin that can be read", { origin: "::", ...old }],
    ["Sec-Fetch-Site: cross-site", { "sec-fetch-site": "cross-site" }],
    ["Sec-Fetch-Site: same-site", { "sec-fetch-site": "same-site" }],
    ["Sec-Fetch-Site: none", { "sec-fetch-site": "none" }],
  ])("is refused before anything happens: %s", async (_, headers) => {
    const portal = await openTestPortal();
    const browser = await browserAtHome(portal);
    const before = await portal.stored();
    for (const path of ["login", "pin", "confirm", "logout"]) {
      const page = await browser.post(`/portal/${path}`, login, headers);
      expect([page.status, page.headers.getSetCookie()]).toEqual([403, []]);
      expect(page.text).toContain("Ce formulaire n’est plus valable");
      expect(page.text).toContain("remplissez de nouveau le formulaire");
    }
    expect(await portal.stored()).toBe(before);
  });

  test("is told from ours by either header, whatever name a proxy gives to this host", async () => {
    const browser = openBrowser(await openTestPortal());
    await browser.get("/portal");
    expect((await browser.post("/portal/login", login, old)).text).toContain("Connexion refusée");
    const behindProxy = await browser.post("/portal/login", login, { host: "10.0.0.7:8080" });
    expect(behindProxy.text).toContain("Connexion refusée");
  });

  test("is refused without a token, with a wrong one, two, or another session's", async () => {
    const portal = await openTestPortal();
    const browser = await browserAtPin(portal);
    const stranger = openBrowser(portal);
    await stranger.get("/portal");
    const before = await portal.stored();
    const good = browser.csrf();
    const fields = `pin=${pin}&pinAgain=${pin}`;
    for (const token of [
      "",
      "csrf=",
      "csrf=x",
      "csrf=%csrf%x",
      "csrf=%csrf%&csrf=%csrf%",
      `csrf=${stranger.csrf()}`,
      `csrf=${good.slice(0, -1)}`,
      `csrf=${session(browser).split(".")[1]}`,
    ]) {
      expect((await browser.send("/portal/pin", `${token}&${fields}`)).status, token).toBe(403);
    }
    expect(await portal.stored()).toBe(before);
    expect((await browser.send("/portal/pin", `csrf=${good}&${fields}`)).status).toBe(303);
  });

  test("is refused without a cookie, and when its session is over", async () => {
    const portal = await openTestPortal();
    const browser = openBrowser(portal);
    await browser.get("/portal");
    portal.advance(8 * 3600);
    expect((await browser.post("/portal/login", login)).status).toBe(403);
    browser.cookies.clear();
    expect((await browser.post("/portal/login", login)).status).toBe(403);
    await browser.get("/portal");
    expect((await browser.post("/portal/login", login)).text).toContain("Connexion refusée");
  });
});

describe("an arrival from another site", () => {
  const arrival = { "sec-fetch-site": "cross-site" };

  test("gets a page that opens the portal from itself, and no new session", async () => {
    const portal = await openTestPortal();
    const page = await openBrowser(portal).get("/portal", arrival);
    expect(page.status).toBe(200);
    expect(page.html).toContain('<meta http-equiv="refresh" content="0; url=/portal"/>');
    expect(page.headers.getSetCookie()).toEqual([]);
  });

  test("gets the log-in page at once when the cookie came along", async () => {
    const browser = openBrowser(await openTestPortal());
    await browser.get("/portal");
    expect((await browser.get("/portal", arrival)).html).not.toContain("http-equiv");
  });
});

function session(browser: Browser): string {
  return browser.cookies.get(cookieName) ?? "";
}

function idOf(cookie: string): string {
  return JSON.parse(Buffer.from(cookie.split(".", 1)[0] ?? "", "base64url").toString())[0];
}
