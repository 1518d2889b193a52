import {
  type AuditEvent,
  type ChainedEvent,
  chainEvent,
  type Diagnosis,
  emptyAuditHead,
  emptyLane,
  type Failures,
  type KeyRecord,
  noFailures,
  type RefusalReason,
  timeStep,
  unixMilliseconds,
} from "@jeton/core";
import { closedFirstUse } from "@jeton/validator/parts";
import { beforeEach, describe, expect, test } from "vitest";
import { browserAtHome, openTestPortal, serial } from "../../test-support/test-portal.ts";
import { findingOf } from "./finding.ts";

const now = unixMilliseconds(1_800_000_000_000);
const event = (
  kind: AuditEvent["kind"],
  reason: RefusalReason | null = null,
  diagnosis: Diagnosis | null = null,
): ChainedEvent =>
  chainEvent(serial, emptyAuditHead, {
    ...{ at: now, kind, actor: "holder", step: null, reason, diagnosis },
  });
const refused = (reason: RefusalReason, change: Partial<Diagnosis> = {}) =>
  event("refused", reason, { pin: "right", offsetSteps: 0, hypothesis: null, ...change });

let inService: KeyRecord;
beforeEach(async () => {
  const portal = await openTestPortal();
  await browserAtHome(portal);
  const stored = await portal.ports.store.load(serial);
  if (stored === null) throw new Error("no key");
  inService = stored.record;
});

/** Nine wrong PINs among other failures, and a block that ends so many milliseconds from now. */
const blockedFor = (milliseconds: number): Failures => {
  const block = { since: unixMilliseconds(now - 1000), milliseconds: 1000 + milliseconds };
  return { ...noFailures, strangers: { guesses: 40, wrongPins: 9, block } };
};

const found = (change: Partial<KeyRecord>, ...events: readonly ChainedEvent[]) => {
  const { why, act } = findingOf({ ...inService, ...change }, events, now);
  return [why.kind, act];
};

