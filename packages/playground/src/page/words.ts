import type { RefusalReason } from "@jeton/core";
import type { Entry } from "../model/playground.ts";

/** What became of an attempt, for its colour: the page never says it by colour alone. */
export type AnswerKind = "accepted" | "asked" | "refused";

const reasons: { readonly [reason in RefusalReason]: string } = {
  malformed: "that is no PASSCODE",
  "wrong-code": "the key cannot have shown that code",
  "spent-code": "that code is spent: no code passes twice",
  "wrong-pin": "the code was right and is spent, the PIN was wrong",
  "pin-missing": "the code was right and is spent, the PIN is missing",
  "next-code-wanted": "the code lies outside what passes at once; the one after it will pass",
  "temporary-code-wanted": "a temporary code stands in for the key's",
  "recovery-code-used": "that recovery code is used up",
  blocked: "too many failures: wait",
  "not-commissioned": "the key is not in service",
  "activation-wrong": "the activation code was wrong",
  "first-use-expired": "the first use has expired",
  "out-of-service": "the key is out of service",
  "transaction-unknown": "that commissioning is over",
  "id-reused": "that attempt was made before",
};

/** Returns what became of an attempt, in a word and in a sentence, as staff would be told. */
export function wordsOf({ answer }: Pick<Entry, "answer">): {
  readonly kind: AnswerKind;
  readonly head: string;
  readonly rest: string;
} {
  if (answer === null) {
    return { kind: "refused", head: "Not tried", rest: "no code can be read on the glass" };
  }
  const { decision, diagnosis } = answer;
  const away = diagnosis?.offsetSteps ?? null;
  const place = away === null ? "" : `, ${stepsAway(away)}`;
  switch (decision.kind) {
    case "accepted": {
      const head = decision.commissioned ? "In service" : "Accepted";
      return { kind: "accepted", head, rest: `step ${decision.step}${place}` };
    }
    case "accepted-without-key":
      return { kind: "accepted", head: "Accepted", rest: "by a code that stands in for the key's" };
    case "choose-pin":
      return {
        kind: "accepted",
        head: "First code",
        rest: `step ${decision.step}; a PIN is chosen`,
      };
    case "refused": {
      const isAsked = decision.reason === "next-code-wanted";
      const head = isAsked ? "Next code asked" : "Refused";
      return {
        kind: isAsked ? "asked" : "refused",
        head,
        rest: `${reasons[decision.reason]}${place}`,
      };
    }
    default:
      return decision satisfies never;
  }
}

function stepsAway(steps: number): string {
  if (steps === 0) return "the one believed in";
  const many = Math.abs(steps) === 1 ? "1 step" : `${Math.abs(steps)} steps`;
  return `${many} ${steps > 0 ? "ahead of" : "behind"} the one believed in`;
}

/** Returns a duration in seconds with a sign, in the unit that people would use: "+1.2 s", "−3 min 5 s". */
export function signed(milliseconds: number): string {
  const sign = milliseconds < 0 ? "−" : "+";
  const seconds = Math.abs(milliseconds) / 1000;
  if (seconds < 60) return `${sign}${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${sign}${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(whole / 60);
  if (minutes < 48 * 60) return `${sign}${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return `${sign}${(minutes / 1440).toFixed(1)} days`;
}

/** Returns a round duration with a sign, without parts that are zero: "+5 min", "−2 h", "0". */
export function shortly(milliseconds: number): string {
  if (milliseconds === 0) return "0";
  return signed(milliseconds).replace(/\.0(?= s)| 0 s$| 0 min$/, "");
}

/** Returns a speed error with a sign: "+3.2 ppm". */
export function ppm(value: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(1)} ppm`;
}

/** Returns a round speed error with a sign: "+50 ppm", "0". */
export function shortPpm(value: number): string {
  return value === 0 ? "0" : ppm(value).replace(".0 ", " ");
}

/** Returns a moment as people write it, UTC: "2027-01-15 08:00:00". */
export function moment(at: number): string {
  return new Date(at).toISOString().replace("T", " ").slice(0, 19);
}
