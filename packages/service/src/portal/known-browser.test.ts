import { actOnStoredKey, addKey, logIn } from "@jeton/validator/parts";
import { describe, expect, test } from "vitest";
import {
  type Browser,
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
} from "../../test-support/test-portal.ts";

const cookieName = "jeton_device";
const other = "mdurand";

const deviceLines = ({ headers }: Page) =>
  headers.getSetCookie().filter((line) => /^(?:__Host-)?jeton_device=/u.test(line));

/** So many attempts of strangers with wrong codes. */
async function guess({ ports }: TestPortal, times: number, identifier = holder): Promise<void> {
  for (let attempt = 0; attempt < times; attempt += 1) {
    await logIn(ports, { identifier, passcode: `${pin}000000` });
  }
}

/** Gives the PASSCODE of this moment on the page that the browser shows, and waits for another code. */
async function give(portal: TestPortal, browser: Browser, fields = {}): Promise<Page> {
  const given = { identifier: holder, passcode: pin + portal.code(), ...fields };
  const page = await browser.post("/portal/login", given);
  portal.advance(60);
  return page;
}

async function logOut(browser: Browser): Promise<void> {
  await browser.get("/portal/home");
  await browser.post("/portal/logout", {});
  await browser.get("/portal");
}

/** A browser on the log-in page that carries these device tokens. */
async function browserWith(portal: TestPortal, tokens: string | undefined): Promise<Browser> {
  const browser = openBrowser(portal);
  if (tokens !== undefined) browser.cookies.set(cookieName, tokens);
  await browser.get("/portal");
  return browser;
}

/** Puts another key with the same codes into service, for another holder or the same one. */
async function putInService(
  portal: TestPortal,
  browser: Browser,
  given: { readonly serial: string; readonly identifier: string },
): Promise<Page> {
  const { ports } = portal;
  const parameters = (await ports.store.load(serial))?.record.parameters;
  if (parameters === undefined) throw new Error("expected the key");
  const seed = new Uint8Array(20).fill(7);
  await addKey(ports, { serial: given.serial, seed, parameters }, "staff:test");
  const assign = { kind: "assign", holder: given.identifier } as const;
  await actOnStoredKey(ports, given.serial, assign, "staff:test");
  return commission(portal, browser, given.identifier);
}

async function commission(portal: TestPortal, browser: Browser, identifier: string): Promise<Page> {
  await browser.get("/portal");
  await give(portal, browser, { identifier, passcode: portal.code() });
  await browser.get("/portal/pin");
  await browser.post("/portal/pin", { pin, pinAgain: pin });
  await browser.get("/portal/confirm");
  const page = await browser.post("/portal/confirm", { passcode: pin + portal.code() });
  if (page.status !== 303) throw new Error(`Cannot commission: ${page.text}`);
  portal.advance(60);
  return page;
}

describe("the cookie of a known browser", () => {
  test("is given with a log-in and a confirmed PIN, and with nothing less", async () => {
    const portal = await openTestPortal();
    const browser = openBrowser(portal);
    expect(deviceLines(await browser.get("/portal"))).toEqual([]);
    expect(deviceLines(await give(portal, browser, { passcode: "0000000000" }))).toEqual([]);
    expect(deviceLines(await give(portal, browser, { passcode: portal.code() }))).toEqual([]);
    const confirming = await browserAtConfirm(portal);
    const done = await confirming.post("/portal/confirm", { passcode: pin + portal.code() });
    expect(deviceLines(done)).toHaveLength(1);
    portal.advance(60);
    const again = openBrowser(portal);
    await again.get("/portal");
    expect(deviceLines(await give(portal, again))).toHaveLength(1);
  });

  test("stays at the sign-out, and goes to no script, no other site and no plain address", async () => {
    const portal = await openTestPortal();
    const browser = await browserAtConfirm(portal);
    const done = await browser.post("/portal/confirm", { passcode: pin + portal.code() });
    const [line = ""] = deviceLines(done);
    expect(line.split("; ").slice(1).sort()).toEqual(
      ["HttpOnly", "Max-Age=34560000", "Path=/", "SameSite=Strict"].sort(),
    );
    const given = browser.cookies.get(cookieName);
    await logOut(browser);
    expect(given).toMatch(/^v1\./u);
    expect(browser.cookies.get(cookieName)).toBe(given);

    const secure = await openTestPortal({ secureCookies: true });
    const safe = await browserAtConfirm(secure);
    const [secureLine = ""] = deviceLines(
      await safe.post("/portal/confirm", { passcode: pin + secure.code() }),
    );
    expect(secureLine).toMatch(/^__Host-jeton_device=.*; Secure/u);
  });

  test("lets nobody in, and says nothing that can be read", async () => {
    const portal = await openTestPortal();
    const tokens = (await browserAtHome(portal)).cookies.get(cookieName);
    const thief = await browserWith(portal, tokens);
    expect((await thief.get("/portal/home")).location).toBe("/portal");
    expect((await give(portal, thief, { passcode: `9999${portal.code()}` })).status).toBe(403);
    expect(tokens).not.toMatch(new RegExp(`${holder}|${serial}`, "u"));
  });
});

