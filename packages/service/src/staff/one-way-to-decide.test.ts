import type { ClockAlarm, Decision, PinHashCost } from "@jeton/core";
import { type Ports, watchClock } from "@jeton/validator/parts";
import { beforeEach, describe, expect, test } from "vitest";
import { openTestPortal, type TestPortal } from "../../test-support/test-portal.ts";
import {
  addEnrolled,
  firstPassword,
  staffCode,
  staffPassword,
} from "../../test-support/test-staff.ts";
import { logInStaff } from "./log-in-staff.ts";
import { addStaff } from "./manage-staff.ts";
import { enrolmentMilliseconds, loadStaffKey, passwordHashCost } from "./staff-key.ts";

// Goal: an attempt of the staff is decided where those of holders are, so that whatever watches attempts
// sees it, and a clock that is suspect binds it.

let portal: TestPortal;
let counted: Decision["kind"][];
beforeEach(async () => {
  counted = [];
  portal = await openTestPortal({ onAttempt: (kind) => counted.push(kind) });
});

const attempt = async (name: string, password: string, code: string, ports: Ports = portal.ports) =>
  (await logInStaff(ports, { name, password, code })).kind;
const code = (name: string, steps = 0) => staffCode(portal.ports, name, steps);
const recordOf = async (name: string) => {
  const stored = await loadStaffKey(portal.ports, name);
  if (stored === null) throw new Error(`There is no ${name}`);
  return stored.record;
};
const factor = { kind: "totp" } as const;
const addPaul = () =>
  addStaff(
    portal.ports,
    { name: "paul", role: "desk", factor, password: firstPassword },
    "staff:x",
  );

describe("an attempt of the staff by a password", () => {
  test("is counted with its decision, the enrolment included", async () => {
    await addPaul();
    expect(await attempt("paul", firstPassword, "")).toBe("enrol");
    await addEnrolled(portal.ports, "marie", "desk");
    portal.advance(30);
    expect(await attempt("marie", staffPassword, "000000")).toBe("refused");
    expect(await attempt("marie", staffPassword, await code("marie"))).toBe("accepted");
    expect(await attempt("nobody", staffPassword, "000000")).toBe("refused");
    expect(counted).toEqual(["choose-pin", "accepted", "refused", "accepted", "refused"]);
  });

  test("tells the clock guard when the server's clock has jumped", async () => {
    const names = Array.from({ length: 8 }, (_, index) => `agent${index}`);
    for (const name of names) await addEnrolled(portal.ports, name, "desk");
    portal.advance(30);
    for (const name of names)
      expect(await attempt(name, staffPassword, await code(name))).toBe("accepted");
    expect(portal.ports.clockWatch.alarm()).toBeNull();
    // Their phones are right: it is the server whose clock is now five minutes ahead.
    portal.advance(330);
    const client = { devices: [], flow: "a browser" };
    for (const kind of ["refused", "accepted"]) {
      for (const name of names) {
        const given = { name, password: staffPassword, code: await code(name, -10) };
        expect((await logInStaff(portal.ports, given, client)).kind).toBe(kind);
      }
      portal.advance(30);
    }
    expect(portal.ports.clockWatch.alarm()).toMatchObject({ serverShift: -300_000 });
  });

  test("teaches nothing for good while the server's clock is suspect", async () => {
    await addEnrolled(portal.ports, "marie", "desk");
    portal.advance(30);
    const before = await recordOf("marie");
    const alarm: ClockAlarm = { since: portal.ports.clock(), serverShift: 60_000 };
    const suspect = { ...portal.ports, clockWatch: { ...watchClock(), alarm: () => alarm } };
    portal.advance(60);
    const client = { devices: [], flow: "a browser" };
    const showCode = async (steps: number) => {
      const given = { name: "marie", password: staffPassword, code: await code("marie", steps) };
      const { kind } = await logInStaff(suspect, given, client);
      portal.advance(30);
      return [kind, await recordOf("marie")] as const;
    };
    expect(await showCode(0)).toMatchObject([
      "accepted",
      { clock: before.clock, provisional: null },
    ]);
    // A phone that seems five minutes ahead is believed for as long as the server's clock is suspect.
    expect(await showCode(10)).toMatchObject(["refused", { provisional: null }]);
    expect(await showCode(10)).toMatchObject([
      "accepted",
      { provisional: { trusted: before.clock } },
    ]);
  });

  test("hashes a password once, however many races its attempt loses", async () => {
    await addEnrolled(portal.ports, "marie", "desk");
    portal.advance(30);
    const hashed: PinHashCost[] = [];
    let lost = 0;
    const ports: Ports = {
      ...portal.ports,
      hashPin(question, line) {
        hashed.push(question.cost);
        return portal.ports.hashPin(question, line);
      },
      store: {
        ...portal.ports.store,
        replace: async (...given) => (lost++ < 3 ? false : portal.ports.store.replace(...given)),
      },
    };
    expect(await attempt("marie", staffPassword, await code("marie"), ports)).toBe("accepted");
    expect(lost).toBe(4);
    expect(hashed).toHaveLength(2);
  });

  test("keeps a password at a password's cost, and renews it at a dearer one", async () => {
    await addEnrolled(portal.ports, "marie", "desk");
    portal.advance(30);
    const { policy } = portal.ports;
    const costNow = async () => {
      const { state } = await recordOf("marie");
      return state.kind === "in-service" ? state.pin.cost : null;
    };
    expect(await attempt("marie", staffPassword, await code("marie"))).toBe("accepted");
    expect(await costNow()).toEqual(passwordHashCost(policy));
    portal.advance(30);
    const dearer = { ...policy, pinHashCost: { ...policy.pinHashCost, logN: 5 } };
    const ports = { ...portal.ports, policy: dearer };
    expect(await attempt("marie", staffPassword, await code("marie"), ports)).toBe("accepted");
    expect(await costNow()).toEqual(passwordHashCost(dearer));
    portal.advance(30);
    expect(await attempt("marie", staffPassword, await code("marie"), ports)).toBe("accepted");
  });

  test("stands in the trail as refused when the three days of a first password are over", async () => {
    await addPaul();
    portal.advance(enrolmentMilliseconds / 1000);
    expect(await attempt("paul", firstPassword, await code("paul"))).toBe("refused");
    const events = await portal.ports.store.events("staff-paul", { afterSequence: 0, limit: 9 });
    expect(events.map(({ kind, actor, reason }) => [kind, actor, reason])).toEqual([
      ["created", "staff:x", null],
      ["refused", "staff:paul", "first-use-expired"],
    ]);
  });
});
