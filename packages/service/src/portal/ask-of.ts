import { type ChallengeIssued, issueChallenge, type Login, loadKey } from "@jeton/validator/parts";
import type { PortalParts } from "../web/view.ts";

/** Asks a challenge of someone who is logged in; null where their key answers none. */
export async function askOf(
  { ports }: PortalParts,
  { holder, serial }: Login,
): Promise<ChallengeIssued | null> {
  const stored = serial === null ? null : await loadKey(ports, serial);
  if (stored?.record.parameters.suite === undefined) return null;
  return issueChallenge(ports, { identifier: holder });
}
