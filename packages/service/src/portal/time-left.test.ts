import { renewedTimesMax } from "@jeton/core";
import { actOnStoredKey } from "@jeton/validator/parts";
import { describe, expect, test } from "vitest";
import {
  browserAtConfirm,
  browserAtHome,
  browserAtPin,
  holder,
  openBrowser,
  openTestPortal,
  pin,
  serial,
} from "../../test-support/test-portal.ts";

// The portal of these tests begins at 08:52:40 UTC, 20 s into a step.
const clockTime = /jusqu’à (\d\d:\d\d) UTC/u;

describe("the time to finish", () => {
  test("is a moment that stays true, on the page of each step", async () => {
    const portal = await openTestPortal();
    const browser = await browserAtPin(portal);
    const at = async (path: string) => clockTime.exec((await browser.get(path)).text)?.[1];
    const until = await at("/portal/pin");
    expect(until).toMatch(/^\d\d:\d\d$/u);
    await browser.post("/portal/pin", { pin, pinAgain: pin });
    portal.advance(240);
    expect(await at("/portal/confirm")).toBe(until);
  });

  test.each(["pin", "confirm"] as const)(
    "can be asked for anew more than ten times on the page %s, and no more",
    async (page) => {
      const portal = await openTestPortal();
      const browser = await (page === "pin" ? browserAtPin : browserAtConfirm)(portal);
      for (let times = 1; times <= renewedTimesMax; times += 1) {
        portal.advance(599 - (times === 1 && page === "confirm" ? 60 : 0));
        await browser.get(`/portal/${page}`);
        const answer = await browser.post(`/portal/${page}/more-time`, {});
        expect([answer.status, answer.location]).toEqual([303, `/portal/${page}?renewed`]);
        const renewed = await browser.get(answer.location ?? "");
        expect(renewed.text).toContain("Vous avez maintenant jusqu’à");
      }
      const last = await browser.get(`/portal/${page}`);
      expect(last.text).toContain("ne peut plus être prolongé");
      expect(last.html).not.toContain("more-time");
      portal.advance(20);
      expect((await browser.get(`/portal/${page}`)).text).toContain(
        "La mise en service a pris fin",
      );
    },
  );

  test("lets a slow holder put the key in service after twenty minutes", async () => {
    const portal = await openTestPortal();
    const browser = await browserAtConfirm(portal);
    for (const _ of [1, 2]) {
      portal.advance(500);
      await browser.post("/portal/confirm/more-time", {});
    }
    await browser.get("/portal/confirm");
    const done = await browser.post("/portal/confirm", { passcode: pin + portal.code() });
    expect(done.location).toBe("/portal/home?commissioned");
  });

  test("of a change of PIN can be asked for, too", async () => {
    const portal = await openTestPortal();
    const browser = await browserAtHome(portal);
    await browser.get("/portal/change-pin");
    await browser.post("/portal/change-pin", { passcode: pin + portal.code() });
    await browser.get("/portal/change-pin/new");
    portal.advance(590);
    const answer = await browser.post("/portal/change-pin/new/more-time", {});
    expect(answer.location).toBe("/portal/change-pin/new?renewed");
    portal.advance(590);
    expect((await browser.get("/portal/change-pin/new")).status).toBe(200);
    await browser.post("/portal/change-pin/new", { pin: "zx81q", pinAgain: "zx81q" });
    await browser.get("/portal/change-pin/confirm");
    const passcode = `zx81q${portal.code()}`;
    const done = await browser.post("/portal/change-pin/confirm", { passcode });
    expect(done.location).toBe("/portal/home?pin-changed");
  });

  test("is not given to a commissioning that is over", async () => {
    const portal = await openTestPortal();
    const browser = await browserAtConfirm(portal);
    portal.advance(600);
    const before = await portal.stored();
    const answer = await browser.post("/portal/confirm/more-time", {});
    expect((await browser.get(answer.location ?? "")).text).toContain("a pris fin");
    expect(await portal.stored()).toBe(before);
  });
});

describe("a commissioning under way", () => {
  test.each([
    ["pin", browserAtPin],
    ["confirm", browserAtConfirm],
  ] as const)("is offered on the first page, at its step: %s", async (page, at) => {
    const portal = await openTestPortal();
    const browser = await at(portal);
    const first = await browser.get("/portal");
    expect(first.text).toContain("Une mise en service est en cours");
    expect(first.html).toContain(`href="/portal/${page}"`);
    expect((await openBrowser(portal).get("/portal")).text).not.toContain("est en cours");
    portal.advance(600);
    expect((await browser.get("/portal")).text).not.toContain("est en cours");
  });

  test("that was finished in another browser says so, and nothing of a forgotten PIN", async () => {
    const portal = await openTestPortal();
    const one = await browserAtConfirm(portal);
    const other = openBrowser(portal);
    for (const [name, value] of one.cookies) other.cookies.set(name, value);
    await other.get("/portal/confirm");
    await one.post("/portal/confirm", { passcode: pin + portal.code() });
    for (const page of [
      await other.get("/portal/confirm"),
      await other.get("/portal/pin"),
      await other.post("/portal/confirm", { passcode: `${pin}000000` }),
    ]) {
      expect(page.status).toBe(403);
      expect(page.text).toContain("Votre clé est déjà en service");
      expect(page.text).not.toContain("non confirmé est oublié");
    }
  });

  test("of a PIN is offered on the page of the applications", async () => {
    const portal = await openTestPortal();
    const browser = await browserAtHome(portal);
    await browser.get("/portal/change-pin");
    await browser.post("/portal/change-pin", { passcode: pin + portal.code() });
    const home = await browser.get("/portal/home");
    expect(home.html).toContain('href="/portal/change-pin/new"');
  });
});

describe("the page of the applications", () => {
  test("shows the key's number, its state and the last log-ins, refused ones without their cause", async () => {
    const portal = await openTestPortal();
    const browser = await browserAtHome(portal);
    const stranger = openBrowser(portal);
    await stranger.get("/portal");
    for (let guess = 0; guess < 9; guess += 1) {
      await stranger.post("/portal/login", { identifier: holder, passcode: "0000000000" });
    }
    const { html, text } = await browser.get("/portal/home");
    expect(text).toContain(`N° de la clé ${serial} État En service`);
    expect(html.match(/class="login-accepted"/gu)).toHaveLength(1);
    expect(html.match(/class="login-refused"/gu)).toHaveLength(5);
    expect(text).not.toMatch(/code faux|PIN faux|wrong/u);
  });

  test("shows nothing of the holder before", async () => {
    const portal = await openTestPortal();
    await browserAtHome(portal);
    const assign = { kind: "assign", holder } as const;
    for (const act of [{ kind: "clear-pin" } as const, { kind: "lose" } as const, assign]) {
      await actOnStoredKey(portal.ports, serial, act, "staff:test");
    }
    const browser = await browserAtHome(portal);
    const { html } = await browser.get("/portal/home");
    expect(html.match(/class="login-/gu)).toHaveLength(1);
  });
});
