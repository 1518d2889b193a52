import type { HelpDeskAct } from "@jeton/core";
import { actOnStoredKey, addKey, type PasswordVerifier } from "@jeton/validator/parts";
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

const newPin = "zx81q";

/** Another browser to which the session's cookie was copied, in which its last page stands open. */
async function copyOf(portal: TestPortal, browser: Browser): Promise<Browser> {
  const copy = openBrowser(portal);
  for (const [name, value] of browser.cookies) copy.cookies.set(name, value);
  await copy.get("/portal/home");
  return copy;
}

/** Whether the browser can do anything that only somebody who is logged in can. */
async function isIn(portal: TestPortal, browser: Browser): Promise<boolean> {
  const paths = ["/portal/home", "/portal/change-pin"];
  const pages = await Promise.all(paths.map((path) => browser.get(path)));
  const isShown = pages.map(({ status }) => status === 200);
  // What changes something goes by the same check as what shows something.
  const passcode = pin + portal.code();
  const form = isShown[0] ? null : await browser.post("/portal/change-pin", { passcode });
  expect([true, false]).toContain(isShown[0]);
  expect(isShown[1]).toBe(isShown[0]);
  if (form !== null) expect(form.status).toBe(403);
  return isShown[0] === true;
}

async function act(
  portal: TestPortal,
  kind: Exclude<HelpDeskAct["kind"], "assign" | "hand-over" | "issue-temporary-code">,
) {
  expect(await actOnStoredKey(portal.ports, serial, { kind }, "staff:test")).toMatchObject({
    kind: "done",
  });
}

async function logIn(portal: TestPortal, passcode: string): Promise<Browser> {
  const browser = openBrowser(portal);
  await browser.get("/portal");
  await browser.post("/portal/login", { identifier: holder, passcode });
  return browser;
}

describe("a copied session", () => {
  test("is over with its sign-out, in every browser, and signs nobody out later", async () => {
    const portal = await openTestPortal();
    const browser = await browserAtHome(portal);
    const copy = await copyOf(portal, browser);
    expect(await isIn(portal, copy)).toBe(true);
    await browser.get("/portal/home");
    expect((await browser.post("/portal/logout", {})).location).toBe("/portal?signed-out");
    expect(await isIn(portal, copy)).toBe(false);

    const later = await logIn(portal, pin + portal.code());
    expect(await isIn(portal, later)).toBe(true);
    // The copy sends the form that stood open in it.
    expect((await copy.post("/portal/logout", {})).location).toBe("/portal?signed-out");
    expect(await isIn(portal, later)).toBe(true);
  });

  test("is over once the key was replaced, and stays so when it comes back", async () => {
    const portal = await openTestPortal();
    const copy = await copyOf(portal, await browserAtHome(portal));
    await act(portal, "lose");
    expect(await isIn(portal, copy)).toBe(false);
    const { parameters } = (await portal.ports.store.load(serial))?.record ?? never();
    const seed = new Uint8Array(20).fill(9);
    await addKey(portal.ports, { serial: "K-2", seed, parameters }, "staff:test");
    await actOnStoredKey(portal.ports, "K-2", { kind: "assign", holder }, "staff:test");
    expect(await isIn(portal, copy)).toBe(false);
    await actOnStoredKey(portal.ports, "K-2", { kind: "lose" }, "staff:test");
    await actOnStoredKey(portal.ports, serial, { kind: "assign", holder }, "staff:test");
    await commissionAgain(portal);
    expect(await isIn(portal, copy)).toBe(false);
  });

  test.each([[["suspend", "resume"]], [["clear-pin"]], [["unlock"]]] as const)(
    "is over after %j, also when the key is in service again",
    async (acts) => {
      const portal = await openTestPortal();
      const copy = await copyOf(portal, await browserAtHome(portal));
      expect(await isIn(portal, copy)).toBe(true);
      for (const kind of acts) {
        await act(portal, kind);
        expect(await isIn(portal, copy)).toBe(false);
      }
      if (acts[0] === "clear-pin") await commissionAgain(portal);
      expect(await isIn(portal, copy)).toBe(false);
    },
  );

  test("is over after a resynchronisation", async () => {
    const portal = await openTestPortal();
    const copy = await copyOf(portal, await browserAtHome(portal));
    const codes = { first: portal.code(2), second: portal.code(3) };
    const found = await actOnStoredKey(
      portal.ports,
      serial,
      { kind: "resynchronise", ...codes },
      "staff:test",
    );
    expect(found.kind).toBe("done");
    expect(await isIn(portal, copy)).toBe(false);
  });

  test("is over after a change of PIN in another browser, which stays in", async () => {
    const portal = await openTestPortal();
    const browser = await browserAtHome(portal);
    const copy = await copyOf(portal, browser);
    await browser.get("/portal/change-pin");
    await browser.post("/portal/change-pin", { passcode: pin + portal.code() });
    await browser.get("/portal/change-pin/new");
    await browser.post("/portal/change-pin/new", { pin: newPin, pinAgain: newPin });
    await browser.get("/portal/change-pin/confirm");
    portal.advance(60);
    const done = await browser.post("/portal/change-pin/confirm", {
      passcode: newPin + portal.code(),
    });
    expect(done.location).toBe("/portal/home?pin-changed");
    expect(await isIn(portal, browser)).toBe(true);
    expect(await isIn(portal, copy)).toBe(false);
  });

  test("takes its change of PIN with it when it ends", async () => {
    const portal = await openTestPortal();
    const browser = await browserAtHome(portal);
    await browser.get("/portal/change-pin");
    await browser.post("/portal/change-pin", { passcode: pin + portal.code() });
    const copy = await copyOf(portal, browser);
    expect((await copy.get("/portal/change-pin/new")).status).toBe(200);
    await browser.get("/portal/home");
    await browser.post("/portal/logout", {});
    const before = await portal.stored();
    expect((await copy.get("/portal/change-pin/new")).location).toBe("/portal");
    expect((await copy.get("/portal/change-pin/confirm")).location).toBe("/portal");
    const chosen = await copy.post("/portal/change-pin/new", { pin: newPin, pinAgain: newPin });
    expect([chosen.status, await portal.stored()]).toEqual([403, before]);
  });

  test("is over although its sign-out lost races against attempts", async () => {
    const portal = await openTestPortal();
    const { store } = portal.ports;
    const browser = await browserAtHome(portal);
    const copy = await copyOf(portal, browser);
    await browser.get("/portal/home");
    const races = Array.from({ length: 5 }, () => logIn(portal, "wrong1123456"));
    const signedOut = browser.post("/portal/logout", {});
    await Promise.all([...races, signedOut]);
    expect(await isIn(portal, copy)).toBe(false);
    const events = await store.events(serial, { afterSequence: 0, limit: 100 });
    expect(events.filter(({ kind }) => kind === "signed-out")).toHaveLength(1);
  });

  test("begins with the commissioning, and ends like any other", async () => {
    const portal = await openTestPortal();
    const browser = await browserAtConfirm(portal);
    await browser.post("/portal/confirm", { passcode: pin + portal.code() });
    const copy = await copyOf(portal, browser);
    expect(await isIn(portal, copy)).toBe(true);
    await act(portal, "unlock");
    expect(await isIn(portal, copy)).toBe(false);
  });
});

