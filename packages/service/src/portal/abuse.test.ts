import { describe, expect, test } from "vitest";
import {
  type Browser,
  browserAtHome,
  browserAtPin,
  holder,
  openBrowser,
  openTestPortal,
  origin,
  pin,
  type TestPortal,
} from "../../test-support/test-portal.ts";
import { RequestLimiter } from "../web/request-limit.ts";

const cookieName = "jeton_session";
const cookieOf = (browser: Browser) => browser.cookies.get(cookieName) ?? "";

/** Every address to which something can be posted, as the app itself lists them. */
function postPaths({ app }: TestPortal): readonly string[] {
  const posts = app.routes.filter(({ method, path }) => method === "POST" && !path.includes("*"));
  return [...new Set(posts.map(({ path }) => path))];
}

describe("a cookie that was tampered with", () => {
  // Goal: no changed cookie is any session. Method: change each of its characters, one at a time, cut it
  // at each place, and swap the parts of two good ones.
  test("is none, whatever was changed", async () => {
    const portal = await openTestPortal();
    const browser = await browserAtHome(portal);
    const good = cookieOf(browser);
    const other = cookieOf(await browserAtPin(await openTestPortal()));
    const [payload = "", signature = ""] = good.split(".");
    const [otherPayload = "", otherSignature = ""] = other.split(".");
    const changed = new Set([
      ...Array.from(good, (found, at) => {
        const another = found === "A" ? "B" : "A";
        return good.slice(0, at) + another + good.slice(at + 1);
      }),
      ...Array.from(good, (_, at) => good.slice(0, at)),
      `${payload}.${otherSignature}`,
      `${otherPayload}.${signature}`,
    ]);
    for (const cookie of changed) {
      browser.cookies.set(cookieName, cookie);
      expect((await browser.get("/portal/home")).location, cookie).toBe("/portal");
    }
    console.log(`${changed.size} changed cookies: none was a session`);
    expect(changed.size).toBeGreaterThan(200);
    browser.cookies.set(cookieName, good);
    expect((await browser.get("/portal/home")).status).toBe(200);
  });
});

describe("a form from another site", () => {
  const foreign: readonly Readonly<Record<string, string>>[] = [
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "none" },
    { "sec-fetch-site": "", origin: "https://evil.test" },
    { "sec-fetch-site": "", origin: "null" },
    { "sec-fetch-site": "", origin: `${origin}.evil.test` },
  ];

  test("changes nothing, at any address that takes one", async () => {
    const portal = await openTestPortal();
    const browser = await browserAtHome(portal);
    const before = await portal.stored();
    let count = 0;
    for (const path of postPaths(portal)) {
      for (const headers of foreign) {
        const page = await browser.post(path, { passcode: pin + portal.code() }, headers);
        expect([path, page.status, page.headers.getSetCookie()]).toEqual([path, 403, []]);
        count += 1;
      }
    }
    expect(await portal.stored()).toBe(before);
    expect((await browser.get("/portal/home")).status).toBe(200);
    console.log(
      `${count} forms from other sites to ${postPaths(portal).length} addresses: none taken`,
    );
    expect(postPaths(portal).length).toBeGreaterThanOrEqual(10);
  });

  test("changes nothing with another session's token, at any address", async () => {
    const portal = await openTestPortal();
    const browser = await browserAtHome(portal);
    const stranger = openBrowser(portal);
    await stranger.get("/portal");
    for (const path of postPaths(portal)) {
      const fields = { csrf: stranger.csrf(), passcode: pin + portal.code() };
      const page = await browser.post(path, fields);
      // The form with files does not read what is no such form.
      expect([path, page.status]).toEqual([path, path.endsWith("/request") ? 400 : 403]);
    }
  });
});

