import { actOnStoredKey } from "@jeton/validator/parts";
import { beforeEach, describe, expect, test } from "vitest";
import {
  browserAtHome,
  holder,
  openTestPortal,
  pin,
  serial,
  type TestPortal,
} from "../../test-support/test-portal.ts";
import { addEnrolled, staffCode, staffPassword } from "../../test-support/test-staff.ts";
import { enrolStaff } from "./enrol-staff.ts";
import { logInStaff } from "./log-in-staff.ts";
import { actOnStaff, addStaff } from "./manage-staff.ts";
import type { StaffAnswer } from "./staff-answer.ts";
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
  token = await begin("marie", staffPassword, await staffCode(portal.ports, "marie"));
});

/** Logs someone in and answers the token of their session. */
async function begin(name: string, password: string, code: string): Promise<string> {
  const answer: StaffAnswer = await logInStaff(portal.ports, { name, password, code });
  if (answer.kind === "refused") throw new Error(`Cannot log ${name} in`);
  const { kind, account, by } = answer;
  return beginStaffSession(portal.ports, { name: account.name, enrolling: kind === "enrol", by });
}

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

  test.each([
    ["disable", "enable"],
    ["reset", null],
  ] as const)("of a clock that was ahead is over for good after %s", async (first, second) => {
    const year = 365 * 86_400;
    portal.advance(year);
    const ahead = await begin("marie", staffPassword, await staffCode(portal.ports, "marie"));
    expect(await confirmStaffSession(portal.ports, ahead)).toBe(true);
    portal.advance(-year);
    expect(await readStaffSession(portal.ports, ahead)).toBeNull();
    const act = first === "reset" ? { kind: first, password: "another for once" } : { kind: first };
    await actOnStaff(portal.ports, "marie", act, "staff:root");
    if (second !== null) {
      await actOnStaff(portal.ports, "marie", { kind: second }, "staff:root");
    }
    portal.advance(year + 60);
    expect(await readStaffSession(portal.ports, ahead)).toBeNull();
  });

  test("is not confirmed for a year by a clock that was a year ahead", async () => {
    const found = await portal.ports.documents.list("staff-session", {
      ...{ prefix: "", after: null, limit: 1, newestFirst: false },
    });
    const [stored] = found;
    if (stored === undefined) throw new Error("no session");
    const confirmedAt = portal.ports.clock() + 365 * 86_400_000;
    const body = JSON.stringify({ ...JSON.parse(stored.body), confirmedAt });
    const { id, revision, expiresAt } = stored;
    await portal.ports.documents.put("staff-session", id, revision, { body, expiresAt });
    const live = await read();
    expect(live !== null && isConfirmed(live, portal.ports.clock())).toBe(false);
  });

  test("is over when a second factor is enrolled again elsewhere", async () => {
    const reset = { kind: "reset", password: "another for once" } as const;
    await actOnStaff(portal.ports, "marie", reset, "staff:root");
    portal.advance(30);
    const one = await begin("marie", "another for once", "");
    expect((await readStaffSession(portal.ports, one))?.session.enrolling).toBe(true);
    const account = (await readStaffSession(portal.ports, one))?.account;
    if (account === undefined) throw new Error("no session");
    const enrolled = await enrolStaff(portal.ports, account, {
      ...{ password: staffPassword, passwordAgain: staffPassword },
      code: await staffCode(portal.ports, "marie"),
    });
    expect(enrolled.kind).toBe("enrolled");
    expect(await readStaffSession(portal.ports, one)).toBeNull();
  });

  test("that began with a holder's key is over with that key", async () => {
    const factor = { kind: "key", holder } as const;
    await addStaff(
      portal.ports,
      { name: "luc", role: "desk", factor, password: null },
      "staff:root",
    );
    await browserAtHome(portal);
    for (const acts of [["suspend", "resume"], ["unlock"], ["lose"]] as const) {
      const own = await begin("luc", "", pin + portal.code());
      expect((await readStaffSession(portal.ports, own))?.account.name).toBe("luc");
      for (const kind of acts) {
        expect(await actOnStoredKey(portal.ports, serial, { kind }, "staff:root")).toMatchObject({
          kind: "done",
        });
        expect(await readStaffSession(portal.ports, own)).toBeNull();
      }
      portal.advance(60);
    }
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
