/** Where the cursor is and how it looks. */
export type GlassCursor = {
  readonly row: number;
  readonly column: number;
  readonly underline: boolean;
  readonly blink: boolean;
  /** Its blinking inverts the character instead of hiding it: a KS0073 can. */
  readonly inverse?: true;
};

/** A lamp with two colours; both together are orange. */
export type Lamp = "off" | "green" | "red" | "orange";

/** What someone sees who looks at the board. */
export type Glass = {
  readonly lines: readonly string[];
  /** The same as codes of the display's own character table; of a MAX7219 the segments (bit 7 = dot). */
  readonly codes: readonly Uint8Array[];
  /** Patterns of the program's own: eight of eight rows, bit 4 = left. Empty for a MAX7219. */
  readonly patterns: readonly Uint8Array[];
  /** Whose table the codes are of; null for a MAX7219. */
  readonly controller: "hd44780" | "ks0073" | null;
  /** From top to bottom; empty for a board without. */
  readonly lamps: readonly Lamp[];
  readonly on: boolean;
  readonly cursor: GlassCursor | null;
  /** 0 to 1: how dark the characters are. Of a MAX7219 1. */
  readonly contrast: number;
  /** 0 to 1: the light behind. Of a MAX7219 the brightness of its digits. */
  readonly backlight: number;
};

/** A mistake of the program against the display's data sheet; the display ignored what it was sent. */
export type DisplayFault = {
  readonly kind: "busy" | "short-pulse";
  readonly cycle: number;
};
