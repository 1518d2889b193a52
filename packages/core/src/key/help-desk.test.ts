import { describe, expect, test } from "vitest";
import {
  codeOf,
  contextIn,
  keyAssigned,
  keyChoosingPin,
  keyConfirmingPin,
  keyInService,
  keyInStock,
  present,
} from "../../../../test/support/commission.ts";
import { keyAsked } from "../../../../test/support/unsure-key.ts";
import { checkKeyedName } from "../seals/keyed-name.ts";
import { noFailures } from "./failures.ts";
import { actOnKey, type HelpDeskAct } from "./help-desk.ts";
import { type KeyRecord, openFirstUse } from "./key-record.ts";

const by = { actor: "staff:anne", now: contextIn(102).now };
type SimpleAct = Exclude<HelpDeskAct["kind"], "assign" | "hand-over" | "issue-temporary-code">;
const act = (record: KeyRecord, kind: SimpleAct) => actOnKey(record, { kind }, by);
const assign = (record: KeyRecord, holder: string) =>
  actOnKey(record, { kind: "assign", holder }, by);

const suspended = act(keyInService(), "suspend").next;
const lost = act(keyInService(), "lose").next;
const retired = act(keyInService(), "retire").next;

describe("actOnKey()", () => {
  test("assigns a key that is on its way beside another one, and takes it as any", () => {
    const second = { kind: "assign", holder: "ada", isIncoming: true } as const;
    const { next, events } = actOnKey(keyInStock(), second, by);
    expect(next).toMatchObject({ holder: "ada", isIncoming: true, state: { kind: "assigned" } });
    expect(events).toMatchObject([{ kind: "assigned-as-second", actor: "staff:anne" }]);
    expect(act(next, "clear-pin").next.isIncoming).toBe(true);
    expect(act(next, "suspend").next.isIncoming).toBe(true);
    for (const end of ["lose", "retire"] as const) {
      expect(act(next, end).next).toMatchObject({ holder: null, isIncoming: false });
    }
    const found = assign(act(next, "lose").next, "bob").next;
    expect(found).toMatchObject({ holder: "bob", isIncoming: false });
  });

  test.each<[string, KeyRecord, readonly HelpDeskAct["kind"][]]>([
    ["in-stock", keyInStock(), ["assign", "unlock", "retire"]],
    ["assigned", keyAssigned(), ["hand-over", "clear-pin", "unlock", "suspend", "lose", "retire"]],
    ["choosing-pin", keyChoosingPin(), ["clear-pin", "unlock", "suspend", "lose", "retire"]],
    ["confirming-pin", keyConfirmingPin(), ["clear-pin", "unlock", "suspend", "lose", "retire"]],
    ["in-service", keyInService(), ["clear-pin", "unlock", "suspend", "lose", "retire"]],
    ["suspended", suspended, ["unlock", "resume", "lose", "retire"]],
    ["lost", lost, ["assign", "unlock", "retire"]],
    ["retired", retired, []],
  ])("does to a key %s what fits, and leaves it alone otherwise", (kind, record, fitting) => {
    const kinds = ["clear-pin", "unlock", "suspend", "resume", "lose", "retire"] as const;
    const acts: readonly HelpDeskAct[] = [
      { kind: "assign", holder: "x" },
      { kind: "hand-over", firstUse: openFirstUse },
      ...kinds.map((each) => ({ kind: each })),
    ];
    for (const each of acts) {
      const { decision, next, events } = actOnKey(record, each, by);
      if (fitting.includes(each.kind)) {
        expect(decision).toEqual({ kind: "done" });
        expect(events).toMatchObject([{ actor: "staff:anne", at: by.now, step: null }]);
      } else {
        expect([each.kind, decision]).toEqual([each.kind, { kind: "impossible", state: kind }]);
        expect(next).toBe(record);
        expect(events).toEqual([]);
      }
    }
  });

  test.each<[HelpDeskAct, KeyRecord, string]>([
    [{ kind: "assign", holder: "x" }, keyInStock(), "assigned"],
    [{ kind: "hand-over", firstUse: openFirstUse }, keyAssigned(), "handed-over"],
    [{ kind: "clear-pin" }, keyInService(), "pin-cleared"],
    [{ kind: "unlock" }, keyInService(), "unlocked"],
    [{ kind: "suspend" }, keyInService(), "suspended"],
    [{ kind: "resume" }, suspended, "resumed"],
    [{ kind: "lose" }, keyInService(), "lost"],
    [{ kind: "retire" }, keyInService(), "retired"],
  ])("names the act %j in the trail, and ends every wait for a next code", (each, record, kind) => {
    const waiting: KeyRecord = { ...record, asked: keyAsked().asked };
    const { next, events } = actOnKey(waiting, each, by);
    expect(events.map((event) => event.kind)).toEqual([kind]);
    expect(next.asked).toEqual([]);
  });

  test("takes the holder from a key that is lost or retired, and forgets its failures", () => {
    const failed = present(keyInService(), 102, { pin: "0000", code: codeOf(102) }).next;
    for (const kind of ["lose", "retire"] as const) {
      expect(act(failed, kind).next).toMatchObject({ holder: null, failures: noFailures });
    }
  });

  test("opens the first use as it is told, or without an end", () => {
    const firstUse = { expiresAt: contextIn(200).now, activation: null };
    const told = actOnKey(keyInStock(), { kind: "assign", holder: "x", firstUse }, by).next;
    expect(told.firstUse).toEqual(firstUse);
    expect(assign(keyInStock(), "x").next.firstUse).toEqual(openFirstUse);
    const again = actOnKey(told, { kind: "clear-pin" }, by).next;
    expect(again.firstUse).toEqual(openFirstUse);
  });

  test("names the holder in the trail by a keyed name, if it is given a keyring", () => {
    const { keyring } = contextIn(102);
    const act = { kind: "assign", holder: "x" } as const;
    const [named] = actOnKey(keyInStock(), act, { ...by, keyring }).events;
    expect(named?.holder && checkKeyedName(keyring, "holder", "x", named.holder)).toBe("good");
    expect(actOnKey(keyInStock(), act, by).events[0]).not.toHaveProperty("holder");
    const [other] = actOnKey(keyAssigned(), { kind: "suspend" }, { ...by, keyring }).events;
    expect(other).not.toHaveProperty("holder");
  });

  test("assigns to nobody whose identifier is none", () => {
    for (const holder of ["", "two words", " x"]) {
      expect(() => assign(keyInStock(), holder)).toThrow(RangeError);
    }
  });

  test("gives a found key to another holder without giving back any code", () => {
    const given = assign(lost, "mdurand").next;
    expect(given).toMatchObject({ holder: "mdurand", state: { kind: "assigned" }, lastStep: 101 });
    const replay = present(given, 101, { pin: null, code: codeOf(101) });
    expect(replay.decision).toEqual({ kind: "refused", reason: "spent-code" });
  });

  test("hands a key over: the first use is open until the moment that was said", () => {
    const expiresAt = contextIn(200).now;
    const given = actOnKey(
      keyAssigned(),
      { kind: "hand-over", firstUse: { expiresAt, activation: null } },
      by,
    );
    expect(given.events).toMatchObject([{ kind: "handed-over", actor: "staff:anne" }]);
    const intime = present(given.next, 199, { pin: null, code: codeOf(199) });
    expect(intime.decision.kind).toBe("choose-pin");
    const late = present(given.next, 201, { pin: null, code: codeOf(201) });
    expect(late.decision).toEqual({ kind: "refused", reason: "first-use-expired" });
  });

  test("resumes a key where it was, its PIN and its failures included", () => {
    const failed = present(keyInService(), 102, { pin: "0000", code: codeOf(102) }).next;
    const resumed = act(act(failed, "suspend").next, "resume").next;
    const { epoch } = resumed;
    expect({ ...resumed, audit: null }).toEqual({ ...failed, epoch, audit: null });
    const login = present(resumed, 103, { pin: "4071", code: codeOf(103) });
    expect(login.decision.kind).toBe("accepted");
  });

  test("lets a suspended key pass nothing, and still spends the code", () => {
    const tried = present(suspended, 102, { pin: "4071", code: codeOf(102) });
    expect(tried.decision).toEqual({ kind: "refused", reason: "out-of-service" });
    expect(tried.next.lastStep).toBe(102);
  });

  // Law 10: once it is resumed its holder does not stand behind their own attempts.
  test("counts nothing against a suspended key for what is right, and all else as guesses", () => {
    const activation = keyInService().state;
    if (activation.kind !== "in-service") throw new TypeError("no PIN");
    const needsCode = {
      ...keyAssigned(),
      firstUse: { expiresAt: null, activation: activation.pin },
    };
    const cases = [
      [keyInService(), "4071", true],
      [keyInService(), "0000", false],
      [keyInService(), null, false],
      [keyAssigned(), null, true],
      [keyAssigned(), "4071", false],
      [keyChoosingPin(), null, true],
      [keyConfirmingPin(), null, true],
      [needsCode, "4071", true],
      [needsCode, null, false],
    ] as const;
    for (const [record, pin, isRight] of cases) {
      let tried = act(record, "suspend").next;
      for (let step = 110; step < 130; step += 1) {
        tried = present(tried, step, { pin, code: codeOf(step) }).next;
        expect(tried.lastStep).toBe(step);
      }
      const guesses = isRight ? 0 : 20;
      const strangers = { guesses, wrongPins: 0, block: null };
      expect([record.state.kind, pin, tried.failures]).toEqual([
        ...[record.state.kind, pin, { strangers, devices: [] }],
      ]);
    }
    const guessed = present(act(keyInService(), "suspend").next, 102, {
      pin: "4071",
      code: "000000",
    });
    expect(guessed.next.failures.strangers.guesses).toBe(1);
  });

  test("clears the PIN: the holder begins again by a code alone", () => {
    const cleared = act(keyInService(), "clear-pin").next;
    const passcode = present(cleared, 102, { pin: "4071", code: codeOf(102) });
    expect(passcode.decision).toEqual({ kind: "refused", reason: "not-commissioned" });
    const alone = present(passcode.next, 103, { pin: null, code: codeOf(103) });
    expect(alone.decision.kind).toBe("choose-pin");
  });

  test("unlocks: the next right PASSCODE passes", () => {
    const locked = {
      ...keyInService(),
      failures: {
        strangers: {
          guesses: 0,
          wrongPins: 10,
          block: { since: contextIn(101).now, milliseconds: 900_000 },
        },
        devices: [],
      },
    };
    const blocked = present(locked, 102, { pin: "4071", code: codeOf(102) });
    expect(blocked.decision).toEqual({ kind: "refused", reason: "blocked" });
    const unlocked = act(blocked.next, "unlock").next;
    expect(unlocked).toMatchObject({ failures: noFailures, asked: [] });
    const login = present(unlocked, 103, { pin: "4071", code: codeOf(103) });
    expect(login.decision.kind).toBe("accepted");
  });
});