describe("findingOf()", () => {
  test("says first what refuses every attempt, whatever was typed", () => {
    const wrong = refused("wrong-pin");
    const suspended = { kind: "suspended", before: inService.state } as const;
    expect(found({ state: suspended }, wrong)).toEqual(["suspended", "resume"]);
    expect(found({ state: { kind: "retired" } }, wrong)).toEqual(["retired", null]);
    expect(found({ state: { kind: "lost" } })).toEqual(["lost", "assign"]);
    expect(found({ state: { kind: "in-stock" } })).toEqual(["in-stock", "assign"]);
    expect(found({ failures: blockedFor(1) }, wrong)).toEqual(["blocked-until", "unlock"]);
    const { why } = findingOf({ ...inService, failures: blockedFor(1) }, [wrong], now);
    // The wrong PINs that made the block, not the guesses beside them.
    expect(why).toEqual({ kind: "blocked-until", failures: 9, until: now + 1 });
  });

  test("takes a block that is over for none", () => {
    expect(found({ failures: blockedFor(0) }, event("accepted"))).toEqual(["accepted", null]);
  });

  test("takes guesses, and the block of a known device, for no trouble of the key", () => {
    const guesses = { ...noFailures, strangers: { ...emptyLane, guesses: 1000 } };
    expect(found({ failures: guesses }, event("accepted"))).toEqual(["accepted", null]);
    const devices = [{ ...blockedFor(1).strangers, id: "ab".repeat(32) }];
    const failures = { ...noFailures, devices };
    expect(found({ failures }, event("accepted"))).toEqual(["accepted", null]);
  });

  test.each<[RefusalReason, Partial<Diagnosis>, string, string | null]>([
    ["wrong-pin", {}, "wrong-pin", "clear-pin"],
    ["wrong-code", { offsetSteps: null }, "wrong-code", null],
    ["wrong-code", { offsetSteps: -90 }, "wrong-code-far", "resynchronise"],
    [
      "wrong-code",
      { offsetSteps: null, hypothesis: { algorithm: "SHA-256", periodSeconds: 30 } },
      ...(["wrong-make", "replace"] as const),
    ],
    ["spent-code", {}, "spent-code", null],
    ["pin-missing", {}, "pin-missing", null],
    ["next-code-wanted", {}, "next-code-wanted", null],
    ["blocked", {}, "blocked", null],
    ["not-commissioned", {}, "not-commissioned", null],
    ["first-use-expired", {}, "first-use-expired", "hand-over"],
    ["out-of-service", {}, "out-of-service", null],
  ])("after %s %j it is %s, and the act is %s", (reason, change, kind, act) => {
    expect(found({}, event("accepted"), refused(reason, change))).toEqual([kind, act]);
  });

  test("counts wrong PINs in a row, and no others", () => {
    const wrong = refused("wrong-pin");
    const events = [wrong, event("accepted"), wrong, wrong, wrong];
    expect(findingOf(inService, events, now).why).toEqual({ kind: "wrong-pin", count: 3 });
    expect(findingOf(inService, [wrong], now).why).toEqual({ kind: "wrong-pin", count: 1 });
  });

  test("offers to resynchronise after the second unknown code, not the first", () => {
    const wrong = refused("wrong-code", { offsetSteps: null });
    expect(found({}, event("accepted"), wrong)).toEqual(["wrong-code", null]);
    expect(found({}, event("accepted"), wrong, wrong)).toEqual(["wrong-code", "resynchronise"]);
  });

  test("forgets a failure once an act has changed matters", () => {
    expect(found({}, refused("wrong-pin"), event("unlocked"))).toEqual(["in-order", null]);
    const assigned = { state: { kind: "assigned" }, lastStep: timeStep(1) } as const;
    expect(found(assigned, refused("wrong-pin"), event("pin-cleared"))).toEqual([
      "to-commission",
      null,
    ]);
  });

  test("takes a clock that was set for no attempt, and says what the one before it was", () => {
    const wrong = refused("wrong-pin");
    expect(found({}, event("accepted"), event("clock-set"))).toEqual(["accepted", null]);
    expect(found({}, wrong, event("clock-set"))).toEqual(["wrong-pin", "clear-pin"]);
  });

  test("says the dates of a key outside of them, whoever has it and whatever was typed", () => {
    const origin = { manufacturer: "Acme", model: null, startsAt: null, expiresAt: null };
    const [past, present] = [
      { ...origin, expiresAt: now },
      { ...origin, startsAt: now },
    ];
    const future = { ...origin, startsAt: unixMilliseconds(now + 1) };
    expect(found({ origin: past }, refused("wrong-pin"))).toEqual(["expired", "replace"]);
    expect(found({ origin: future }, refused("out-of-service"))).toEqual(["not-yet", null]);
    expect(found({ origin: present }, event("accepted"))).toEqual(["accepted", null]);
    const stock = { state: { kind: "in-stock" }, holder: null } as const;
    expect(found({ ...stock, origin: past })).toEqual(["expired", "retire"]);
    expect(found({ state: { kind: "lost" }, origin: past })).toEqual(["lost", "assign"]);
  });

  test("knows a key that lies in a drawer from one whose first use came too late", () => {
    const assigned = { state: { kind: "assigned" } } as const;
    expect(found({ ...assigned, firstUse: closedFirstUse })).toEqual([
      "not-handed-over",
      "hand-over",
    ]);
    const late = { expiresAt: unixMilliseconds(now - 1), activation: null };
    expect(found({ ...assigned, firstUse: late })).toEqual(["first-use-expired", "hand-over"]);
    const open = { expiresAt: unixMilliseconds(now + 1), activation: null };
    expect(found({ ...assigned, firstUse: open })).toEqual(["to-commission", null]);
    expect(found({ ...assigned, firstUse: open, lastStep: null })).toEqual(["never-used", null]);
  });
});
