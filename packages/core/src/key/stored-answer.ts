import { epochs } from "../base/epoch.ts";
import { timeStep } from "../base/units.ts";
import { isSpareCode } from "../pin/spare-code.ts";
import { keyedNameForm } from "../seals/keyed-name.ts";
import type { AnsweredAttempt } from "../trail/answered-attempt.ts";
import { type Decision, refusalReasons } from "../trail/decision.ts";
import { count, type Fields, fields, moment, text, wrong } from "./stored-fields.ts";

const contentForm = /^[0-9a-f]{32}$/;

/** Returns an answered attempt of a stored record, every field checked. */
export function answeredAttempt(at: Fields): AnsweredAttempt {
  return {
    name: text(at.name, "answered.name", keyedNameForm),
    content: text(at.content, "answered.content", contentForm),
    at: moment(at.at, "answered.at"),
    epoch: count(at.epoch, "answered.epoch", 0, epochs - 1),
    decision: decision(fields(at.decision, "answered.decision")),
  };
}

function decision(at: Fields): Decision {
  const { kind, reason, commissioned } = at;
  const step = () => timeStep(count(at.step, "answered.step"));
  switch (kind) {
    case "accepted":
      if (typeof commissioned !== "boolean") break;
      return { kind, step: step(), commissioned };
    case "accepted-without-key":
      if (!isSpareCode(at.spare)) break;
      return { kind, spare: at.spare };
    case "choose-pin":
      return { kind, step: step(), expiresAt: moment(at.expiresAt, "answered.expiresAt") };
    case "refused": {
      const found = refusalReasons.find((each) => each === reason);
      if (found === undefined) break;
      return { kind, reason: found };
    }
    default:
  }
  throw wrong("answered.decision", "a decision", kind);
}
