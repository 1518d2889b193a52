import { beforeEach, describe, expect, test } from "vitest";
import {
  browserOf,
  confirm,
  logInAgain,
  openTestDesk,
  type TestDesk,
} from "../../test-support/test-desk.ts";
import { type Browser, openBrowser } from "../../test-support/test-portal.ts";
import {
  addEnrolled,
  firstPassword,
  staffCode,
  staffPassword,
} from "../../test-support/test-staff.ts";
import { actOnStaff, addStaff } from "../staff/manage-staff.ts";
import { ownPath } from "./paths.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});

describe("the staff's log-in", () => {
  test("leads to the page that was asked for, under a cookie that nobody knew before", async () => {
    await addEnrolled(desk.ports, "marie", "desk");
    desk.advance(30);
    const browser = openBrowser(desk);
    const asked = await browser.get("/desk/key?serial=K-1");
    expect(asked.location).toBe("/desk/login?to=%2Fdesk%2Fkey%3Fserial%3DK-1");
    const page = await browser.get(asked.location ?? "");
    expect(page.html).toContain('name="to" value="/desk/key?serial=K-1"');
    const before = browser.cookies.get("jeton_desk");
    const code = await staffCode(desk.ports, "marie");
    const fields = { name: "marie", password: staffPassword, code, to: "/desk/key?serial=K-1" };
    const answer = await browser.post("/desk/login", fields);
    expect(answer.location).toBe("/desk/key?serial=K-1");
    expect(browser.cookies.get("jeton_desk")).not.toBe(before);
    const cookie = answer.headers.get("set-cookie");
    expect(cookie).toMatch(/HttpOnly/u);
    expect(cookie).toMatch(/SameSite=Strict/u);
  });

  test("makes the browser known, so that strangers do not slow its next log-in", async () => {
    await addEnrolled(desk.ports, "marie", "desk");
    const browser = await logInAgain(desk, "marie");
    await browser.post("/desk/logout", {});
    expect(browser.cookies.get("jeton_device")).toBeDefined();
    const stranger = openBrowser(desk);
    await stranger.get("/desk/login");
    for (let guess = 0; guess < 120; guess += 1) {
      await stranger.post("/desk/login", { name: "marie", password: "1234", code: "123456" });
    }
    desk.advance(30);
    await browser.get("/desk/login");
    const fields = { name: "marie", password: staffPassword };
    const code = await staffCode(desk.ports, "marie");
    expect((await browser.post("/desk/login", { ...fields, code })).location).toBe("/desk");
    desk.advance(30);
    const next = await staffCode(desk.ports, "marie");
    const elsewhere = await stranger.post("/desk/login", { ...fields, code: next });
    expect(elsewhere.status).toBe(403);
  });

  test("refuses every cause with the same page", async () => {
    await addEnrolled(desk.ports, "marie", "desk");
    await addEnrolled(desk.ports, "paul", "desk");
    await actOnStaff(desk.ports, "paul", { kind: "disable" }, "staff:root");
    desk.advance(30);
    const code = await staffCode(desk.ports, "marie");
    const causes = [
      { name: "marie", password: staffPassword, code: "000000" },
      { name: "marie", password: staffPassword, code: "" },
      { name: "marie", password: "wrong horse battery", code },
      { name: "nobody", password: staffPassword, code },
      { name: "no name!", password: staffPassword, code },
      { name: "paul", password: staffPassword, code: await staffCode(desk.ports, "paul") },
    ];
    const pages = new Set<string>();
    for (const fields of causes) {
      const browser = openBrowser(desk);
      await browser.get("/desk/login");
      const { status, html } = await browser.post("/desk/login", { ...fields, to: "/desk" });
      expect(status).toBe(403);
      expect(html).not.toContain(fields.password);
      pages.add(
        html.replaceAll(browser.csrf(), "").replace(/ value="(?:marie|nobody|no name!|paul)"/u, ""),
      );
    }
    expect(pages.size).toBe(1);
  });

  test("leads who has no second factor to its enrolment, and nowhere else", async () => {
    const totp = { kind: "totp" } as const;
    const staff = { name: "paul", role: "officer", factor: totp, password: firstPassword } as const;
    await addStaff(desk.ports, staff, "staff:root");
    const browser = openBrowser(desk);
    await browser.get("/desk/login");
    const given = { name: "paul", password: firstPassword, code: "" };
    expect((await browser.post("/desk/login", given)).location).toBe("/desk/enrol");
    for (const path of ["/desk", "/desk/key?serial=K-1", "/desk/import", "/desk/confirm"]) {
      expect((await browser.get(path)).location).toBe("/desk/enrol");
    }
    const page = await browser.get("/desk/enrol");
    expect(page.html).toContain("otpauth://totp/Jeton:paul?secret=");
    const code = await staffCode(desk.ports, "paul");
    const chosen = { password: staffPassword, passwordAgain: staffPassword };
    const short = await browser.post("/desk/enrol", { password: "x", passwordAgain: "x", code });
    expect(short.status).toBe(422);
    expect(short.text).toContain("de 12 à 128 caractères");
    const done = await browser.post("/desk/enrol", { ...chosen, code });
    expect(done.location).toBe("/desk/login?after=enrolled");
    expect((await browser.get("/desk/enrol")).location).toBe("/desk/login");
    await logInAgain(desk, "paul");
  });

  test("is over when the browser signs out, and the cookie that it had is worth nothing", async () => {
    const browser = await browserOf(desk, "desk");
    const kept = browser.cookies.get("jeton_desk") ?? "";
    expect((await browser.post("/desk/logout", {})).location).toBe("/desk/login?after=signed-out");
    expect((await browser.get("/desk")).status).toBe(303);
    browser.cookies.set("jeton_desk", kept);
    expect((await browser.get("/desk")).status).toBe(303);
  });

  test("is over after twenty idle minutes", async () => {
    const browser = await browserOf(desk, "desk");
    desk.advance(20 * 60);
    expect((await browser.get("/desk")).location).toContain("/desk/login");
  });

  test("is over at once when the account is disabled", async () => {
    const browser = await browserOf(desk, "desk");
    await actOnStaff(desk.ports, "desk", { kind: "disable" }, "staff:root");
    expect((await browser.get("/desk")).status).toBe(303);
  });
});

