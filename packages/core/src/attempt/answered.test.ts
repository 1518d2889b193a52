import { describe, expect, test } from "vitest";
import { contextIn, keyInService } from "../../../../test/support/commission.ts";
import { momentAfter, timeStep } from "../base/units.ts";
import type { KeyRecord } from "../key/key-record.ts";
import type { AttemptMark } from "../trail/attempt-id.ts";
import type { Decision } from "../trail/decision.ts";
import {
  answeredLoginsMax,
  answeredMilliseconds,
  answeredRefusalsMax,
  earlierAnswer,
  withAnswered,
} from "./answered.ts";

const { now } = contextIn(102);
const login: Decision = { kind: "accepted", step: timeStep(102), commissioned: false };
const refusal: Decision = { kind: "refused", reason: "wrong-code" };

const markOf = (name: string, content = "one"): AttemptMark => ({ name, content, secret: "" });
const names = ({ answered }: KeyRecord) => answered.map(({ name }) => name);

/** Remembers an answer to each of so many attempts. */
function answering(record: KeyRecord, kind: string, count: number, decision: Decision): KeyRecord {
  return Array.from({ length: count }, (_, index) => markOf(`${kind} ${index + 1}`)).reduce(
    (before, mark) => withAnswered(before, mark, decision, now),
    record,
  );
}

describe("withAnswered()", () => {
  test("keeps the latest six log-ins and, behind them, the latest two refusals", () => {
    const refused = answering(keyInService(), "refusal", answeredRefusalsMax + 2, refusal);
    const both = answering(refused, "login", answeredLoginsMax + 2, login);
    expect(names(both)).toEqual([
      ...["login 3", "login 4", "login 5", "login 6", "login 7", "login 8"],
      ...["refusal 3", "refusal 4"],
    ]);
  });

  test("keeps one answer to an id: the later one", () => {
    const first = withAnswered(keyInService(), markOf("a"), refusal, now);
    const { answered } = withAnswered(first, markOf("a", "two"), login, now);
    expect(answered).toMatchObject([{ name: "a", content: "two", decision: login }]);
  });

  test("lets go what nobody is told any more", () => {
    const old = answering(keyInService(), "login", 1, login);
    const later = momentAfter(now, answeredMilliseconds);
    expect(names(withAnswered(old, markOf("new"), login, later))).toEqual(["new"]);
    const acted = { ...old, epoch: old.epoch + 1 };
    expect(names(withAnswered(acted, markOf("new"), login, now))).toEqual(["new"]);
  });
});

describe("earlierAnswer()", () => {
  const record = withAnswered(keyInService(), markOf("a"), login, now);
  const kindAt = (milliseconds: number) =>
    earlierAnswer(record, [markOf("b"), markOf("a")], momentAfter(now, milliseconds)).kind;

  test("knows an answer for less than 30 s, of a node whose clock is as little ahead as well", () => {
    expect([-29_999, 0, 29_999].map(kindAt)).toEqual(["same", "same", "same"]);
    expect([-30_000, 30_000].map(kindAt)).toEqual(["none", "none"]);
  });

  test("tells another PASSCODE under the same id, and another id", () => {
    expect(earlierAnswer(record, [markOf("a", "two")], now)).toEqual({ kind: "id-reused" });
    expect(earlierAnswer(record, [markOf("b")], now)).toEqual({ kind: "none" });
  });

  test("looks past answers to other ids", () => {
    const two = withAnswered(record, markOf("z"), login, now);
    expect(earlierAnswer(two, [markOf("z")], now).kind).toBe("same");
  });
});
