import type { Lcd } from "./lcd.ts";
import { characterForSegments } from "./segments.ts";

/** What a reader makes of the digits on the glass. */
export type LcdReading =
  | { readonly kind: "code"; readonly code: string }
  /** `text` has one character for each digit: what it shows, or "?" where no character fits. */
  | { readonly kind: "unreadable"; readonly text: string };

/** Answers the code that the glass shows, or that it shows none: blanks, dashes, odd segments. */
export function readLcd(lcd: Lcd): LcdReading {
  const text = lcd.digits.map((segments) => characterForSegments(segments) ?? "?").join("");
  return /^[0-9]+$/.test(text) ? { kind: "code", code: text } : { kind: "unreadable", text };
}
