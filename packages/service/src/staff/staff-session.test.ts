import { beforeEach, describe, expect, test } from "vitest";
import { openTestPortal, type TestPortal } from "../../test-support/test-portal.ts";
import { addEnrolled } from "../../test-support/test-staff.ts";
import { actOnStaff } from "./manage-staff.ts";
import {
  beginStaffSession,
  confirmStaffSession,
  endStaffSession,
  isConfirmed,
  newStaffToken,
  readStaffSession,
} from "./staff-session.ts";

let portal: TestPortal;
let token: string;
beforeEach(async () => {
  portal = await openTestPortal();
  await addEnrolled(portal.ports, "marie", "desk");
  portal.advance(30);
  token = await beginStaffSession(portal.ports, "marie", false);
});

const read = () => readStaffSession(portal.ports, token);

describe("a session of the staff", () => {
  test("is found by its token only", async () => {
    expect((await read())?.account.name).toBe("marie");
    for (const other of ["", "x", newStaffToken(portal.ports), `${token}x`]) {
      expect(await readStaffSession(portal.ports, other)).toBeNull();
    }
  });

  test("is over twenty minutes after the last request, not before", async () => {
    for (let request = 0; request < 5; request += 1) {
      portal.advance(19 * 60);
      expect(await read()).not.toBeNull();
    }
    portal.advance(20 * 60);
    expect(await read()).toBeNull();
  });

  test("is over ten hours after the log-in, whatever is done with it", async () => {
    for (let request = 0; request < 39; request += 1) {
      portal.advance(15 * 60);
      expect(await read()).not.toBeNull();
    }
    portal.advance(15 * 60);
    expect(await read()).toBeNull();
  });

  test("is over when it is ended, and stays so for who kept the token", async () => {
    await endStaffSession(portal.ports, token);
    expect(await read()).toBeNull();
    await endStaffSession(portal.ports, token);
  });

  test.each(["disable", "reset"] as const)("is over at once after %s", async (kind) => {
    const act = kind === "reset" ? { kind, password: "another for once" } : { kind };
    await actOnStaff(portal.ports, "marie", act, "staff:root");
    expect(await read()).toBeNull();
  });

  test("is not brought back when the account is enabled again", async () => {
    await actOnStaff(portal.ports, "marie", { kind: "disable" }, "staff:root");
    await actOnStaff(portal.ports, "marie", { kind: "enable" }, "staff:root");
    expect(await read()).toBeNull();
  });

  test("is confirmed for five minutes", async () => {
    const isOpen = async () => {
      const live = await read();
      return live !== null && isConfirmed(live, portal.ports.clock());
    };
    expect(await isOpen()).toBe(false);
    expect(await confirmStaffSession(portal.ports, token)).toBe(true);
    expect(await isOpen()).toBe(true);
    portal.advance(299);
    expect(await isOpen()).toBe(true);
    portal.advance(1);
    expect(await isOpen()).toBe(false);
    expect(await confirmStaffSession(portal.ports, newStaffToken(portal.ports))).toBe(false);
  });

  test("is stored so that who reads the store cannot take it over", async () => {
    const page = { prefix: "", after: null, limit: 10, newestFirst: false };
    const stored = await portal.ports.documents.list("staff-session", page);
    expect(stored).toHaveLength(1);
    expect(JSON.stringify(stored)).not.toContain(token);
  });
});
