import {
  actOnKey,
  emptyLane,
  type Failures,
  type KeyRecord,
  type KeyState,
  momentAfter,
  noFailures,
  openFirstUse,
  resynchronise,
} from "@jeton/core";
import { contextOf } from "@jeton/validator/parts";
import { describe, expect, test } from "vitest";
import { openTestPortal, serial } from "../../test-support/test-portal.ts";
import { type DeskAct, deskActs, isPossible } from "./acts.ts";

// Goal: the page offers exactly the acts that the core does.
// Method: every act on a key in every state, asked of both.
describe("isPossible()", async () => {
  const { ports } = await openTestPortal();
  const stored = await ports.store.load(serial);
  if (stored === null) throw new Error("no key");
  const guessed: Failures = { ...noFailures, strangers: { ...emptyLane, guesses: 1 } };
  const assigned: KeyRecord = { ...stored.record, failures: guessed };
  const sealed = stored.record.seed;
  const pin = { salt: "0".repeat(32), cost: { logN: 1, r: 1, p: 1 }, sealed };
  const pending = {
    transaction: "0".repeat(64),
    firstStep: 1 as never,
    term: { since: ports.clock(), milliseconds: 1000 },
  };
  const inService: KeyState = { kind: "in-service", pin };
  const states: readonly KeyState[] = [
    { kind: "in-stock" },
    { kind: "assigned" },
    { kind: "choosing-pin", ...pending },
    { kind: "confirming-pin", pin, ...pending },
    inService,
    { kind: "suspended", before: inService },
    { kind: "lost" },
    { kind: "retired" },
  ];
  const holderless = new Set(["in-stock", "lost", "retired"]);
  const by = { actor: "staff:x", now: ports.clock() };

  const temporaryCode = {
    ...{ verifier: pin, issuedAt: by.now, startsAt: by.now },
    ...{ endsAt: momentAfter(by.now, 1000), usesLeft: 1, returningKey: "ends-code" as const },
  } as const;

  function coreDoes(act: DeskAct, record: KeyRecord): boolean {
    switch (act) {
      case "assign":
        return actOnKey(record, { kind: act, holder: "x" }, by).decision.kind === "done";
      case "hand-over":
        return actOnKey(record, { kind: act, firstUse: openFirstUse }, by).decision.kind === "done";
      case "replace":
        return record.holder !== null;
      case "send-second-key":
        return record.holder !== null && record.state.kind === "in-service";
      case "resynchronise": {
        const codes = { first: "000000", second: "000000" };
        const context = { ...contextOf(ports), actor: "staff:x" };
        return resynchronise(record, codes, context).decision.kind !== "impossible";
      }
      case "issue-temporary-code":
        return actOnKey(record, { kind: act, code: temporaryCode }, by).decision.kind === "done";
      case "end-temporary-code":
      case "unlock":
      case "clear-pin":
      case "suspend":
      case "resume":
      case "lose":
      case "retire":
        return actOnKey(record, { kind: act }, by).decision.kind === "done";
    }
  }

  test.each(states.flatMap((state) => deskActs.map((act) => [state.kind, act, state] as const)))(
    "%s: %s",
    (kind, act, state) => {
      const holder = holderless.has(kind) ? null : assigned.holder;
      const record = { ...assigned, state, holder };
      expect(isPossible(act, record)).toBe(coreDoes(act, record));
    },
  );

  test("offers to unlock only what has failures, of whatever kind and client", () => {
    const unlockable = (failures: Failures) => isPossible("unlock", { ...assigned, failures });
    const strangers = { ...emptyLane, wrongPins: 1 };
    const device = { ...emptyLane, id: "ab".repeat(32), guesses: 1 };
    expect(unlockable(noFailures)).toBe(false);
    expect(unlockable(guessed)).toBe(true);
    expect(unlockable({ ...noFailures, strangers })).toBe(true);
    expect(unlockable({ ...noFailures, devices: [device] })).toBe(true);
  });
});