// Goal: strangers neither lock a holder out nor slow them down where they are known.
// Method: floods of wrong PASSCODEs and of wrong PINs; then log-ins from known and from new browsers.
describe("under attempts of strangers", () => {
  test("a known browser gets in at once after a thousand wrong PASSCODEs, a new one by three codes", async () => {
    const portal = await openTestPortal();
    const known = await browserAtHome(portal);
    await logOut(known);
    await guess(portal, 1000);
    expect((await give(portal, known)).location).toBe("/portal/home");

    await guess(portal, 1000);
    const fresh = await browserWith(portal, undefined);
    const first = await give(portal, fresh);
    const second = await give(portal, fresh);
    const third = await give(portal, fresh);
    expect([first.status, second.status, third.location]).toEqual([403, 403, "/portal/home"]);
    expect(first.text).toContain("il faut jusqu’à trois codes qui se suivent");
    expect(second.html.replaceAll(/value="[^"]+"/gu, "")).toBe(
      first.html.replaceAll(/value="[^"]+"/gu, ""),
    );
    await logOut(fresh);
    expect((await give(portal, fresh)).location).toBe("/portal/home");
  });

  test("a new browser gets in by the page for keys out of step, three codes there, too", async () => {
    const portal = await openTestPortal();
    await browserAtHome(portal);
    await guess(portal, 100);
    const browser = openBrowser(portal);
    await browser.get("/portal/out-of-step");
    const paths = ["/portal/out-of-step", "/portal/out-of-step/next", "/portal/out-of-step/next"];
    const pages: Page[] = [];
    for (const path of paths) {
      pages.push(await browser.post(path, { identifier: holder, passcode: pin + portal.code() }));
      portal.advance(60);
    }
    expect(pages.map(({ status }) => status)).toEqual([403, 403, 303]);
    expect(pages[1]?.text).toContain("il faut un troisième code");
    expect(browser.cookies.get(cookieName)).toMatch(/^v1\./u);
  });

  test("codes of two browsers make no row", async () => {
    const portal = await openTestPortal();
    await browserAtHome(portal);
    await guess(portal, 5);
    const one = await browserWith(portal, undefined);
    const two = await browserWith(portal, undefined);
    expect((await give(portal, one)).status).toBe(403);
    expect((await give(portal, two)).status).toBe(403);
    expect((await give(portal, two)).location).toBe("/portal/home");
  });

  test("a first use goes on by two codes, in silence", async () => {
    const portal = await openTestPortal();
    await guess(portal, 5);
    const browser = await browserWith(portal, undefined);
    expect((await give(portal, browser, { passcode: portal.code() })).status).toBe(403);
    expect((await give(portal, browser, { passcode: portal.code() })).location).toBe("/portal/pin");
  });

  test("wrong PINs with right codes block all but known browsers", async () => {
    const portal = await openTestPortal();
    const known = await browserAtHome(portal);
    await logOut(known);
    const thief = await browserWith(portal, undefined);
    for (let attempt = 0; attempt < 10; attempt += 1) {
      expect((await give(portal, thief, { passcode: `9999${portal.code()}` })).status).toBe(403);
      portal.advance(60);
    }
    const fresh = await browserWith(portal, undefined);
    expect((await give(portal, fresh)).status).toBe(403);
    expect((await give(portal, known)).location).toBe("/portal/home");
  });

  test("wrong PINs in a known browser block this one only", async () => {
    const portal = await openTestPortal();
    const known = await browserAtHome(portal);
    await logOut(known);
    const second = await browserWith(portal, undefined);
    expect((await give(portal, second)).location).toBe("/portal/home");
    await logOut(second);
    for (let attempt = 0; attempt < 10; attempt += 1) {
      expect((await give(portal, known, { passcode: `9999${portal.code()}` })).status).toBe(403);
      portal.advance(60);
    }
    expect((await give(portal, known)).status).toBe(403);
    expect((await give(portal, second)).location).toBe("/portal/home");
    portal.advance(900);
    expect((await give(portal, known)).location).toBe("/portal/home");
  });
});