describe("a session by password", () => {
  const passwords: PasswordVerifier = {
    verify: async ({ identifier, password }) => identifier === "invite" && password === "soleil",
  };

  async function guest(portal: TestPortal): Promise<Browser> {
    const browser = openBrowser(portal);
    await browser.get("/portal");
    await browser.post("/portal/login", { identifier: "invite", passcode: "soleil" });
    expect((await browser.get("/portal/home")).status).toBe(200);
    return browser;
  }
  const isHome = async (browser: Browser) => (await browser.get("/portal/home")).status === 200;

  test("is over with its sign-out in every browser, and a new one begins", async () => {
    const portal = await openTestPortal({ passwords });
    const browser = await guest(portal);
    const copy = await copyOf(portal, browser);
    await browser.get("/portal/home");
    await browser.post("/portal/logout", {});
    expect(await isHome(copy)).toBe(false);
    const later = await guest(portal);
    await copy.post("/portal/logout", {});
    expect([await isHome(later), await isHome(copy)]).toEqual([true, false]);
  });

  test("is over once its holder gets a key, and stays so when they lose it", async () => {
    const portal = await openTestPortal({ passwords });
    const { parameters } = (await portal.ports.store.load(serial))?.record ?? never();
    const seed = new Uint8Array(20).fill(9);
    await addKey(portal.ports, { serial: "K-2", seed, parameters }, "staff:test");
    const browser = await guest(portal);
    await actOnStoredKey(portal.ports, "K-2", { kind: "assign", holder: "invite" }, "staff:test");
    await actOnStoredKey(portal.ports, "K-2", { kind: "lose" }, "staff:test");
    expect(await isHome(browser)).toBe(false);
    expect(await isHome(await guest(portal))).toBe(true);
  });
});

/** Puts the key in service again, as its holder does. */
async function commissionAgain(portal: TestPortal): Promise<void> {
  portal.advance(600);
  await browserAtHome(portal);
}

function never(): never {
  throw new Error("The key is not there");
}
