import type { HelpDeskDecision, UnixMilliseconds } from "@jeton/core";
import type { Ports } from "../ports/ports.ts";
import { type FirstUseTerms, makeFirstUse } from "./first-use.ts";
import { changeKey } from "./keys.ts";

export type HandOverAnswer =
  | {
      readonly kind: "done";
      /** To be given to the holder now, by another way than the key; null when none was asked for. */
      readonly activationCode: string | null;
      readonly firstUseUntil: UnixMilliseconds | null;
    }
  | Exclude<HelpDeskDecision, { readonly kind: "done" }>
  | { readonly kind: "unknown-key" };

/** Records that an assigned key is in its holder's hands, and opens its first use on these terms. */
export async function handOverKey(
  ports: Ports,
  serial: string,
  terms: FirstUseTerms,
  actor: string,
): Promise<HandOverAnswer> {
  const { firstUse, code } = await makeFirstUse(ports, serial, terms);
  const decision = await changeKey(ports, serial, { kind: "hand-over", firstUse }, actor);
  if (decision.kind !== "done") return decision;
  return { kind: "done", activationCode: code, firstUseUntil: firstUse.expiresAt };
}
