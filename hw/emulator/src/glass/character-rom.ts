// What the HD44780's ROM A00 shows for each code (Hitachi data sheet, table 4), as text.
const katakana =
  "　。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜";
const above = "αäβεµσρg√⁻jˣ¢£ñöpqθ∞ΩüΣπxy千万円÷ █";
// Own patterns have no letter: a circle with their number stands for them.
const own = "⓪①②③④⑤⑥⑦";

/** The character that stands for this code in the glass's text. */
export function hd44780Character(code: number): string {
  if (code < 0x10) return own.charAt(code % 8);
  if (code < 0x20 || (code >= 0x80 && code < 0xa0)) return " ";
  if (code === 0x5c) return "¥";
  if (code === 0x7e) return "→";
  if (code === 0x7f) return "←";
  if (code < 0x80) return String.fromCharCode(code);
  return code < 0xe0 ? katakana.charAt(code - 0xa0) : above.charAt(code - 0xe0);
}
