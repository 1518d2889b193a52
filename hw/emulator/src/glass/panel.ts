import { hd44780Character } from "./character-rom.ts";
import { ks0073Character } from "./ks0073-rom.ts";

/** A character display: its controller, and how many characters its glass has. */
export type Panel = {
  readonly controller: "hd44780" | "ks0073";
  readonly columns: number;
  readonly rows: number;
};

/** The panels that can be wired, by kind. */
export const panels: {
  readonly [kind in "hd44780" | "ks0073-20x2" | "ks0073-20x4"]: Panel;
} = {
  hd44780: { controller: "hd44780", columns: 16, rows: 2 },
  "ks0073-20x2": { controller: "ks0073", columns: 20, rows: 2 },
  "ks0073-20x4": { controller: "ks0073", columns: 20, rows: 4 },
};

/** The character that stands for a code in the glass's text. */
export function characterOf(controller: Panel["controller"], code: number): string {
  return controller === "ks0073" ? ks0073Character(code) : hd44780Character(code);
}

/** The codes of ROM characters that are bars rather than letters: blank, and all dark. */
export const barCodes: {
  readonly [controller in Panel["controller"]]: { readonly blank: number; readonly block: number };
} = {
  hd44780: { blank: 0x20, block: 0xff },
  ks0073: { blank: 0x20, block: 0xd6 },
};
