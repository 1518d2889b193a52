import { openChallenge } from "@jeton/core";
import type { Ports } from "../ports/ports.ts";
import type { Presentation } from "./present.ts";

/** Characters of a challenge's token, at most. */
export const challengeTokenLengthMax = 1024;

/** What may come with a PASSCODE whose code answers a challenge: the token of that challenge. */
export type Answering = { readonly challenge?: string | undefined };

/**
 * Returns how a PASSCODE is presented that comes with the challenge which it answers, if it answers one, and with `token`, the
 * secret of what it confirms, if it confirms something. Null for a text that is no challenge of ours.
 */
export function answering(
  ports: Pick<Ports, "keyring">,
  { challenge: text }: Answering,
  token?: string,
): Pick<Presentation, "challenge" | "token"> | null {
  if (text === undefined) return token === undefined ? {} : { token };
  const challenge = openChallenge(ports.keyring, text);
  if (challenge === null) return null;
  return { challenge, token: token === undefined ? text : `${token} ${text}` };
}
