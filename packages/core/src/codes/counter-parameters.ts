import { inWords, requireObject } from "../base/foreign.ts";
import { type CodeForm, codeParameters } from "./code-parameters.ts";

/**
 * The greatest counter with which a key can begin. All that follow are exact numbers: nobody presses a
 * button 2^52 times.
 */
export const firstCounterMax: number = 2 ** 52;

/**
 * What the codes of a counter key (RFC 4226) depend on besides its seed. Its step is its counter: each
 * press of the key's button shows the code of the next one.
 */
export type CounterParameters = CodeForm & { readonly movingFactor: "counter" };

/**
 * Returns the parameters of a counter key, checked, with SHA-1 and 6 digits for what is absent.
 * @throws RangeError and TypeError as `codeParameters` does.
 */
export function counterParameters(wanted: Partial<CounterParameters> = {}): CounterParameters {
  requireObject("use the parameters of a key", wanted, "an object");
  const { movingFactor = "counter", ...form } = wanted;
  if (movingFactor !== "counter") {
    throw new RangeError(
      `Cannot use ${inWords(movingFactor)} as a moving factor: expected "counter" or none`,
    );
  }
  const { algorithm, digits } = codeParameters(form);
  return { movingFactor, algorithm, digits };
}
