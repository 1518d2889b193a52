import { actOnStoredKey } from "@jeton/validator/parts";
import { beforeEach, describe, expect, test } from "vitest";
import { browserOf, confirm, openTestDesk, type TestDesk } from "../../test-support/test-desk.ts";
import {
  type Browser,
  browserAtHome,
  holder,
  openBrowser,
  type Page,
  pin,
  serial,
} from "../../test-support/test-portal.ts";
import { createApp } from "../app.ts";

const terms = { hours: "24", uses: "2", startsIn: "0", returning: "ends-code" };

let desk: TestDesk;
let staff: Browser;

beforeEach(async () => {
  desk = await openTestDesk();
  await browserAtHome(desk.portal);
  staff = await browserOf(desk, "desk");
});

const issue = (fields: Readonly<Record<string, string>> = {}) =>
  staff.post("/desk/key/issue-temporary-code", {
    ...{ key: serial, reason: "clé oubliée", ...terms },
    ...fields,
  });
const codeIn = ({ html }: Page) =>
  (/activation-code">([A-Z]{5} [A-Z]{5})</u.exec(html)?.[1] ?? "none").replace(" ", "");
const record = async () => (await desk.ports.store.load(serial))?.record;

async function issued(fields: Readonly<Record<string, string>> = {}): Promise<string> {
  await confirm(desk, staff, "desk");
  return codeIn(await issue(fields));
}

/** Lets time go by at the desk, without a pause in which its session would end. */
async function sit(seconds: number): Promise<void> {
  for (let left = seconds; left > 0; left -= 900) {
    desk.advance(Math.min(left, 900));
    await staff.get("/desk");
  }
}

async function logIn(passcode: string): Promise<Page> {
  const browser = openBrowser(desk.portal);
  await browser.get("/portal");
  const answer = await browser.post("/portal/login", { identifier: holder, passcode });
  return answer.status === 303 ? browser.get(answer.location ?? "") : answer;
}

async function answerOf(path: string, body: object) {
  const app = createApp({
    ...desk.ports,
    ...{ startPath: "/portal", contact: {}, listensOnLoopback: true },
  });
  const init = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  const answer = await app.request(`http://127.0.0.1${path}`, init);
  return (await answer.json()) as Readonly<Record<string, unknown>>;
}

describe("a temporary code", () => {
  test("is issued after both factors, shown once, and lets its holder in behind the PIN", async () => {
    const detour = await issue();
    expect(detour.location).toContain("/desk/confirm");
    expect((await record())?.temporaryCode).toBeNull();
    await confirm(desk, staff, "desk");
    const page = await issue();
    const code = codeIn(page);
    expect(page.headers.get("cache-control")).toBe("no-store");
    expect(page.text).toContain("Code temporaire délivré");
    const shown = await staff.get(`/desk/key?serial=${serial}`);
    expect(shown.text).toContain("encore 2 utilisations");
    expect(shown.html).not.toContain(code);
    expect(await desk.stored()).not.toContain(code);
    expect((await logIn(pin + code)).text).toContain("Vos applications");
    expect((await logIn(`${pin} ${code.toLowerCase()}`)).text).toContain("Vos applications");
    expect((await logIn(pin + code)).status).not.toBe(200);
    const after = await staff.get(`/desk/key?serial=${serial}`);
    expect(after.text).toContain("Connexion acceptée (code temporaire)");
  });

  test.each([
    ["hours", "0", "168 au plus"],
    ["hours", "169", "168 au plus"],
    ["uses", "101", "De 1 à 100"],
    ["startsIn", "999", "168 au plus"],
    ["returning", "", "Choisissez"],
    ["reason", "", "motif"],
  ])("is not issued with %s %j", async (field, value, words) => {
    await confirm(desk, staff, "desk");
    const page = await issue({ [field]: value });
    expect([page.status, page.text]).toEqual([422, expect.stringContaining(words)]);
    expect((await record())?.temporaryCode).toBeNull();
  });

  test("that begins later, and the key that waits for its end, are told on the key's page", async () => {
    await issued({ startsIn: "2", returning: "refused", hours: "1" });
    const page = () => staff.get(`/desk/key?serial=${serial}`);
    expect((await page()).text).toContain("Un code temporaire passera");
    await sit(7200);
    expect((await page()).text).toContain("Un code temporaire passe jusqu");
    expect((await logIn(pin + desk.code())).text).not.toContain("Vos applications");
    await sit(3700);
    const over = await page();
    expect(over.text).toContain("la clé reste refusée");
    expect(over.html).toContain("/desk/key/end-temporary-code?");
    const done = await staff.post("/desk/key/end-temporary-code", { key: serial, reason: "" });
    expect(done.location).toContain("done=end-temporary-code");
    desk.advance(60);
    expect((await logIn(pin + desk.code())).text).toContain("Vos applications");
  });

  // Law 13: applications are never told more than the trail shows.
  test("is told from the key by the API and by /validate/check", async () => {
    const code = await issued({ uses: "5" });
    const given = { identifier: holder, passcode: pin + code };
    expect(await answerOf("/api/v1/authenticate", given)).toMatchObject({
      ...{ result: "accepted", spare: "temporary-code", device: null },
    });
    const checked = { user: holder, pass: pin + code };
    expect(await answerOf("/validate/check", checked)).toMatchObject({
      detail: { type: "temporary-code", otplen: 10 },
    });
    desk.advance(60);
    const byKey = { identifier: holder, passcode: pin + desk.code() };
    expect(await answerOf("/api/v1/authenticate", byKey)).not.toHaveProperty("spare");
  });

  test("changes no PIN, and opens no desk", async () => {
    const code = await issued();
    const browser = openBrowser(desk.portal);
    await browser.get("/portal");
    await browser.post("/portal/login", { identifier: holder, passcode: pin + code });
    await browser.get("/portal/change-pin");
    const begun = await browser.post("/portal/change-pin", { passcode: pin + code });
    expect(begun.location ?? "").not.toContain("new-pin");
    expect((await record())?.temporaryCode?.usesLeft).toBe(1);
  });

  test("ends all sessions, as each act does, and when the holder's key is suspended passes no more", async () => {
    const code = await issued();
    await actOnStoredKey(desk.ports, serial, { kind: "suspend" }, "staff:test");
    expect((await logIn(pin + code)).text).not.toContain("Vos applications");
    expect((await record())?.temporaryCode?.usesLeft).toBe(1);
  });
});
