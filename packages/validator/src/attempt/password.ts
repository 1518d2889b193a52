import { holderIdentifier, RecordDamagedError } from "@jeton/core";
import type { Ports } from "../ports/ports.ts";
import type { LoginAnswer } from "./answers.ts";
import type { Client } from "./client.ts";
import { type Claim, holderOf, loginAnswer } from "./log-in.ts";
import { beginPasswordEpoch } from "./password-epoch.ts";
import { present } from "./present.ts";

/** What an installation asks its directory. */
export type PasswordVerifier = {
  /**
   * Returns whether this is the password of a person without a key, never given or taken back. For people
   * who have a key it is called with `identifier: null` and must do the same work (for an account that nobody
   * has, say) and return false, so that timing tells nothing (law 6). It limits guesses itself, as a
   * directory does: without a key there is no record here on which they could be counted.
   */
  readonly verify: (question: {
    readonly identifier: string | null;
    readonly password: string;
  }) => Promise<boolean>;
};

/**
 * Decides what was typed in the one field "Password or OTP Passcode". It is always decided as a PASSCODE
 * first. If that is refused and the installation has a directory, it is tried as the password of someone
 * without a key. Nobody who has a key, in whatever state, gets in by a password, and what they type is never
 * shown to the directory. The answer to a password has no serial.
 */
export async function logInByEither(
  ports: Ports,
  passwords: PasswordVerifier | undefined,
  given: Claim & { readonly passcode: string },
  client: Client,
): Promise<LoginAnswer> {
  const presented = await present(ports, given.passcode, holderOf(ports, given), {
    client,
    takesSpareCodes: true,
  });
  const answer = loginAnswer(ports, presented, client);
  if (answer.kind !== "refused" || passwords === undefined) return answer;

  const holder = holderIdentifier(given.identifier);
  const hasKey = presented?.isDamaged === true || presented?.record.holder === holder;
  const isAsked = holder !== null && !hasKey;
  const right = await passwords.verify(
    isAsked
      ? { identifier: holder, password: given.passcode }
      : { identifier: null, password: "x".repeat(given.passcode.length) },
  );
  if (!right || !isAsked) return answer;
  const epoch = await beginPasswordEpoch(ports, holder);
  const login = { holder, serial: null, epoch, commissioned: false, device: null } as const;
  return { kind: "accepted", ...login };
}

/** Returns whether the holder still has no key: a password then still lets them in. */
export async function hasNoKey(ports: Ports, holder: string): Promise<boolean> {
  try {
    const stored = await holderOf(ports, { identifier: holder }).load();
    return stored?.record.holder !== holder;
  } catch (error) {
    // A damaged key is a key.
    if (error instanceof RecordDamagedError) return false;
    throw error;
  }
}