describe("a browser of several holders", () => {
  test("is known for both, whoever logs in last", async () => {
    const portal = await openTestPortal();
    const browser = await browserAtHome(portal);
    await logOut(browser);
    await putInService(portal, browser, { serial: "K-2", identifier: other });
    await logOut(browser);
    await guess(portal, 100);
    await guess(portal, 100, other);
    for (const identifier of [holder, other, holder]) {
      expect((await give(portal, browser, { identifier })).location).toBe("/portal/home");
      await logOut(browser);
    }
    expect(browser.cookies.get(cookieName)?.split("~")).toHaveLength(2);
  });

  test("is known for the last four", async () => {
    const portal = await openTestPortal();
    const browser = await browserAtHome(portal);
    await logOut(browser);
    for (let number = 2; number <= 5; number += 1) {
      const given = { serial: `K-${number}`, identifier: `holder${number}` };
      await putInService(portal, browser, given);
      await logOut(browser);
    }
    expect(browser.cookies.get(cookieName)?.split("~")).toHaveLength(4);
    await guess(portal, 5);
    await guess(portal, 5, "holder2");
    expect((await give(portal, browser)).status).toBe(403);
    expect((await give(portal, browser, { identifier: "holder2" })).status).toBe(303);
  });
});

describe("a token", () => {
  test.each([
    ["nothing", () => ""],
    ["no token", () => "v1.00000000.00"],
    ["separators alone", () => "~~~~"],
    ["a changed one", (good: string) => good.slice(0, -1) + (good.endsWith("0") ? "1" : "0")],
    ["the token of a commissioning", (_: string, session: string) => session],
  ])("is none of a known browser: %s", async (_, alter) => {
    const portal = await openTestPortal();
    const beginner = await browserAtPin(portal);
    const session = beginner.cookies.get("jeton_session") ?? "";
    const [payload = ""] = session.split(".");
    const fields: unknown[] = JSON.parse(Buffer.from(payload, "base64url").toString());
    const transaction = fields.find((field) => /^v1\./u.test(String(field)));
    expect(transaction).toBeDefined();
    portal.advance(60);
    const home = await browserAtHome(portal);
    const good = home.cookies.get(cookieName) ?? "";
    await guess(portal, 5);
    const browser = await browserWith(portal, alter(good, String(transaction)));
    expect((await give(portal, browser)).status).toBe(403);
    expect((await give(portal, await browserWith(portal, good))).status).toBe(303);
  });

  test("of another key is none of this one's", async () => {
    const portal = await openTestPortal();
    await browserAtHome(portal);
    const others = openBrowser(portal);
    await putInService(portal, others, { serial: "K-2", identifier: other });
    await guess(portal, 5);
    const browser = await browserWith(portal, others.cookies.get(cookieName));
    expect((await give(portal, browser)).status).toBe(403);
  });

  test("of a former holder is of no use for the key's present one, and the other way round", async () => {
    const portal = await openTestPortal();
    const former = await browserAtHome(portal);
    await logOut(former);
    await actOnStoredKey(portal.ports, serial, { kind: "lose" }, "staff:test");
    await actOnStoredKey(portal.ports, serial, { kind: "assign", holder: other }, "staff:test");
    const present = openBrowser(portal);
    await commission(portal, present, other);
    await logOut(present);
    await guess(portal, 5, other);
    expect((await give(portal, former, { identifier: other })).status).toBe(403);
    expect((await give(portal, present, { identifier: other })).location).toBe("/portal/home");
  });
});
