// Makes the drawings of a key that the self-help pages show, from the simulator's own drawing: the
// service may not import the simulator, and a drawing by hand would show another key than the one
// in the holder's hand.
import { drawSvg, showCode, showNothing } from "@jeton/key";
import type { GeneratedFile } from "./generated-file.ts";

const body = { serial: "000482713" };

const pictures = {
  code: showCode("567890", { barsOn: 6 }),
  bars: showCode("567890", { barsOn: 1 }),
  battery: showCode("567890", { barsOn: 4, lowBattery: true }),
  blank: showNothing(6),
};

/** Returns each drawing. Its title is the simulator's; the page that shows it names it in its reader's language. */
export function generateKeyPictures(): readonly GeneratedFile[] {
  return Object.entries(pictures).map(([name, lcd]) => ({
    path: `packages/service/public/key-${name}.svg`,
    text: `${drawSvg(lcd, { body })}\n`,
  }));
}
