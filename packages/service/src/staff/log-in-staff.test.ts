import { verifyChain } from "@jeton/core";
import type { Client } from "@jeton/validator/parts";
import { actOnStoredKey } from "@jeton/validator/parts";
import { beforeEach, describe, expect, test } from "vitest";
import { openTestPortal, type TestPortal } from "../../test-support/test-portal.ts";
import {
  addEnrolled,
  firstPassword,
  staffCode,
  staffPassword,
} from "../../test-support/test-staff.ts";
import { loadAccount } from "./account.ts";
import { enrolmentOf, enrolStaff } from "./enrol-staff.ts";
import { logInStaff } from "./log-in-staff.ts";
import { actOnStaff, addStaff, listStaff } from "./manage-staff.ts";
import { enrolmentMilliseconds, loadStaffKey } from "./staff-key.ts";

const totp = { kind: "totp" } as const;

let portal: TestPortal;
beforeEach(async () => {
  portal = await openTestPortal();
});

const attempt = async (name: string, password: string, code: string) =>
  (await logInStaff(portal.ports, { name, password, code })).kind;
const code = (name: string, steps = 0) => staffCode(portal.ports, name, steps);
const events = async (name: string) =>
  portal.ports.store.events(`staff-${name}`, { afterSequence: 0, limit: 1000 });

describe("logInStaff() with an application", () => {
  beforeEach(async () => {
    await addEnrolled(portal.ports, "marie", "desk");
    portal.advance(30);
  });

  test("accepts password and code, and neither alone", async () => {
    expect(await attempt("marie", staffPassword, "")).toBe("refused");
    expect(await attempt("marie", staffPassword, await code("marie", 40))).toBe("refused");
    expect(await attempt("Marie ", staffPassword, await code("marie"))).toBe("accepted");
  });

  test("accepts no code twice, and spends one that came with a wrong password", async () => {
    const first = await code("marie");
    expect(await attempt("marie", staffPassword, first)).toBe("accepted");
    expect(await attempt("marie", staffPassword, first)).toBe("refused");
    portal.advance(30);
    const second = await code("marie");
    expect(await attempt("marie", "wrong horse battery", second)).toBe("refused");
    expect(await attempt("marie", staffPassword, second)).toBe("refused");
  });

  test("accepts one of twenty at the same moment", async () => {
    const one = await code("marie");
    const answers = Array.from({ length: 20 }, () => attempt("marie", staffPassword, one));
    expect((await Promise.all(answers)).filter((kind) => kind === "accepted")).toHaveLength(1);
  });

  test("locks after ten wrong passwords with right codes, and says so to nobody but the list", async () => {
    for (let failure = 0; failure < 10; failure += 1) {
      expect(await attempt("marie", "wrong horse battery", await code("marie"))).toBe("refused");
      portal.advance(120);
    }
    expect(await attempt("marie", staffPassword, await code("marie"))).toBe("refused");
    expect(await listStaff(portal.ports)).toMatchObject([{ status: "locked" }]);
    expect(await actOnStaff(portal.ports, "marie", { kind: "enable" }, "staff:root")).toBe("done");
    portal.advance(30);
    expect(await attempt("marie", staffPassword, await code("marie"))).toBe("accepted");
  });

  test("locks for no guess, and asks for the next code after five", async () => {
    for (let guess = 0; guess < 20; guess += 1) {
      expect(await attempt("marie", "wrong horse battery", "000000")).toBe("refused");
    }
    expect(await listStaff(portal.ports)).toMatchObject([{ status: "active" }]);
    expect(await attempt("marie", staffPassword, await code("marie"))).toBe("refused");
    portal.advance(30);
    expect(await attempt("marie", staffPassword, await code("marie"))).toBe("accepted");
    portal.advance(30);
    // A log-in halves the guesses: ten are left, and then five.
    for (const kind of ["refused", "accepted", "refused", "accepted", "accepted"] as const) {
      expect(await attempt("marie", staffPassword, await code("marie"))).toBe(kind);
      portal.advance(30);
    }
  });

  test("writes as much for a name that nobody has", async () => {
    const before = await portal.stored();
    expect(await attempt("nobody", staffPassword, "123456")).toBe("refused");
    expect(await portal.stored()).not.toBe(before);
    expect(await attempt("no such name!", staffPassword, "123456")).toBe("refused");
  });

  test("refuses a disabled account whatever is given, and takes it back", async () => {
    await actOnStaff(portal.ports, "marie", { kind: "disable" }, "staff:root");
    expect(await attempt("marie", staffPassword, await code("marie"))).toBe("refused");
    await actOnStaff(portal.ports, "marie", { kind: "enable" }, "staff:root");
    portal.advance(30);
    expect(await attempt("marie", staffPassword, await code("marie"))).toBe("accepted");
  });

  test("keeps a chain of all that was attempted and done, in the name of who did it", async () => {
    await attempt("marie", staffPassword, await code("marie"));
    await actOnStaff(portal.ports, "marie", { kind: "disable" }, "staff:root");
    const all = await events("marie");
    expect(all.map(({ kind, actor }) => `${kind} ${actor}`)).toEqual([
      "created staff:test",
      "commissioned staff:marie",
      "accepted staff:marie",
      "suspended staff:root",
    ]);
    const stored = await loadStaffKey(portal.ports, "marie");
    expect(verifyChain("staff-marie", stored?.record.audit ?? { count: 0, hash: "" }, all)).toEqual(
      {
        kind: "intact",
        count: 4,
      },
    );
  });

  test("is no key of the portal's: no help-desk act reaches it", async () => {
    const act = { kind: "assign", holder: "eve" } as const;
    expect(await actOnStoredKey(portal.ports, "staff-marie", act, "staff:eve")).toEqual({
      kind: "unknown-key",
      serial: "staff-marie",
    });
  });
});