describe("a form of the desk", () => {
  const act = "/desk/key/suspend";
  const fields = { key: "K-1", reason: "x" };
  let browser: Browser;
  beforeEach(async () => {
    browser = await browserOf(desk, "desk");
  });

  test.each<[string, (browser: Browser) => Promise<{ readonly status: number }>]>([
    ["of another site", (b) => b.post(act, fields, { "sec-fetch-site": "cross-site" })],
    [
      "of another origin",
      (b) => b.post(act, fields, { "sec-fetch-site": "", origin: "http://evil.test" }),
    ],
    ["without its token", (b) => b.post(act, { ...fields, csrf: "" })],
    ["with the token of another browser", (b) => b.post(act, { ...fields, csrf: "A".repeat(43) })],
    ["with a field twice", (b) => b.send(act, "csrf=%csrf%&key=K-1&key=K-1&reason=x")],
    ["as JSON", (b) => b.send(act, "{}", { "content-type": "application/json" })],
    ["in broken UTF-8", (b) => b.send(act, "csrf=%csrf%&key=K-1&reason=%ff")],
  ])("%s does nothing", async (_, send) => {
    const before = await desk.stored();
    expect([400, 403]).toContain((await send(browser)).status);
    expect(await desk.stored()).toBe(before);
  });

  test("as it should be does what it says", async () => {
    expect((await browser.post(act, fields)).status).toBe(303);
  });
});

describe("acts that ask for both factors again", () => {
  test("are open for five minutes after them, and not before", async () => {
    const browser = await browserOf(desk, "desk");
    const path = "/desk/key/clear-pin?serial=K-1";
    expect((await browser.get(path)).location).toContain("/desk/confirm?to=");
    const before = await desk.stored();
    await browser.get("/desk");
    const tried = await browser.post("/desk/key/clear-pin", { key: "K-1", reason: "x" });
    expect(tried.location).toContain("/desk/confirm?to=");
    expect(await desk.stored()).toBe(before);

    await browser.get("/desk/confirm");
    const wrong = await browser.post("/desk/confirm", {
      password: staffPassword,
      code: "1",
      to: path,
    });
    expect(wrong.status).toBe(403);
    expect((await browser.get(path)).status).toBe(303);
    await confirm(desk, browser, "desk");
    expect((await browser.get(path)).status).toBe(200);
    desk.advance(300);
    expect((await browser.get(path)).status).toBe(303);
  });

  test("take no code twice: the one of the log-in does not confirm", async () => {
    const browser = await browserOf(desk, "desk");
    await browser.get("/desk/confirm");
    const code = await staffCode(desk.ports, "desk");
    const answer = await browser.post("/desk/confirm", {
      password: staffPassword,
      code,
      to: "/desk",
    });
    expect(answer.status).toBe(403);
  });
});

describe("ownPath()", () => {
  test.each([
    ["/desk", "/desk"],
    ["/desk?q=x", "/desk?q=x"],
    ["/desk/key?serial=a/../b", "/desk/key?serial=a/../b"],
    ["//evil.test/desk", "/desk"],
    ["/desk//evil.test", "/desk"],
    ["/desk/../portal", "/desk"],
    ["/desk/..", "/desk"],
    ["/desk\\evil", "/desk"],
    ["/deskevil", "/desk"],
    ["https://evil.test/desk", "/desk"],
    ["/desk/\nx", "/desk"],
    [undefined, "/desk"],
  ])("%j leads to %s", (text, path) => {
    expect(ownPath(text)).toBe(path);
  });
});
