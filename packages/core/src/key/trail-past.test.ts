import { describe, expect, test } from "vitest";
import { testKeyring, testMasterKey } from "../../../../test/support/keyring.ts";
import { timeStep, unixMilliseconds } from "../base/units.ts";
import { keyedName } from "../seals/keyed-name.ts";
import { createKeyring } from "../seals/keyring.ts";
import { signAnchor, type TrailPast } from "../trail/audit-anchor.ts";
import { type AuditEvent, actEvent, chainEvent, emptyAuditHead } from "../trail/audit-chain.ts";
import {
  pastOf,
  storyAfter,
  storyFrom,
  storyProblem,
  type TrailStory,
  untoldStory,
} from "./trail-past.ts";

const at = unixMilliseconds(1_800_000_000_000);
const ada = keyedName(testKeyring, "holder", "ada");
const eve = keyedName(testKeyring, "holder", "eve");
const beginning = storyFrom(null);

function storyOf(told: Partial<TrailStory>): TrailStory {
  return { ...beginning, ...told };
}

/** What the next event makes of a story. */
function after(story: TrailStory, kind: AuditEvent["kind"], told: Partial<AuditEvent> = {}) {
  const event = { ...actEvent(at, kind, "system"), ...told };
  return storyAfter(story, chainEvent("1", emptyAuditHead, event));
}

function anchorWith(past: TrailPast | undefined) {
  const head = { serial: "1", count: 5, hash: "ab".repeat(32), at, actor: "staff:anne" };
  return signAnchor(testKeyring, { ...head, ...(past && { past }) });
}

describe("storyFrom()", () => {
  test("begins with a key that nobody holds and of which no step is spent", () => {
    expect(storyFrom(null)).toEqual({ lastStep: null, holder: "nobody", isWhole: true });
  });

  test("goes on where an anchor says it does; an anchor of earlier versions says nothing", () => {
    const past = { lastStep: timeStep(7), holder: ada };
    expect(storyFrom(anchorWith(past))).toEqual({ ...past, isWhole: true });
    expect(storyFrom(anchorWith(undefined))).toEqual(untoldStory);
    expect(untoldStory).toEqual({ lastStep: null, holder: "unknown", isWhole: false });
  });
});

describe("pastOf()", () => {
  test("is what a whole story says, and nothing of one that is not", () => {
    const story = storyOf({ lastStep: timeStep(7), holder: ada });
    expect(pastOf(story)).toEqual({ lastStep: 7, holder: ada });
    expect(pastOf({ ...story, isWhole: false })).toBeUndefined();
    expect(pastOf({ ...story, holder: "unknown" })).toBeUndefined();
  });
});

describe("storyAfter()", () => {
  test("knows the last step, and finds one that was spent before (law 2)", () => {
    const seven = storyOf({ lastStep: timeStep(7) });
    expect(after(beginning, "accepted", { step: timeStep(0) })?.lastStep).toBe(0);
    expect(after(seven, "accepted", { step: timeStep(8) })?.lastStep).toBe(8);
    expect(after(seven, "refused")?.lastStep).toBe(7);
    expect(after(seven, "accepted", { step: timeStep(7) })).toBeNull();
    expect(after(seven, "accepted", { step: timeStep(6) })).toBeNull();
  });

  test("knows the holder from the events that give or take the key", () => {
    const hers = storyOf({ holder: ada });
    expect(after(beginning, "assigned", { holder: ada })?.holder).toBe(ada);
    // Assignments of earlier versions name nobody.
    expect(after(hers, "assigned")?.holder).toBe("somebody");
    for (const kind of ["created", "lost", "retired"] as const) {
      expect(after(hers, kind)?.holder).toBe("nobody");
    }
    expect(after(hers, "accepted")?.holder).toBe(ada);
    expect(after(storyOf({ holder: "somebody" }), "resealed", { holder: ada })?.holder).toBe(ada);
  });

  test("stays whole or not", () => {
    expect(after(beginning, "refused")?.isWhole).toBe(true);
    expect(after(untoldStory, "refused")).toEqual(untoldStory);
  });
});

describe("storyProblem()", () => {
  const problem = (told: Partial<TrailStory>, lastStep: number | null, holder: string | null) =>
    storyProblem(testKeyring, storyOf(told), {
      lastStep: lastStep === null ? null : timeStep(lastStep),
      holder,
    });

  test("is none where record and events agree", () => {
    expect(problem({}, null, null)).toBeNull();
    expect(problem({ lastStep: timeStep(7), holder: ada }, 7, "ada")).toBeNull();
    expect(problem({ holder: "somebody" }, null, "ada")).toBeNull();
    for (const holder of ["ada", null]) {
      expect(problem({ holder: "unknown" }, null, holder)).toBeNull();
    }
  });

  test("is a record that knows of fewer steps, and of a whole story one that knows of more", () => {
    const seven = { lastStep: timeStep(7) };
    const part = { ...seven, isWhole: false };
    for (const [told, lastStep] of [
      [seven, 6],
      [seven, 8],
      [seven, null],
      [part, 6],
      [part, null],
      [{ lastStep: timeStep(0), isWhole: false }, null],
      [{}, 0],
    ] as const) {
      const wanted = `its record has the last step ${lastStep}, its events `;
      expect(problem(told, lastStep, null)).toBe(
        `${wanted}${"lastStep" in told ? told.lastStep : null}`,
      );
    }
    expect(problem(part, 7, null)).toBeNull();
    expect(problem(part, 8, null)).toBeNull();
    expect(problem({ isWhole: false }, null, null)).toBeNull();
    expect(problem({ isWhole: false }, 0, null)).toBeNull();
  });

  test("is a holder whom the events do not know", () => {
    expect(problem({}, null, "ada")).toMatch(/^its record has a holder, .* nobody holds it$/);
    expect(problem({ holder: "somebody" }, null, null)).toMatch(
      /^its record has no holder, .* somebody holds it$/,
    );
    for (const [told, holder] of [
      [ada, "eve"],
      [eve, "ada"],
      [ada, null],
    ] as const) {
      expect(problem({ holder: told }, null, holder)).toBe(
        "its record has another holder than its events",
      );
    }
  });

  test("is none that a name of a former master key could tell", () => {
    const foreign = keyedName(createKeyring([testMasterKey(9)]), "holder", "ada");
    expect(problem({ holder: foreign }, null, "eve")).toBeNull();
    expect(problem({ holder: foreign }, null, null)).not.toBeNull();
  });
});
