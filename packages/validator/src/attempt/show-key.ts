import type { Decision } from "@jeton/core";
import type { Ports } from "../ports/ports.ts";
import { type Answering, answering } from "./answered-challenge.ts";
import type { LoginAnswer } from "./answers.ts";
import type { Client } from "./client.ts";
import { holderOf, loginAnswer, refusal } from "./log-in.ts";
import { type Presented, present } from "./present.ts";

/** A key that was shown by a PASSCODE, or what is answered instead. */
export type ShownKey =
  | {
      readonly kind: "shown";
      readonly presented: Presented;
      readonly decision: Extract<Decision, { readonly kind: "accepted" }>;
    }
  | {
      readonly kind: "answered";
      readonly answer: Exclude<LoginAnswer, { readonly kind: "accepted" }>;
    };

/**
 * Decides the PASSCODE by which a holder who is logged in shows their key: that of a log-in, in every respect. A code
 * that stands in for the key's does not show it.
 */
export async function showKey(
  ports: Ports,
  given: Answering & { readonly identifier: string; readonly passcode: string },
  client: Client,
): Promise<ShownKey> {
  const refused = () => ({ kind: "answered", answer: refusal(ports, client) }) as const;
  const answered = answering(ports, given);
  if (answered === null) return refused();
  const presentation = { client, ...answered };
  const presented = await present(ports, given.passcode, holderOf(ports, given), presentation);
  const answer = loginAnswer(ports, presented, client);
  if (answer.kind !== "accepted") return { kind: "answered", answer };
  if (presented?.decision.kind !== "accepted") return refused();
  return { kind: "shown", presented, decision: presented.decision };
}
