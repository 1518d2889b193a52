import { OtpError } from "@jeton/core";
import { beforeEach, describe, expect, test } from "vitest";
import { openTestDesk, type TestDesk } from "../test-support/test-desk.ts";
import { holder, openBrowser } from "../test-support/test-portal.ts";
import { addEnrolled, staffCode, staffPassword } from "../test-support/test-staff.ts";
import { createApp } from "./app.ts";

// Goal: every door says that an outcome is not known, each in its own way, and none says yes or no.
// Method: a store whose changes are stored, and whose answers are lost.
describe("an attempt of which nobody knows whether it is stored", () => {
  let desk: TestDesk;
  let app: ReturnType<typeof createApp>;
  let changes: number;

  beforeEach(async () => {
    desk = await openTestDesk();
    await addEnrolled(desk.ports, "alice", "desk");
    desk.advance(60);
    app = createApp({
      ...desk.ports,
      ...{ startPath: "/portal", listensOnLoopback: true, requestLimit: null },
    });
  });

  /** From here on no change is answered. */
  function loseAnswers(): void {
    const { store } = desk.ports;
    const { replace } = store;
    changes = 0;
    Object.assign(store, {
      replace: async (...change: Parameters<typeof replace>) => {
        await replace(...change);
        changes += 1;
        throw new OtpError("OUTCOME_UNKNOWN", "Cannot tell whether a change is kept");
      },
    });
  }

  const post = (path: string, body: string, type: string) =>
    app.request(`http://127.0.0.1${path}`, {
      ...{ method: "POST", body },
      headers: { "content-type": type },
    });

  test("is answered 503 with its code by the API", async () => {
    loseAnswers();
    const body = JSON.stringify({ identifier: holder, passcode: desk.code() });
    const answer = await post("/api/v1/authenticate", body, "application/json");
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("1");
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer.json()).toMatchObject({ status: 503, code: "outcome-unknown" });
    expect(changes).toBe(1);
  });

  test("is answered 503 with its code by /validate/check", async () => {
    loseAnswers();
    const body = new URLSearchParams({ user: holder, pass: `1234${desk.code()}` }).toString();
    const answer = await post("/validate/check", body, "application/x-www-form-urlencoded");
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("1");
    expect(await answer.json()).toMatchObject({
      result: { status: false, error: { code: 903 } },
      detail: { code: "outcome-unknown" },
    });
    expect(changes).toBe(1);
  });

  test.each([
    ["fr", "La réponse s’est perdue"],
    ["en", "The answer was lost"],
  ])("is answered by a page of the portal: %s", async (language, title) => {
    const browser = openBrowser(desk.portal, language);
    await browser.get("/portal");
    loseAnswers();
    const page = await browser.post("/portal/login", { identifier: holder, passcode: desk.code() });
    expect(page.status).toBe(503);
    expect(page.headers.get("retry-after")).toBe("1");
    expect(page.html).toContain('data-code="outcome-unknown"');
    expect(page.text).toContain(title);
    expect(changes).toBe(1);
  });

  test("is answered by a page of the help desk, where staff log in", async () => {
    const browser = openBrowser(desk);
    await browser.get("/desk/login");
    const code = await staffCode(desk.ports, "alice");
    loseAnswers();
    const given = { name: "alice", password: staffPassword, code };
    const page = await browser.post("/desk/login", given);
    expect(page.status).toBe(503);
    expect(page.headers.get("retry-after")).toBe("1");
    expect(page.html).toContain('data-code="outcome-unknown"');
    expect(changes).toBe(1);
  });
});
