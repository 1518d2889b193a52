import {
  type Attempt,
  type AttemptOutcome,
  authenticate,
  type Context,
  type KeyRecord,
  type Passcode,
  unixMilliseconds,
  unlearntBelief,
} from "@jeton/core";
import { codeOf, contextIn, keyInService, testTransactionId } from "./commission.ts";
import { frozen } from "./frozen.ts";
import { attemptWith } from "./lead-life.ts";

/** The PIN of the key below. */
export const unsurePin = "4071";

/** The server's step at which the key below is believed to be anywhere within ±100 steps. */
export const unsureStep = 1000;

/** Returns a key in service whose clock was not seen for long: ±100 steps are possible. */
export function unsureKey(): KeyRecord {
  const reach = 100 * 60_000;
  const { now, policy } = contextIn(unsureStep);
  const clock = unlearntBelief(now, { min: -reach, max: reach }, policy.clock);
  return frozen({ ...keyInService(unsurePin), clock });
}

/** The moment so many seconds after the middle of the server's step. */
export function momentOf(step: number, seconds = 0): Context["now"] {
  return unixMilliseconds(contextIn(step).now + seconds * 1000);
}

/** Returns what comes of presenting the PASSCODE at a moment; the PIN is the key's own. */
export function presentAt(
  record: KeyRecord,
  now: Context["now"],
  passcode: Partial<Passcode> & { readonly code: string },
  changed: Partial<Context> = {},
  client: Pick<Attempt, "device" | "flow"> = {},
): AttemptOutcome {
  const context = { ...contextIn(unsureStep), ...changed, now };
  const given = { pin: unsurePin, ...passcode };
  const attempt = { ...attemptWith(record, given, context, testTransactionId), ...client };
  return frozen(authenticate(record, attempt, context));
}

/** Returns the key after the code of a step far ahead came with the right PIN. */
export function keyAsked(step = 1040, now: Context["now"] = momentOf(unsureStep)): KeyRecord {
  return presentAt(unsureKey(), now, { code: codeOf(step) }).next;
}
