import { checkKeyedName } from "../seals/keyed-name.ts";
import type { Keyring } from "../seals/keyring.ts";
import type { PastHolder, TrailAnchor, TrailPast } from "../trail/audit-anchor.ts";
import { type ChainedEvent, isAssignment } from "../trail/audit-chain.ts";
import type { KeyRecord } from "./key-record.ts";

/** What events said so far. "unknown" and `isWhole: false` where a part of them was not read. */
export type TrailStory = {
  readonly lastStep: TrailPast["lastStep"];
  readonly holder: PastHolder | "unknown";
  /** Whether every event from the first one on is in it. */
  readonly isWhole: boolean;
};

/** The story before the first event that is there; `anchor` stands for events that were cut. */
export function storyFrom(anchor: TrailAnchor | null): TrailStory {
  if (anchor === null) return { lastStep: null, holder: "nobody", isWhole: true };
  if (anchor.past === undefined) return untoldStory;
  return { ...anchor.past, isWhole: true };
}

/** The story before events that are not read. */
export const untoldStory: TrailStory = { lastStep: null, holder: "unknown", isWhole: false };

/** Returns what an anchor may say of the story; undefined for one that is not whole. */
export function pastOf({ lastStep, holder, isWhole }: TrailStory): TrailPast | undefined {
  return isWhole && holder !== "unknown" ? { lastStep, holder } : undefined;
}

/** Returns the story after the next event, or null for an event whose step was spent before (law 2). */
export function storyAfter(story: TrailStory, event: ChainedEvent): TrailStory | null {
  const { step } = event;
  if (step !== null && story.lastStep !== null && step <= story.lastStep) return null;
  return { ...story, lastStep: step ?? story.lastStep, holder: holderAfter(story.holder, event) };
}

function holderAfter(before: TrailStory["holder"], event: ChainedEvent): TrailStory["holder"] {
  const { kind, holder } = event;
  if (isAssignment(event)) return holder ?? "somebody";
  if (kind === "created" || kind === "lost" || kind === "retired") return "nobody";
  return holder ?? before;
}

/** Returns what the record says otherwise than the events behind which it stands; null for nothing. */
export function storyProblem(
  keyring: Keyring,
  story: TrailStory,
  { lastStep, holder }: Pick<KeyRecord, "lastStep" | "holder">,
): string | null {
  const isBehind = (lastStep ?? -1) < (story.lastStep ?? -1);
  if (isBehind || (story.isWhole && lastStep !== story.lastStep)) {
    return `its record has the last step ${lastStep}, its events ${story.lastStep}`;
  }
  switch (story.holder) {
    case "unknown":
      return null;
    case "nobody":
      return holder === null ? null : "its record has a holder, by its events nobody holds it";
    case "somebody":
      return holder === null ? "its record has no holder, by its events somebody holds it" : null;
    default: {
      // A name that a former master key made tells nothing any more.
      const isOther =
        holder === null || checkKeyedName(keyring, "holder", holder, story.holder) === "wrong";
      return isOther ? "its record has another holder than its events" : null;
    }
  }
}
