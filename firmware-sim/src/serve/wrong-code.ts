import type { GivenCode } from "./key-house.ts";

/** The ways in which a code can be wrong on purpose. */
export type WrongKind = "expired" | "next" | "replayed" | "flipped-digit";

/** What a wrong code is made of. */
export type WrongCodeParts = {
  /** Computes the key's right code of a step. */
  readonly codeAt: (step: number) => string;
  /** The step of the code that the key shows, or showed last; null before its first one. */
  readonly step: number | null;
  /** What a client was given last. */
  readonly given: GivenCode | null;
  /** How many steps before or after; null: the kind's own number. */
  readonly steps: number | null;
  /** How many steps back an expired code lies when `steps` is null. */
  readonly expiredSteps: number;
};

/** A wrong code differs from the right ones of so many steps on either side of the key's. */
export const rightStepsAround = 100;

/**
 * Returns a code that is wrong in that way, with the step that it is of, or what is missing for one.
 * It is never by chance a right code near the key's step: where two steps share a code, it takes the
 * next step, or another digit.
 */
export function wrongCode(kind: WrongKind, parts: WrongCodeParts): GivenCode | string {
  const { codeAt, step, given, steps, expiredSteps } = parts;
  switch (kind) {
    case "replayed":
      return given ?? "no code was given yet, ask for one first";
    case "expired": {
      if (step === null) return "the key has not shown a code yet";
      const back = steps ?? expiredSteps;
      const right = codesBetween(step - back + 1, step + rightStepsAround, codeAt);
      for (let past = step - back; past >= 0; past -= 1) {
        if (!right.has(codeAt(past))) return { step: past, code: codeAt(past) };
      }
      return `the key has shown no code that lies ${back} steps back`;
    }
    case "next": {
      const now = step ?? -1;
      const ahead = steps ?? 1;
      const right = codesBetween(now - rightStepsAround, now + ahead - 1, codeAt);
      let coming = now + ahead;
      while (right.has(codeAt(coming))) coming += 1;
      return { step: coming, code: codeAt(coming) };
    }
    case "flipped-digit": {
      const now = step ?? 0;
      const right = codesBetween(now - rightStepsAround, now + rightStepsAround, codeAt);
      return { step: now, code: flipped(codeAt(now), right) };
    }
    default:
      return kind satisfies never;
  }
}

/** Returns `code` with one digit changed, the last if possible, so that it is none of `right`. */
function flipped(code: string, right: ReadonlySet<string>): string {
  for (let at = code.length - 1; at >= 0; at -= 1) {
    for (let add = 1; add < 10; add += 1) {
      const digit = (Number(code[at]) + add) % 10;
      const changed = `${code.slice(0, at)}${digit}${code.slice(at + 1)}`;
      if (!right.has(changed)) return changed;
    }
  }
  throw new RangeError("Cannot change a digit: every neighbour is a right code");
}

function codesBetween(
  from: number,
  to: number,
  codeAt: (step: number) => string,
): ReadonlySet<string> {
  const codes = new Set<string>();
  for (let step = Math.max(0, from); step <= to; step += 1) codes.add(codeAt(step));
  return codes;
}
