import { type HelpDeskAct, type HelpDeskDecision, holderIdentifier } from "@jeton/core";
import type { Ports } from "@jeton/validator/parts";
import {
  changeKey,
  closedFirstUse,
  handOverKey,
  replaceKey,
  resynchroniseKey,
} from "@jeton/validator/parts";
import type { ActAnswerBody, ActBody } from "./manage-bodies.ts";

export type Performed =
  | { readonly kind: "answer"; readonly body: ActAnswerBody }
  | { readonly kind: "problem"; readonly status: 400 | 404 | 409; readonly detail: string };

/** Does to a key what a body of the API asks for. */
export async function performAct(
  ports: Ports,
  serial: string,
  body: ActBody,
  actor: string,
): Promise<Performed> {
  switch (body.act) {
    case "assign": {
      const holder = holderIdentifier(body.identifier);
      if (holder === null) return refused(400, "Cannot use the identifier: expected no blanks");
      const firstUse = body.untilHandOver === true ? { firstUse: closedFirstUse } : {};
      return change(ports, serial, { kind: "assign", holder, ...firstUse }, actor);
    }
    case "hand-over": {
      const terms = { days: body.firstUseDays ?? null, activationCode: false };
      return simple(await handOverKey(ports, serial, terms, actor));
    }
    case "resynchronise": {
      const found = await resynchroniseKey(ports, serial, body, actor);
      switch (found.kind) {
        case "resynchronised":
        case "used":
        case "spent":
          return answered({ result: found.kind, offsetSteps: found.offsetSteps });
        case "not-found":
          return answered({ result: "not-found" });
        case "impossible":
        case "unknown-key":
          return simple(found);
        default:
          return found satisfies never;
      }
    }
    case "replace": {
      const { by, old = "lose", untilHandOver = false } = body;
      const done = await replaceKey(ports, { serial, by, old, untilHandOver }, actor);
      if (done.kind !== "half-done") return simple(done);
      return refused(
        409,
        "Cannot assign the new key: it was taken meanwhile; the old one is out of use, assign another one",
      );
    }
    case "clear-pin":
    case "unlock":
    case "suspend":
    case "resume":
    case "lose":
    case "retire":
      return change(ports, serial, { kind: body.act }, actor);
    default:
      return body satisfies never;
  }
}

async function change(
  ports: Ports,
  serial: string,
  act: HelpDeskAct,
  actor: string,
): Promise<Performed> {
  const decision = await changeKey(ports, serial, act, actor);
  return decision.kind === "holder-taken"
    ? refused(409, "Cannot assign the key: its holder has another one")
    : simple(decision);
}

type SimpleDecision =
  | Pick<Extract<HelpDeskDecision, { kind: "done" }>, "kind">
  | { readonly kind: "impossible"; readonly state: string }
  | { readonly kind: "unknown-key" };

function simple(decision: SimpleDecision): Performed {
  switch (decision.kind) {
    case "done":
      return answered({ result: "done" });
    case "impossible":
      return refused(409, `Cannot do this while the key is ${decision.state}`);
    case "unknown-key":
      return refused(404, "Cannot find the key: there is no such key");
    default:
      return decision satisfies never;
  }
}

function answered(body: ActAnswerBody): Performed {
  return { kind: "answer", body };
}

function refused(status: 400 | 404 | 409, detail: string): Performed {
  return { kind: "problem", status, detail };
}
