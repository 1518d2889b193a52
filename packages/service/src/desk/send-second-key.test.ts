import { codeParameters } from "@jeton/core";
import { addKey, closedFirstUse } from "@jeton/validator/parts";
import { beforeEach, describe, expect, test } from "vitest";
import { browserOf, confirm, openTestDesk, type TestDesk } from "../../test-support/test-desk.ts";
import { type Browser, browserAtHome, serial } from "../../test-support/test-portal.ts";

const second = "N-1";
const path = "/desk/key/send-second-key";

describe("a second key sent at the desk", () => {
  let desk: TestDesk;
  let staff: Browser;

  beforeEach(async () => {
    desk = await openTestDesk();
    await browserAtHome(desk.portal);
    staff = await browserOf(desk, "desk");
    const seed = new Uint8Array(20).fill(9);
    await addKey(desk.ports, { serial: second, seed, parameters: codeParameters() }, "staff:anne");
  });

  const send = (fields: Readonly<Record<string, string>> = {}) =>
    staff.post(path, { key: serial, serial: second, ...fields });
  const record = async () => (await desk.ports.store.load(second))?.record;
  const isWaitingChosen = (html: string) => /name="waits"[^>]* checked/u.test(html);

  test("asks for both factors again, for the page and for the act", async () => {
    expect((await staff.get(`${path}?serial=${serial}`)).location).toContain("/desk/confirm");
    expect((await send()).location).toContain("/desk/confirm");
    expect((await record())?.holder).toBeNull();
    await confirm(desk, staff, "desk");
    expect((await send()).location).toContain("done=send-second-key");
    expect((await record())?.isIncoming).toBe(true);
  });

  test("waits for its hand-over, unless the desk says otherwise", async () => {
    await confirm(desk, staff, "desk");
    const { html } = await staff.get(`${path}?serial=${serial}`);
    expect(isWaitingChosen(html)).toBe(true);
    const mistyped = await send({ serial: "none" });
    const again = mistyped.location === null ? mistyped : await staff.get(mistyped.location);
    expect(again.status).toBe(422);
    expect(isWaitingChosen(again.html)).toBe(false);
    await send({ waits: "yes" });
    expect((await record())?.firstUse).toEqual(closedFirstUse);
  });

  test("leaves the box of another act unticked", async () => {
    const { html } = await staff.get(`/desk/key/replace?serial=${serial}`);
    expect(html).toContain('name="waits"');
    expect(isWaitingChosen(html)).toBe(false);
  });
});
