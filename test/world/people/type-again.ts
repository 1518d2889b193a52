import { attempt, type Presentation } from "../attempt.ts";
import type { CodeRead } from "../parts/carried-key.ts";
import type { HolderCard, World } from "../world.ts";
import type { Typed } from "./hands.ts";

/**
 * Types the same code again at once, as whoever mistypes a PIN or a response often does: to a challenge the same response,
 * on the page to which they went back.
 */
export async function typeAgain(
  world: World,
  { pin }: HolderCard,
  given: {
    readonly presentation: Presentation;
    readonly read: CodeRead;
    readonly what: Typed;
  },
): Promise<void> {
  const { presentation, read, what } = given;
  const passcode = what === "digits" ? read.code : pin + read.code;
  await attempt(world, { ...presentation, passcode, read, pinRight: true });
}
