import { holderIdentifier, unixMilliseconds } from "@jeton/core";
import {
  type ActOutcome,
  actOnStoredKey,
  type KeyAct,
  temporaryCodeDefaults,
} from "@jeton/validator/parts";
import { mayBeAssignedTo, type Scoped } from "../scoped/index.ts";
import type { ActAnswerBody, ActBody } from "./manage-bodies.ts";

export type Performed =
  | { readonly kind: "answer"; readonly body: ActAnswerBody }
  | { readonly kind: "problem"; readonly status: 400 | 404 | 409; readonly detail: string };

/** Does to a key what a body of the API asks for. */
export async function performAct(
  scoped: Scoped,
  serial: string,
  body: ActBody,
  actor: string,
): Promise<Performed> {
  const act = readAct(body);
  if (act === null) return refused(400, "Cannot use the identifier: expected no blanks");
  if (act.kind === "assign" && !(await mayBeAssignedTo(scoped, act.holder))) {
    return refused(
      404,
      "Cannot assign the key: there is no such holder in the schools of this token",
    );
  }
  try {
    return performed(await actOnStoredKey(scoped.ports, serial, act, actor));
  } catch (error) {
    if (error instanceof RangeError) return refused(400, error.message);
    throw error;
  }
}

/** Returns the act of a body, or null for an identifier that nobody can have. */
function readAct(body: ActBody): KeyAct | null {
  switch (body.act) {
    case "assign": {
      const holder = holderIdentifier(body.identifier);
      const { act: kind, untilHandOver = false } = body;
      return holder === null ? null : { kind, holder, untilHandOver };
    }
    case "hand-over":
      return { kind: body.act, days: body.firstUseDays ?? null, activationCode: false };
    case "resynchronise":
      return { kind: body.act, first: body.first, second: body.second };
    case "replace": {
      const { act: kind, by, old = "lose", untilHandOver = false } = body;
      return { kind, by, old, untilHandOver };
    }
    case "send-second-key": {
      const { act: kind, by, untilHandOver = false } = body;
      return { kind, by, untilHandOver };
    }
    case "issue-temporary-code": {
      const { act: kind, startsAt, ...given } = body;
      const start = startsAt === undefined ? null : unixMilliseconds(startsAt);
      const { hours, uses, returningKey } = temporaryCodeDefaults;
      return {
        kind,
        startsAt: start,
        hours: given.hours ?? hours,
        uses: given.uses ?? uses,
        returningKey: given.returningKey ?? returningKey,
      };
    }
    case "end-temporary-code":
    case "clear-pin":
    case "unlock":
    case "suspend":
    case "resume":
    case "lose":
    case "retire":
      return { kind: body.act };
    default:
      return body satisfies never;
  }
}

function performed(outcome: ActOutcome): Performed {
  switch (outcome.kind) {
    case "done": {
      const { offsetSteps, temporaryCode } = outcome;
      if (temporaryCode !== null) return answered({ result: "issued", ...temporaryCode });
      return answered(
        offsetSteps === null ? { result: "done" } : { result: "resynchronised", offsetSteps },
      );
    }
    case "used":
    case "spent":
      return answered({ result: outcome.kind, offsetSteps: outcome.offsetSteps });
    case "not-found":
      return answered({ result: outcome.kind });
    case "impossible":
      return refused(409, `Cannot do this while the key is ${outcome.state}`);
    case "unknown-key":
      return refused(404, "Cannot find the key: there is no such key");
    case "holder-taken":
      return refused(409, "Cannot assign the key: its holder has another one, or one on its way");
    case "half-done":
      return refused(
        409,
        "Cannot assign the new key: it was taken meanwhile; the old one is out of use, assign another one",
      );
    default:
      return outcome satisfies never;
  }
}

function answered(body: ActAnswerBody): Performed {
  return { kind: "answer", body };
}

function refused(status: 400 | 404 | 409, detail: string): Performed {
  return { kind: "problem", status, detail };
}
