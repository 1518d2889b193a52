import { describe, expect, test } from "vitest";
import { assertOfEveryLife } from "../../../test/support/every-life.ts";
import { frozen } from "../../../test/support/frozen.ts";
import type { Move } from "../../../test/support/lead-life.ts";
import { authenticate } from "./attempt/authenticate.ts";
import { choosePin } from "./attempt/choose-pin.ts";
import { actOnKey } from "./key/help-desk.ts";
import { decodeRecord, encodeRecord } from "./key/stored-record.ts";

/** Returns what the core makes of the move when it is asked again. */
function repeated(move: Move, before = move.before): unknown {
  switch (move.kind) {
    case "wait":
      return { next: move.after, events: [] };
    case "present": {
      const { attempt, context } = move;
      const { decision, next, events } = authenticate(before, frozen(attempt), frozen(context));
      return { decision, next, events };
    }
    case "choose-pin":
      return choosePin(before, frozen(move.choice), frozen(move.context));
    case "act":
      return actOnKey(before, frozen(move.act), { actor: "staff:test", now: move.context.now });
    default:
      return move satisfies never;
  }
}

function outcomeOf(move: Move): unknown {
  const { after: next, events } = move;
  return move.kind === "wait" ? { next, events } : { decision: move.decision, next, events };
}

describe("the core", () => {
  test("answers the same to the same, and changes nothing that it was given", () => {
    assertOfEveryLife(({ moves }) => {
      for (const move of moves) {
        const given = structuredClone({ ...move });
        expect(repeated(move)).toEqual(outcomeOf(move));
        expect(move).toEqual(given);
      }
    }, 50);
  });

  test("decides the same of a record that was stored and read again", () => {
    assertOfEveryLife(({ moves }) => {
      for (const move of moves) {
        const read = frozen(decodeRecord(encodeRecord(move.before)));
        expect(repeated(move, read)).toEqual(outcomeOf(move));
      }
    }, 50);
  });
});
