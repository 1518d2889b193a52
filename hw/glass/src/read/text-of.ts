import { characterForSegments, type SegmentId, segmentNames } from "@jeton/key";
import type { GlassLayout } from "../layout/glass-layout.ts";
import type { SeenGlass, SeenSegment } from "./judge-segments.ts";

/** What stands beside the digits; null where it cannot be told. */
export type Signs = {
  readonly barsOn: number | null;
  readonly lowBattery: boolean | null;
  readonly locked: boolean | null;
};

/** As clear as this a segment has to be, for its digit to be more than a "?". */
const marginMin = 0.2;

/** Other ways to draw a digit, on glasses that are not ours. */
const otherGlyphs: readonly (readonly [segments: string, character: string])[] = [
  ["ABCF", "7"],
  ["CDEFG", "6"],
  ["ABCFG", "9"],
];

/** Returns the characters of the glass and how sure the least sure digit is, 0 .. 1. */
export function textOf(
  layout: GlassLayout,
  seen: SeenGlass,
): { readonly text: string; readonly confidence: number } {
  const byId = new Map(seen.segments.map((segment) => [segment.id, segment]));
  let text = "";
  let confidence = 1;
  for (let digit = 0; digit < layout.digits; digit += 1) {
    let mask = 0;
    let margin = 1;
    for (const [bit, name] of segmentNames.entries()) {
      const segment = byId.get(`${digit}${name}`);
      if (segment?.isOn === true) mask |= 1 << bit;
      margin = Math.min(margin, segment?.margin ?? 0);
    }
    const character = margin < marginMin ? null : glyphOf(layout, mask);
    text += character ?? "?";
    confidence = Math.min(confidence, character === null ? 0 : margin);
  }
  return { text, confidence: Math.max(0, confidence) };
}

function glyphOf(layout: GlassLayout, mask: number): string | null {
  const own = characterForSegments(mask);
  if (own !== null || layout.hasSigns) return own;
  const names = segmentNames.filter((_, bit) => (mask & (1 << bit)) !== 0).join("");
  return otherGlyphs.find(([segments]) => segments === names)?.[1] ?? null;
}

/** Returns the bars and signs, each null unless it is clear. */
export function signsOf(layout: GlassLayout, seen: SeenGlass): Signs {
  const byId = new Map(seen.segments.map((segment) => [segment.id, segment]));
  const clear = (id: SegmentId): SeenSegment | null => {
    const segment = byId.get(id);
    return segment !== undefined && segment.margin >= marginMin ? segment : null;
  };
  return {
    barsOn: layout.bars === 0 ? null : barsOn(layout, clear),
    lowBattery: clear("battery")?.isOn ?? null,
    locked: clear("lock")?.isOn ?? null,
  };
}

/** Bars go out from the top: one that is on above one that is off is no number of bars. */
function barsOn(layout: GlassLayout, clear: (id: SegmentId) => SeenSegment | null): number | null {
  let count = 0;
  let isOver = false;
  for (let bar = 0; bar < layout.bars; bar += 1) {
    const segment = clear(`bar${bar}`);
    if (segment === null || (segment.isOn && isOver)) return null;
    if (segment.isOn) count += 1;
    else isOver = true;
  }
  return count;
}
