import { beforeAll, describe, expect, test } from "vitest";
import { nobody } from "../../../../test/support/people.ts";
import { browserOf, confirm, openTestDesk, type TestDesk } from "../../test-support/test-desk.ts";
import type { Browser } from "../../test-support/test-portal.ts";
import { directoryOf } from "../holders/directory-of.ts";
import { type DeskRight, mayDo, type StaffRole, staffRoles } from "../staff/rights.ts";
import { openTicket } from "../tickets/index.ts";
import { actRules, deskActs } from "./acts.ts";

// Goal: no role reaches a page, or does a thing, that the table does not give it.
// Method: every route of the desk, asked by everyone.
const pages: readonly (readonly [string, DeskRight])[] = [
  ["/desk", "see"],
  ["/desk?q=jdup", "see"],
  ["/desk/key?serial=K-1", "see"],
  ["/desk/letters?serial=K-1", "act"],
  ["/desk/holder?identifier=without", "see"],
  ["/desk/people", "see"],
  ["/desk/people?school=0690001A", "see"],
  ["/desk/people.csv?school=0690001A", "export-list"],
  ["/desk/keys", "see"],
  ["/desk/keys?group=in-service", "see"],
  ["/desk/keys.csv", "export-list"],
  ["/desk/fleet", "see"],
  ["/desk/fleet.csv", "export-list"],
  ["/desk/tickets", "see"],
  ["/desk/ticket?number=NUMBER", "see"],
  ["/desk/ticket/file?number=NUMBER&file=0", "see"],
  ["/desk/import", "import"],
  ["/desk/assign-many", "assign-many"],
  ["/desk/people/import", "import-people"],
  ["/desk/journal", "see-journal"],
  ...deskActs.map((act) => [`/desk/key/${act}?serial=K-1`, actRules[act].right] as const),
];
const actions: readonly (readonly [string, DeskRight])[] = [
  ["/desk/keys/act", "act"],
  ["/desk/keys/act/do", "act"],
  ["/desk/ticket", "answer-tickets"],
  ["/desk/import/do", "import"],
  ["/desk/assign-many/do", "assign-many"],
  ["/desk/people/import/do", "import-people"],
  ...deskActs.map((act) => [`/desk/key/${act}`, actRules[act].right] as const),
];

describe.each(staffRoles)("the role %s", (role: StaffRole) => {
  let desk: TestDesk;
  let browser: Browser;
  let number: string;
  beforeAll(async () => {
    desk = await openTestDesk();
    browser = await browserOf(desk, role);
    await confirm(desk, browser, role);
    const texts = { name: "x", firstName: "", role: "", school: "", email: "", phone: "" };
    const others = { hours: "", subject: "", description: "", accounts: "", keyNumber: "" };
    const file = {
      name: "x",
      mediaType: "image/png",
      bytes: 1,
      content: Uint8Array.of(1),
    } as const;
    const given = { language: "fr", content: { ...texts, ...others }, files: [file] } as const;
    await directoryOf(desk.ports).put({ ...nobody, holder: "without" }, 0);
    number = (await openTicket(desk.ports, given)).number;
  });

  test.each(pages)("GET %s needs %s", async (path, right) => {
    const { status } = await browser.get(path.replace("NUMBER", number));
    expect(status).toBe(mayDo(role, right) ? (path.includes("?q=") ? 303 : 200) : 403);
    await browser.get("/desk");
  });

  test.each(actions)("POST %s needs %s", async (path, right) => {
    const before = await desk.stored();
    // Fields that lead to nothing: only whether it was let in is asked.
    const { status, text } = await browser.post(path, { key: "K-none", number: "none" });
    if (mayDo(role, right)) expect(status).not.toBe(403);
    else expect([status, text.includes("Votre rôle ne le permet pas")]).toEqual([403, true]);
    expect(await desk.stored()).toBe(before);
    await browser.get("/desk");
  });

  test.each([
    ["import", "import"],
    ["assign-many", "assign-many"],
    ["people/import", "import-people"],
  ] as const)("a file for %s needs %s", async (path, right) => {
    const form = new FormData();
    form.set("csrf", browser.csrf());
    form.set("kind", "csv");
    form.set("file", new File(["serial,seed\nS-1,00112233445566778899\n"], "x.csv"));
    const cookie = browser.cookies.header();
    const { status } = await desk.app.request(`http://jeton.test/desk/${path}/preview`, {
      method: "POST",
      body: form,
      headers: { cookie, origin: "http://jeton.test", "sec-fetch-site": "same-origin" },
    });
    expect(status === 403).toBe(!mayDo(role, right));
  });

  test("the page of a key offers the acts that it may do, and no others", async () => {
    const { html } = await browser.get("/desk/key?serial=K-1");
    for (const act of deskActs) {
      if (mayDo(role, actRules[act].right)) continue;
      expect(html).not.toContain(`/desk/key/${act}?`);
    }
    expect(html.includes("/desk/key/suspend?")).toBe(role !== "auditor");
    expect(html.includes("/desk/key/retire?")).toBe(role === "officer");
  });
});

describe("nobody", () => {
  test.each(pages)("GET %s leads to the log-in", async (path) => {
    const desk = await openTestDesk();
    const response = await desk.app.request(`http://jeton.test${path}`);
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toContain("/desk/login?to=");
  });

  test.each(actions)("POST %s does nothing", async (path) => {
    const desk = await openTestDesk();
    const before = await desk.stored();
    const body = new URLSearchParams({ key: "K-1", reason: "x", holder: "eve" });
    const response = await desk.app.request(`http://jeton.test${path}`, { method: "POST", body });
    expect(response.status).toBe(403);
    expect(await desk.stored()).toBe(before);
  });
});
