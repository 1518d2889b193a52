// Writes the drawings of a key that the self-help pages show, from the simulator's own drawing: the
// service may not import the simulator, and a drawing by hand would show another key than the one
// in the holder's hand. `--check` writes nothing and exits 1 when a file is stale.
import { readFileSync, writeFileSync } from "node:fs";
import { drawSvg, showCode, showNothing } from "@jeton/key";

const body = { serial: "000482713" };

const pictures = {
  code: showCode("567890", { barsOn: 6 }),
  bars: showCode("567890", { barsOn: 1 }),
  battery: showCode("567890", { barsOn: 4, lowBattery: true }),
  blank: showNothing(6),
};

for (const [name, lcd] of Object.entries(pictures)) {
  const path = `packages/service/public/key-${name}.svg`;
  const target = new URL(`../${path}`, import.meta.url);
  // Its title is the simulator's; the page that shows it names it in its reader's language.
  const text = `${drawSvg(lcd, { body })}\n`;
  if (!process.argv.includes("--check")) {
    writeFileSync(target, text);
  } else if (readFileSync(target, "utf8") !== text) {
    console.error(`Stale: ${path}; run \`npm run generate\``);
    process.exitCode = 1;
  }
}
