import type { Door } from "../parts/door.ts";
import type { HolderCard, World } from "../world.ts";
import type { Typed } from "./hands.ts";

/** Returns what a page asks a holder's key; null for a key that answers no challenges, "away" while nobody answers. */
export async function questionFor(
  world: World,
  { key, identifier }: HolderCard,
  { door, what }: { readonly door: Door; readonly what: Typed },
): Promise<string | null> {
  if (key === null || key.keypad === null) return null;
  const asked = (await door.ask?.(identifier, what === "confirm" ? "confirm" : "log-in")) ?? null;
  world.takeFaults();
  return asked?.question ?? "away";
}