describe("a session that was planted", () => {
  type Step = readonly [string, (portal: TestPortal) => Promise<Browser>, Rise];
  type Rise = (portal: TestPortal, browser: Browser) => Promise<unknown>;
  const fresh = async (portal: TestPortal) => {
    const browser = openBrowser(portal);
    await browser.get("/portal");
    return browser;
  };
  const password = "soleil couchant";
  const steps: readonly Step[] = [
    [
      "a first code",
      fresh,
      (portal, browser) =>
        browser.post("/portal/login", { identifier: holder, passcode: portal.code() }),
    ],
    [
      "a log-in",
      async (portal) => {
        await browserAtHome(portal);
        return fresh(portal);
      },
      (portal, browser) =>
        browser.post("/portal/login", { identifier: holder, passcode: pin + portal.code() }),
    ],
    [
      "a log-in by password",
      fresh,
      (_, browser) => browser.post("/portal/login", { identifier: "invite", passcode: password }),
    ],
    [
      "a change of PIN",
      browserAtHome,
      async (portal, browser) => {
        await browser.get("/portal/change-pin");
        await browser.post("/portal/change-pin", { passcode: pin + portal.code() });
      },
    ],
  ];

  test.each(steps)("is worth nothing more after %s", async (_, open, rise) => {
    const verify = async (given: { readonly password: string }) => given.password === password;
    const portal = await openTestPortal({ passwords: { verify } });
    const browser = await open(portal);
    const planted = cookieOf(browser);
    const attacker = openBrowser(portal);
    attacker.cookies.set(cookieName, planted);
    const pages = ["/portal/home", "/portal/pin", "/portal/change-pin", "/portal/change-pin/new"];
    const seen = async () =>
      Promise.all(pages.map(async (path) => (await attacker.get(path)).status));
    const before = await seen();
    await rise(portal, browser);
    expect(cookieOf(browser)).not.toBe(planted);
    expect(await seen()).toEqual(before);
  });
});

describe("more than anyone asks for by hand", () => {
  test("is answered with a page, and nothing is counted", async () => {
    const limiter = new RequestLimiter({ burst: 5, perSecond: 1 / 7 }, () => 0);
    const portal = await openTestPortal({ limiter });
    const browser = openBrowser(portal);
    for (let visit = 0; visit < 5; visit += 1)
      expect((await browser.get("/portal")).status).toBe(200);
    const before = await portal.stored();
    const page = await browser.post("/portal/login", {
      identifier: holder,
      passcode: "0000123456",
    });
    expect([page.status, page.headers.get("retry-after")]).toEqual([429, "7"]);
    expect(page.text).toContain("Réessayez dans 7 secondes.");
    expect(await portal.stored()).toBe(before);
  });
});

describe("a redirect", () => {
  const hostile = [
    ...["https://evil.test", "//evil.test", "/\\evil.test", "\\\\evil.test", "javascript:alert(1)"],
    ...["/portal@evil.test", "%2f%2fevil.test", "..//evil.test", "http:evil.test", "home/../../x"],
    ...["constructor", "__proto__", "login\r\nLocation: https://evil.test", "help-", "request "],
  ];

  test("leads to pages of ours only, whatever is asked for", async () => {
    const portal = await openTestPortal();
    const paths = [
      ...["language?lang=en&to=", "language?to=", "language?lang=", "assistance/sent?number="],
      ...["home?next=", "login?next=", "logout?url=", "change-pin/new?to=", "pin?return="],
    ];
    let count = 0;
    for (const path of paths) {
      for (const value of hostile) {
        const browser = openBrowser(portal);
        const page = await browser.get(`/portal/${path}${encodeURIComponent(value)}`);
        expect(page.status).toBe(303);
        const { origin: to, pathname } = new URL(page.location ?? "", origin);
        expect([to, /^\/portal(?:\/[a-z/-]+)?$/u.test(pathname)]).toEqual([origin, true]);
        count += 1;
      }
    }
    console.log(`${count} hostile addresses: each led to a page of the portal`);
  });
});
