import { beforeEach, describe, expect, test } from "vitest";
import { browserOf, confirm, openTestDesk, type TestDesk } from "../../test-support/test-desk.ts";
import {
  type Browser,
  browserAtConfirm,
  browserAtHome,
  browserAtPin,
  openBrowser,
  openTestPortal,
  origin,
  pin,
  serial,
  type TestPortal,
} from "../../test-support/test-portal.ts";
import { openTicket } from "../tickets/index.ts";
import { deskActs } from "./acts.ts";
import { createDesk } from "./desk.ts";

const content = {
  ...{ name: "Dupont", firstName: "Jeanne", role: "", school: "", phone: "", hours: "" },
  ...{ email: "", subject: "", description: "", accounts: "", keyNumber: "" },
};

/** What stands apart: sent by people who have no session yet; its refusals are measured (law 6). */
const apart = ["/desk/login"];

/** The forms of the portal that belong to something under way; all others are sent by who is logged in. */
const openers: readonly (readonly [RegExp, (portal: TestPortal) => Promise<Browser>])[] = [
  [/^\/portal\/pin/u, browserAtPin],
  [/^\/portal\/confirm/u, browserAtConfirm],
  [
    /^\/portal\/change-pin\/(?:new|confirm)/u,
    async (portal) => {
      const browser = await browserAtHome(portal);
      await browser.get("/portal/change-pin");
      await browser.post("/portal/change-pin", { passcode: pin + portal.code() });
      return browser;
    },
  ],
];

/** Returns the paths of all forms that an app takes. */
function formsOf(app: { readonly routes: readonly { method: string; path: string }[] }) {
  const posts = app.routes.filter(({ method, path }) => method === "POST" && !path.endsWith("*"));
  return [...new Set(posts.map(({ path }) => path))].filter((path) => !apart.includes(path));
}

// Goal: Back and Reload never ask to send a form again.
// Method: every form of portal and desk is sent empty, from a page of ours, by someone who may: whatever is answered is a
// redirect, and what it leads to is a page that can be opened again and again.
describe("every form", () => {
  let desk: TestDesk;
  let browser: Browser;
  let number: string;
  beforeEach(async () => {
    desk = await openTestDesk();
    browser = await browserOf(desk, "officer");
    ({ number } = await openTicket(desk.ports, { language: "fr", content, files: [] }));
    await confirm(desk, browser, "officer");
  });

  /** Sends a form as it is, and does not follow. */
  async function sent(path: string, fields: Readonly<Record<string, string>>): Promise<Response> {
    const headers = { cookie: browser.cookies.header(), origin, "sec-fetch-site": "same-origin" };
    const isFile = path.endsWith("/preview") || path.endsWith("/request");
    const body = isFile ? new FormData() : new URLSearchParams();
    for (const [name, value] of Object.entries({ csrf: browser.csrf(), ...fields })) {
      body.append(name, value);
    }
    return desk.app.request(origin + path, { method: "POST", headers, body });
  }

  test("of the desk is answered by a redirect, to a page that can be opened again", async () => {
    const forms = formsOf(desk.app);
    expect(forms.length).toBeGreaterThan(deskActs.length + 5);
    for (const path of forms.filter((each) => each !== "/desk/logout")) {
      await browser.get("/desk");
      const answer = await sent(path, { key: serial, number });
      expect([path, answer.status]).toEqual([path, 303]);
      const to = answer.headers.get("location") ?? "";
      const first = await browser.get(to);
      expect([path, first.status < 500]).toEqual([path, true]);
      expect((await browser.get(to)).status).toBe(first.status);
    }
    await browser.get("/desk");
    expect((await sent("/desk/logout", {})).status).toBe(303);
  });

  test("of the portal is answered by a redirect", async () => {
    for (const path of formsOf((await openTestPortal()).app)) {
      const portal = await openTestPortal();
      desk = { ...desk, app: portal.app };
      browser = await (openers.find(([form]) => form.test(path))?.[1] ?? browserAtHome)(portal);
      await browser.get("/portal/assistance/request");
      const answer = await sent(path, {});
      expect([path, answer.status]).toEqual([path, 303]);
    }
  });

  test("that is refused keeps what was typed, for this browser and for ten minutes", async () => {
    await browser.get(`/desk/ticket?number=${number}`);
    const answer = await sent("/desk/ticket", { number, act: "note", note: "x".repeat(2001) });
    const to = answer.headers.get("location") ?? "";
    const page = await browser.get(to);
    expect([page.status, page.html.includes("x".repeat(2001))]).toEqual([422, true]);
    const other = await browserOf(desk, "desk");
    expect((await other.get(to)).html).not.toContain("x".repeat(2001));
    desk.advance(11 * 60);
    const later = await browser.get(to);
    expect([later.status, later.html.includes("x".repeat(2001))]).toEqual([200, false]);
  });

  test("that shows an activation code shows it once, and then the key", async () => {
    await browser.get(`/desk/key/hand-over?serial=${serial}`);
    const fields = { key: serial, days: "7", activation: "yes" };
    const answer = await sent("/desk/key/hand-over", fields);
    const to = answer.headers.get("location") ?? "";
    expect((await browser.get(to)).html).toContain("activation-code");
    const again = await browser.get(to);
    expect(again.html).not.toContain("activation-code");
    expect([again.status, again.text.includes(serial)]).toEqual([200, true]);
  });

  test("that is somebody else's is turned down where it is, and nothing is kept", async () => {
    const stranger = openBrowser({ ...desk, app: createDesk(desk.ports) });
    await stranger.get("/desk/login");
    const page = await stranger.post("/desk/ticket", { number, act: "close" });
    expect([page.status, page.location]).toEqual([403, null]);
  });
});
