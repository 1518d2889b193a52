import { stepAt, type TimeStep, timeStep, unixMilliseconds } from "@jeton/core";
import { librariesFor, ownCode, parameters } from "../libraries.ts";

/** The seed of the RFCs' vectors. */
export const seed: Uint8Array = new TextEncoder().encode("12345678901234567890");

/** The step at the program's start; the peers read the machine's clock themselves. */
export const here: TimeStep = stepAt(unixMilliseconds(Date.now()), parameters) ?? timeStep(0);

/** Steps on each side of `here` that no measure searches beyond, an hour of running included. */
const reach = 1500;

/** A code that the key shows nowhere near: it is refused whatever the window. */
export const wrongCode: string = findWrongCode();

function findWrongCode(): string {
  const shown = new Set<string>();
  for (let step = here - reach; step <= here + reach; step += 1) shown.add(ownCode(seed, step));
  for (let number = 314_159; ; number += 1) {
    const code = String(number % 1_000_000).padStart(6, "0");
    if (!shown.has(code)) return code;
  }
}

/** Throws TypeError when a library's code is not ours, or it accepts the wrong code. */
export function checkLibraries(): number {
  const libraries = librariesFor(seed);
  let compared = 0;
  for (const { name, code, fresh, verify } of libraries) {
    for (let step = here - reach; step <= here + reach; step += 1) {
      const wanted = ownCode(seed, step);
      if (code(step) !== wanted || (fresh !== null && fresh(step) !== wanted)) {
        throw new TypeError(`Cannot compare with ${name}: it shows another code at step ${step}`);
      }
      compared += 1;
    }
    if (verify === null) continue;
    if (verify(wrongCode, 1) || verify(wrongCode, 1000)) {
      throw new TypeError(`Cannot compare with ${name}: it accepts a wrong code`);
    }
    // Just past a change of the minute the present code is that of the next step.
    const right = [here, here + 1].some((step) => verify(ownCode(seed, step), 1));
    if (!right) throw new TypeError(`Cannot compare with ${name}: it refuses the present code`);
  }
  return compared;
}
