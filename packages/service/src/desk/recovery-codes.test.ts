import { beforeEach, describe, expect, test } from "vitest";
import { browserOf, openTestDesk, type TestDesk } from "../../test-support/test-desk.ts";
import {
  type Browser,
  browserAtHome,
  holder,
  openBrowser,
  pin,
  serial,
  withoutTokens,
} from "../../test-support/test-portal.ts";

let desk: TestDesk;
let staff: Browser;
let own: Browser;

beforeEach(async () => {
  desk = await openTestDesk();
  own = await browserAtHome(desk.portal);
  staff = await browserOf(desk, "desk");
});

const keyPage = async () => (await staff.get(`/desk/key?serial=${serial}`)).text;

async function print(): Promise<readonly string[]> {
  const path = "/portal/recovery-codes";
  await own.get(path);
  const sent = await own.post(path, { passcode: pin + desk.portal.code() });
  const { text } = sent.location === null ? sent : await own.get(sent.location);
  return [...new Set(text.match(/[A-Z]{4} [A-Z]{4} [A-Z]{4} [1-8]/gu))];
}

/** Gives a PASSCODE in a new browser; returns the page on which it ends. */
async function logIn(passcode: string) {
  const browser = openBrowser(desk.portal);
  await browser.get("/portal");
  const page = await browser.post("/portal/login", { identifier: holder, passcode });
  return { ...page, plain: withoutTokens(page.html, browser.csrf()) };
}

describe("recovery codes on the page of a key", () => {
  test("are counted, with the day of their list", async () => {
    expect(await keyPage()).toContain("Codes de secours aucun");
    const [code = ""] = await print();
    expect(await keyPage()).toMatch(/Codes de secours 8 utilisables, liste imprimée le \d/u);
    expect((await logIn(pin + code)).location).toBe("/portal/home");
    expect(await keyPage()).toContain("7 utilisables");
    expect(await keyPage()).not.toContain(code);
  });

  test("that were used are named to staff, and to the holder refused like any wrong code", async () => {
    const [code = ""] = await print();
    await logIn(pin + code);
    const again = await logIn(pin + code);
    expect(await keyPage()).toContain("Le code de secours saisi avait déjà servi.");
    const wrong = await logIn(`${pin}AAAA AAAA AAAA 1`);
    expect(wrong.status).toBe(403);
    expect(again.plain).toBe(wrong.plain);
  });
});
