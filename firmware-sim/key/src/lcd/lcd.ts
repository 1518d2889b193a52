import {
  allSegments,
  barCount,
  type DigitSegments,
  type Glass,
  segmentsForCharacter,
} from "./segments.ts";

/** What the firmware wants on the glass, as plain data. `lcdMemory` is the same as bits on lines. */
export type Lcd = {
  readonly glass: Glass;
  /** One entry for each digit of the glass, leftmost first. */
  readonly digits: readonly DigitSegments[];
  /** How many countdown bars are on, 0 .. `glass.bars`. The top one goes out first. */
  readonly barsOn: number;
  /** Whether the low-battery sign is on. */
  readonly lowBattery: boolean;
  /** Whether the padlock is on: the key takes no seed any more. */
  readonly locked: boolean;
  /** Whether the dot between the two halves of the code is on. */
  readonly separator: boolean;
};

/** What stands beside the digits. */
export type LcdSigns = {
  /** Countdown bars that are on, 0 .. 6; absent means none. */
  readonly barsOn?: number;
  /** Whether the low-battery sign is on; absent means off. */
  readonly lowBattery?: boolean;
  /** Whether the padlock is on; absent means off. */
  readonly locked?: boolean;
  /** Whether the dot in the middle is on; absent means off. */
  readonly separator?: boolean;
};

/**
 * Returns the LCD that shows `code`: 6 to 10 characters, each 0-9, "-" or a blank.
 * Throws RangeError for another length or character, or bars outside 0 .. 6.
 */
export function showCode(code: string, signs: LcdSigns = {}): Lcd {
  const barsOn = signs.barsOn ?? 0;
  if (!Number.isSafeInteger(barsOn) || barsOn < 0 || barsOn > barCount) {
    throw new RangeError(`Cannot show ${barsOn} bars: expected 0 to ${barCount}`);
  }
  const glass = glassWith(code.length);
  const digits: DigitSegments[] = [];
  for (let index = 0; index < code.length; index += 1) digits.push(digitFor(code, index));
  return {
    glass,
    digits,
    barsOn,
    lowBattery: signs.lowBattery ?? false,
    locked: signs.locked ?? false,
    separator: signs.separator ?? false,
  };
}

/** Returns the LCD with every segment, bar and sign on. Throws RangeError outside 6..10 digits. */
export function showSelfTest(digits: number): Lcd {
  const glass = glassWith(digits);
  return {
    glass,
    digits: Array.from({ length: digits }, () => allSegments),
    barsOn: glass.bars,
    lowBattery: true,
    locked: true,
    separator: true,
  };
}

/** Returns the LCD with nothing on it, as of a key that sleeps. RangeError outside 6..10 digits. */
export function showNothing(digits: number): Lcd {
  return showCode(" ".repeat(glassWith(digits).digits));
}

/** Returns the glass for so many digits. Throws RangeError outside 6..10. */
export function glassWith(digits: number): Glass {
  if (!Number.isSafeInteger(digits) || digits < 6 || digits > 10) {
    throw new RangeError(`Cannot show ${digits} digits: expected 6 to 10`);
  }
  return { digits, bars: barCount };
}

// The character is not named in the message: it may be part of a code.
function digitFor(code: string, index: number): DigitSegments {
  const segments = segmentsForCharacter(code, index);
  if (segments === null) {
    throw new RangeError('Cannot show a character: expected 0-9, "-" or a blank');
  }
  return segments;
}
