// Draws docs/pictures/board-wiring.svg, the wiring of docs/guides/build-a-board.md. The pins are those of
// hw/firmware/port/atmega328p.
import type { GeneratedFile } from "./generated-file.ts";

/** A wire from a pin of the Uno to what it leads to, with a part in between or none. */
type Wire = {
  readonly pin: string;
  readonly chip: string;
  readonly through?: string;
  readonly to: string;
  readonly colour: string;
};

type Panel = { readonly title: string; readonly part: string; readonly wires: readonly Wire[] };

const red = "#c0392b";
const black = "#2c3e50";
const blue = "#2471a3";
const green = "#1e8449";
const violet = "#7d3c98";

const supply = (plus: string, minus: string): Wire[] => [
  { pin: "5V", chip: "", to: plus, colour: red },
  { pin: "GND", chip: "", to: minus, colour: black },
];

const panels: readonly Panel[] = [
  {
    title: "Display with an HD44780, 16 × 2 characters (board-hd44780.hex)",
    part: "LCD",
    wires: [
      ...supply("2 VDD", "1 VSS and 5 R/W"),
      { pin: "D8", chip: "PB0", to: "4 RS", colour: blue },
      { pin: "D9", chip: "PB1", to: "6 E", colour: blue },
      { pin: "D4", chip: "PD4", to: "11 D4", colour: green },
      { pin: "D5", chip: "PD5", to: "12 D5", colour: green },
      { pin: "D6", chip: "PD6", to: "13 D6", colour: green },
      { pin: "D7", chip: "PD7", to: "14 D7", colour: green },
      { pin: "D11", chip: "PB3", through: "470 Ω, then 10 µF to GND", to: "3 VO", colour: violet },
      {
        pin: "D3",
        chip: "PD3",
        through: "1 kΩ, base of NPN (emitter GND), collector",
        to: "16 K",
        colour: violet,
      },
      { pin: "5V", chip: "", through: "100 Ω", to: "15 A", colour: red },
    ],
  },
  {
    title: "Six keys, with either display",
    part: "keys",
    wires: ["up", "down", "left", "right", "enter", "exit"].map((key, index) => ({
      pin: `A${index}`,
      chip: `PC${index}`,
      through: key,
      to: "GND",
      colour: black,
    })),
  },
  {
    title: "Eight digits on a MAX7219, instead of the LCD (board-max7219.hex)",
    part: "module",
    wires: [
      ...supply("VCC", "GND"),
      { pin: "D10", chip: "PB2", to: "LOAD (CS)", colour: blue },
      { pin: "D11", chip: "PB3", to: "DIN", colour: green },
      { pin: "D13", chip: "PB5", to: "CLK", colour: violet },
    ],
  },
];

const width = 860;
const row = 30;
const head = 46;
const gap = 26;
const unoRight = 170;
const partLeft = 690;

/** Returns the drawing of the wiring. */
export function drawWiring(): GeneratedFile {
  return { path: "docs/pictures/board-wiring.svg", text: draw() };
}

function draw(): string {
  let top = 16;
  const parts: string[] = [];
  for (const panel of panels) {
    parts.push(drawPanel(panel, top));
    top += heightOf(panel) + gap;
  }
  const height = top - gap + 16;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="14" role="img" aria-label="Wiring of the board">
<rect width="${width}" height="${height}" fill="#ffffff"/>
${parts.join("\n")}
</svg>
`;
}

function heightOf(panel: Panel): number {
  return head + panel.wires.length * row + 10;
}

/*  title
    +-----+                       +-----+
    | pin o-----[ part between ]--o pin |     one row a wire
    +-----+                       +-----+  */
function drawPanel(panel: Panel, top: number): string {
  const box = panel.wires.length * row + 10;
  const y = top + head - 14;
  const rows = panel.wires.map((wire, index) => drawWire(wire, y + 20 + index * row));
  return [
    text(20, top + 14, panel.title, 'font-weight="bold" font-size="15"'),
    rectangle(20, y, unoRight - 20, box, "#eaf2f8"),
    rectangle(partLeft, y, width - 20 - partLeft, box, "#eafaf1"),
    vertical(36, y + box / 2, "Uno"),
    vertical(width - 32, y + box / 2, panel.part),
    ...rows,
  ].join("\n");
}

function drawWire(wire: Wire, y: number): string {
  const middle = (unoRight + partLeft) / 2;
  const label = wire.through ?? "";
  const half = label.length * 3.8 + 12;
  return [
    text(60, y + 5, wire.pin, 'font-weight="bold"'),
    text(102, y + 5, wire.chip, 'fill="#666666"'),
    `<line x1="${unoRight}" y1="${y}" x2="${partLeft}" y2="${y}" stroke="${wire.colour}" stroke-width="2.5"/>`,
    `<circle cx="${unoRight}" cy="${y}" r="4" fill="${wire.colour}"/>`,
    `<circle cx="${partLeft}" cy="${y}" r="4" fill="${wire.colour}"/>`,
    ...(label === ""
      ? []
      : [
          rectangle(middle - half, y - 12, 2 * half, 24, "#ffffff"),
          text(middle, y + 5, label, 'text-anchor="middle"'),
        ]),
    text(partLeft + 12, y + 5, wire.to, ""),
  ].join("\n");
}

function rectangle(x: number, y: number, wide: number, high: number, fill: string): string {
  return `<rect x="${x}" y="${y}" width="${wide}" height="${high}" rx="5" fill="${fill}" stroke="#566573"/>`;
}

function text(x: number, y: number, words: string, style: string): string {
  return `<text x="${x}" y="${y}" ${style}>${words}</text>`;
}

function vertical(x: number, y: number, words: string): string {
  return `<text transform="rotate(-90 ${x} ${y})" x="${x}" y="${y}" text-anchor="middle" fill="#566573" font-weight="bold">${words}</text>`;
}
