// What the KS0073's ROM shows for each code, as text: the table of the CFA-631 and CFA-635. Greek
// capitals, fractions of blocks and some symbols that nobody writes here have no letter.
const ranges: ReadonlyMap<number, string> = new Map([
  [0x10, "►◄“”«»"],
  [0x1d, "^"],
  [0x20, " !\"#¤%&'()*+,-./0123456789:;<=>?"],
  [0x40, "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ\u00a7"],
  [0x60, "¿abcdefghijklmnopqrstuvwxyzäöñüà"],
  [0x80, "⁰¹²³"],
  [0x8a, "½¼±"],
  [0x8f, "µ"],
  [0xa0, "@£$¥èéùìòÇ"],
  [0xab, "Øø"],
  [0xae, "Åå"],
  [0xb1, "¢"],
  [0xbc, "ÆæßÉ"],
  [0xc4, "_ÈÊêç"],
  [0xce, "~"],
  [0xd6, "█"],
  [0xdd, "·↑→↓←ÁÍÓÚÝáíóúýÔô"],
  [0xfa, "[\\]{|}"],
]);
const characters: ReadonlyMap<number, string> = new Map(
  [...ranges].flatMap(([first, text]) =>
    [...text].map((character, index) => [first + index, character] as const),
  ),
);
// Own patterns have no letter: a circle with their number stands for them.
const own = "⓪①②③④⑤⑥⑦";

/** The character that stands for this code in the glass's text; "\uFFFD" for one without a letter. */
export function ks0073Character(code: number): string {
  return code < 0x10 ? own.charAt(code % 8) : (characters.get(code) ?? "\uFFFD");
}