describe("enrolment", () => {
  beforeEach(async () => {
    await addStaff(
      portal.ports,
      { name: "paul", role: "desk", factor: totp, password: firstPassword },
      "staff:root",
    );
  });

  type Given = { password?: string; again?: string; code?: string; client?: Client };
  const enrol = async (given: Given) => {
    const account = await loadAccount(portal.ports, "paul");
    if (account === null) throw new Error("no account");
    const password = given.password ?? staffPassword;
    const fields = {
      password,
      passwordAgain: given.again ?? password,
      code: given.code ?? (await code("paul")),
    };
    return (await enrolStaff(portal.ports, account, fields, given.client)).kind;
  };

  test("is where the first password leads, and the first password opens nothing else", async () => {
    expect(await attempt("paul", firstPassword, "")).toBe("enrol");
    expect(await attempt("paul", firstPassword, await code("paul"))).toBe("enrol");
    expect(await attempt("paul", "not the password", "")).toBe("refused");
  });

  test("shows a secret that applications read", async () => {
    const account = await loadAccount(portal.ports, "paul");
    const shown = account && (await enrolmentOf(portal.ports, account));
    expect(shown?.uri).toMatch(
      /^otpauth:\/\/totp\/Jeton:paul\?secret=[A-Z2-7]{32}&issuer=Jeton&algorithm=SHA1&digits=6&period=30$/u,
    );
    expect(shown?.secret.replaceAll(" ", "")).toBe(
      /secret=([A-Z2-7]+)/u.exec(shown?.uri ?? "")?.[1],
    );
  });

  test("ends the first password, spends the first code, and is done once", async () => {
    expect(await enrol({})).toBe("enrolled");
    expect(await enrol({})).toBe("refused");
    expect(await attempt("paul", firstPassword, "")).toBe("refused");
    expect(await attempt("paul", staffPassword, await code("paul"))).toBe("refused");
    portal.advance(30);
    expect(await attempt("paul", staffPassword, await code("paul"))).toBe("accepted");
    const account = await loadAccount(portal.ports, "paul");
    expect(account && (await enrolmentOf(portal.ports, account))).toBeNull();
  });

  test.each([
    [{ again: "another horse battery" }, "password-unfit"],
    [{ password: "short" }, "password-unfit"],
    [{ password: "aaaaaaaaaaaaaaaa" }, "password-unfit"],
    [{ password: "paul and no more" }, "password-unfit"],
    [{ code: "000000" }, "code-wrong"],
    [{ code: "" }, "code-wrong"],
  ] as const)("with %j is %s, and leaves the first password as it was", async (given, kind) => {
    expect(await enrol(given)).toBe(kind);
    expect(await attempt("paul", firstPassword, "")).toBe("enrol");
  });

  test("wants two codes in a row once codes were guessed", async () => {
    for (let guess = 0; guess < 11; guess += 1) {
      expect(await enrol({ code: "000000" })).toBe("code-wrong");
    }
    expect(await enrol({})).toBe("code-wrong");
    portal.advance(30);
    expect(await enrol({})).toBe("enrolled");
  });

  // Law 10: before there is a code, nothing tells the owner of a first password from a stranger.
  test("is shut to nobody by guesses of the first password, not even while it is under way", async () => {
    const guess = async () => {
      for (let guesses = 0; guesses < 120; guesses += 1) {
        expect(await attempt("paul", "not the password", "000000")).toBe("refused");
      }
    };
    await guess();
    expect(await listStaff(portal.ports)).toMatchObject([{ status: "enrolling" }]);
    expect(await attempt("paul", firstPassword, "")).toBe("enrol");
    await guess();
    expect(await enrol({ client: { devices: [], flow: "the enrolling browser" } })).toBe(
      "enrolled",
    );
  });

  test("is over after three days, until the account is reset", async () => {
    portal.advance(enrolmentMilliseconds / 1000);
    expect(await attempt("paul", firstPassword, "")).toBe("refused");
    expect(await enrol({})).toBe("refused");
    const reset = { kind: "reset", password: "another for once" } as const;
    expect(await actOnStaff(portal.ports, "paul", reset, "staff:root")).toBe("done");
    expect(await attempt("paul", "another for once", "")).toBe("enrol");
  });

  // Fault 13: the refused attempt taught the key's clock, and that was taken for an enrolment.
  test("past its three days no attempt opens anything, however often and with whatever code", async () => {
    portal.advance(enrolmentMilliseconds / 1000);
    for (let tries = 0; tries < 4; tries += 1) {
      expect(await attempt("paul", firstPassword, await code("paul"))).toBe("refused");
      expect(await attempt("paul", firstPassword, "")).toBe("refused");
      expect(await enrol({})).toBe("refused");
      portal.advance(3600);
    }
    expect(await listStaff(portal.ports)).toMatchObject([{ status: "enrolling" }]);
    const account = await loadAccount(portal.ports, "paul");
    expect(account && (await enrolmentOf(portal.ports, account))).toBeNull();
  });

  test("does not wait for a year when it was begun by a clock a year ahead", async () => {
    portal.advance(365 * 86_400);
    const reset = { kind: "reset", password: "another for once" } as const;
    await actOnStaff(portal.ports, "paul", reset, "staff:root");
    portal.advance(-365 * 86_400);
    expect(await attempt("paul", "another for once", "")).toBe("refused");
    expect(await enrol({})).toBe("refused");
  });

  test("keeps the first password nowhere once it is done", async () => {
    await enrol({});
    const stored = await loadStaffKey(portal.ports, "paul");
    expect(stored?.record.firstUse).toEqual({ expiresAt: null, activation: null });
    expect(await listStaff(portal.ports)).toMatchObject([{ status: "active" }]);
  });

  test("begins again with a reset: another secret, and the old factor is over", async () => {
    await enrol({});
    portal.advance(30);
    const old = await code("paul");
    const reset = { kind: "reset", password: "another for once" } as const;
    await actOnStaff(portal.ports, "paul", reset, "staff:root");
    expect(await code("paul")).not.toBe(old);
    expect(await attempt("paul", staffPassword, old)).toBe("refused");
    expect(await attempt("paul", "another for once", "")).toBe("enrol");
  });
});
