import type { Client } from "@jeton/validator/parts";
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
import { logInStaff } from "./log-in-staff.ts";
import { actOnStaff, addStaff } from "./manage-staff.ts";

let portal: TestPortal;
beforeEach(async () => {
  portal = await openTestPortal();
});

const attempt = async (name: string, password: string, code: string) =>
  (await logInStaff(portal.ports, { name, password, code })).kind;
const code = (name: string, steps = 0) => staffCode(portal.ports, name, steps);
const events = async (name: string) =>
  portal.ports.store.events(`staff-${name}`, { afterSequence: 0, limit: 1000 });

describe("logInStaff() with a commissioned key", () => {
  beforeEach(async () => {
    await addStaff(
      portal.ports,
      { name: "luc", role: "officer", factor: { kind: "key", holder }, password: null },
      "staff:root",
    );
    await browserAtHome(portal);
  });

  test("accepts the PASSCODE of that holder once, and notes it in the account's chain", async () => {
    const before = await keyEvents();
    expect(await attempt("luc", "", portal.code())).toBe("refused");
    portal.advance(60);
    expect(await attempt("luc", "", pin + portal.code())).toBe("accepted");
    expect(await attempt("luc", "", pin + portal.code())).toBe("refused");
    expect((await events("luc")).map(({ kind }) => kind)).toEqual(["created", "accepted"]);
    // What is refused costs one write (law 6): it is noted in the chain of the key, by name.
    const noted = (await keyEvents()).slice(before.length);
    expect(noted.map(({ kind, actor }) => `${kind} ${actor}`)).toEqual([
      ...["refused staff:luc", "accepted staff:luc", "refused staff:luc"],
    ]);
  });

  const keyEvents = () => portal.ports.store.events(serial, { afterSequence: 0, limit: 1000 });
  const attemptBy = async (client: Client, text: string) =>
    logInStaff(portal.ports, { name: "luc", password: "", code: text }, client);

  test("binds the next code of a row to the browser that gave the first", async () => {
    for (let guess = 0; guess < 5; guess += 1) await attempt("luc", "", `${pin}000000`);
    const [own, other] = ["own", "other"].map((flow) => ({ devices: [], flow }));
    if (own === undefined || other === undefined) throw new Error("no browsers");
    portal.advance(60);
    expect((await attemptBy(own, pin + portal.code())).kind).toBe("refused");
    portal.advance(60);
    expect((await attemptBy(other, pin + portal.code())).kind).toBe("refused");
    portal.advance(60);
    expect((await attemptBy(own, pin + portal.code())).kind).toBe("accepted");
  });

  test.each([
    ["luc", "", async () => pin + portal.code()],
    ["marie", staffPassword, () => code("marie")],
  ] as const)(
    "knows the browser of a log-in again while strangers guess: %s",
    async (name, password, right) => {
      await addEnrolled(portal.ports, "marie", "desk");
      portal.advance(60);
      const first = await logInStaff(portal.ports, { name, password, code: await right() });
      const device = first.kind === "accepted" ? (first.device ?? "") : "";
      for (let guess = 0; guess < 120; guess += 1) await attempt(name, "1234", "123456");
      portal.advance(60);
      const client = { devices: [device], flow: "a browser" };
      const given = { name, password, code: await right() };
      expect((await logInStaff(portal.ports, given)).kind).toBe("refused");
      portal.advance(60);
      const next = { ...given, code: await right() };
      expect((await logInStaff(portal.ports, next, client)).kind).toBe("accepted");
    },
  );

  test("refuses when the account is disabled, or the key lost", async () => {
    await actOnStaff(portal.ports, "luc", { kind: "disable" }, "staff:root");
    expect(await attempt("luc", "", pin + portal.code())).toBe("refused");
    await actOnStaff(portal.ports, "luc", { kind: "enable" }, "staff:root");
    await actOnStoredKey(portal.ports, "K-1", { kind: "lose" }, "staff:root");
    portal.advance(60);
    expect(await attempt("luc", "", pin + portal.code())).toBe("refused");
  });
});
