import type { Answer } from "../parts/door.ts";
import type { World } from "../world.ts";
import type { Given } from "./hands.ts";

/** Shows a PASSCODE to whoever may be faster; returns whether somebody used it. */
export async function isUsedBefore(
  { onlookers }: World,
  holder: string,
  { passcode, read }: Given,
): Promise<boolean> {
  let isUsed = false;
  for (const { target, before } of onlookers) {
    if (target !== holder || before === undefined) continue;
    if (await before(passcode, read)) isUsed = true;
  }
  return isUsed;
}

/** Shows a PASSCODE, and what became of it, to whoever looks over the holder's shoulder. */
export async function showOnlookers(
  { onlookers }: World,
  holder: string,
  { passcode, read }: Given,
  answer: Answer,
): Promise<void> {
  for (const { target, after } of onlookers) {
    if (target === holder) await after?.(passcode, read, answer);
  }
}
