import { type GlassCondition, goodGlass } from "./glass-condition.ts";
import type { Lcd } from "./lcd.ts";
import { clearMax, darkMin, type SeenSegments, seenSegments } from "./seen-segments.ts";
import { characterForSegments, type Glass, segmentNames } from "./segments.ts";

/** What a reader makes of the digits on the glass. */
export type LcdReading =
  | { readonly kind: "code"; readonly code: string }
  /** `text` has one character for each digit: what it shows, or "?" where no character fits. */
  | { readonly kind: "unreadable"; readonly text: string };

/**
 * Returns the code that the glass shows, or that it shows none: blanks, dashes, odd segments, or
 * segments that are neither dark nor clear in that condition. A reader cannot know what a dead
 * segment would have shown: an 8 without its middle bar reads as 0.
 */
export function readLcd(lcd: Lcd, condition: GlassCondition = goodGlass): LcdReading {
  return readSeen(lcd.glass, seenSegments(lcd, condition));
}

/** As `readLcd`, from how dark the segments are. */
export function readSeen(glass: Glass, seen: SeenSegments): LcdReading {
  const text = Array.from({ length: glass.digits }, (_, digit) => characterOf(seen, digit)).join(
    "",
  );
  return /^[0-9]+$/.test(text) ? { kind: "code", code: text } : { kind: "unreadable", text };
}

function characterOf(seen: SeenSegments, digit: number): string {
  let segments = 0;
  for (const [bit, name] of segmentNames.entries()) {
    const darkness = seen.get(`${digit}${name}`) ?? 0;
    if (darkness >= darkMin) segments |= 1 << bit;
    else if (darkness > clearMax) return "?";
  }
  return characterForSegments(segments) ?? "?";
}
