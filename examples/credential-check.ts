// A check of credentials as Auth.js, better-auth and Passport want one: the user, or null.
import { noClient, type Validator } from "@jeton/validator";

/** What such a library keeps in its session. Ask `isLoggedIn(user)` in its session callback. */
export type User = {
  readonly id: string;
  readonly holder: string;
  readonly serial: string | null;
  readonly epoch: number;
};

/**
 * Returns the function to hand in, for keys that are in service. First uses need the page of
 * `login-server.ts`, since they take three answers and not one.
 */
export function credentialCheck(
  validator: Validator,
): (credentials: Partial<Record<"identifier" | "passcode", unknown>>) => Promise<User | null> {
  return async ({ identifier, passcode }) => {
    if (typeof identifier !== "string" || typeof passcode !== "string") return null;
    const answer = await validator.logIn(identifier, passcode, noClient);
    if (answer.kind !== "accepted") return null;
    const { holder, serial, epoch } = answer;
    return { id: holder, holder, serial, epoch };
  };
}
