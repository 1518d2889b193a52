import { beforeEach, describe, expect, test } from "vitest";
import { browserOf, openTestDesk, type TestDesk } from "../../test-support/test-desk.ts";
import { addForeign, addOwn, type Ids } from "../../test-support/two-schools.ts";
import { loadAccount } from "./account.ts";
import { changeScope } from "./change-scope.ts";
import { loadStaffKey, staffSerial } from "./staff-key.ts";

describe("changeScope()", () => {
  let desk: TestDesk;
  let foreign: Ids;
  beforeEach(async () => {
    desk = await openTestDesk();
    await addOwn(desk.ports);
    foreign = await addForeign(desk.ports);
  });

  test("ends the sessions of the account, with the pages that wait for its browser", async () => {
    const { ports } = desk;
    const browser = await browserOf(desk, "officer");
    const path = `/desk/key?serial=${foreign.serial}`;
    expect((await browser.get(path)).status).toBe(200);
    const shown = await browser.post("/desk/key/suspend", { key: foreign.serial, reason: "" });
    expect(shown.status).toBe(422);
    await changeScope(ports, "officer", ["0690001A"], "staff:root");
    expect((await browser.get(path)).location).toContain("/desk/login");
    expect((await loadAccount(ports, "officer"))?.scope).toEqual(["0690001A"]);
    await changeScope(ports, "officer", null, "staff:root");
    expect((await loadAccount(ports, "officer"))?.scope).toBeNull();
  });

  test("leaves an event in the chain of the account, and returns its place", async () => {
    const { ports } = desk;
    const sequence = await changeScope(ports, "foreign-root", ["074*"], "staff:root");
    const events = await ports.store.events(staffSerial("foreign-root"), {
      ...{ afterSequence: (sequence ?? 0) - 1, limit: 10 },
    });
    expect(events).toMatchObject([{ kind: "scope-changed", actor: "staff:root", sequence }]);
    expect((await loadStaffKey(ports, "foreign-root"))?.record.audit.count).toBe(sequence);
  });

  test("returns null for an account that there is not", async () => {
    expect(await changeScope(desk.ports, "nobody", null, "staff:root")).toBeNull();
  });
});
