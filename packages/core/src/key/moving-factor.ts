import type { StepClock } from "../base/units.ts";
import type { CounterBelief } from "../clock/counter-belief.ts";
import { isCounterBased } from "../codes/key-parameters.ts";
import type { KeyRecord } from "./key-record.ts";

/** What moves a key's step on: its clock (RFC 6238) or its button (RFC 4226). */
export type MovingFactor =
  | { readonly kind: "time"; readonly clock: StepClock }
  | { readonly kind: "counter"; readonly counter: CounterBelief };

/**
 * Returns what moves the key's step on, with what is known of a counter.
 * @throws TypeError for a counter key of which no counter is known: no record is read or made like that.
 */
export function movingFactorOf({
  parameters,
  counter,
}: Pick<KeyRecord, "parameters" | "counter">): MovingFactor {
  if (!isCounterBased(parameters)) return { kind: "time", clock: parameters };
  if (counter === null) throw new TypeError("Cannot use a counter key: nothing says its counter");
  return { kind: "counter", counter };
}
