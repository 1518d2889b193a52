import type { Lcd } from "./lcd.ts";
import { digitSize, type Point, segmentShapes } from "./segment-shapes.ts";
import { type DigitSegments, isSegmentOn, segmentNames } from "./segments.ts";
import { element, gradient } from "./svg-elements.ts";

const ink = "#18211b";
/** How much of an unlit segment shows: liquid crystal at rest is not quite clear. */
const ghostOpacity = 0.045;
const slantDegrees = 7;

// From left to right: the column of bars, the digits, the signs.
const padding = 26;
const barColumn = { width: 30, gap: 28 } as const;
const digitPitch = digitSize.width + 19;
const signColumn = { width: 34, gap: 22 } as const;
const edge = 10;

/** Answers the size of the glass for so many digits, in drawing units. */
export function glassSize(digits: number): { readonly width: number; readonly height: number } {
  return {
    width: digitsLeft + digits * digitPitch - 19 + signColumn.gap + signColumn.width + padding,
    height: digitSize.height + 2 * padding + 4,
  };
}

const digitsLeft = padding + barColumn.width + barColumn.gap;

/** Answers the gradients that `drawGlass` refers to. */
export function glassDefinitions(idPrefix: string): string {
  return (
    gradient(`${idPrefix}-glass`, ["#b4bfa6", "#c5cfb8", "#bcc7ae"]) +
    element(
      "linearGradient",
      { id: `${idPrefix}-shade`, x1: 0, y1: 0, x2: 0, y2: 1 },
      element("stop", { offset: 0, "stop-color": "#1d2a20", "stop-opacity": 0.34 }),
      element("stop", { offset: 0.12, "stop-color": "#1d2a20", "stop-opacity": 0.08 }),
      element("stop", { offset: 0.3, "stop-color": "#1d2a20", "stop-opacity": 0 }),
    )
  );
}

/** Answers the glass with all its segments, its top left corner at 0, 0. */
export function drawGlass(lcd: Lcd, idPrefix: string): string {
  const { width, height } = glassSize(lcd.glass.digits);
  const plate = { x: 0, y: 0, width, height, rx: edge };
  return element(
    "g",
    { "data-part": "glass" },
    element("rect", { ...plate, fill: `url(#${idPrefix}-glass)` }),
    // The crystal floats above the reflector, so what is lit throws a faint shadow on it.
    element(
      "g",
      { transform: "translate(2.4 3.2)", "fill-opacity": 0.13, fill: ink },
      ...shapesOf(lcd)
        .filter((shape) => shape.on)
        .map((shape) => drawShape(shape, {})),
    ),
    element(
      "g",
      { fill: ink },
      ...shapesOf(lcd).map((shape) =>
        drawShape(shape, {
          ...shape.data,
          "data-on": shape.on,
          "fill-opacity": shape.on ? 1 : ghostOpacity,
        }),
      ),
    ),
    element("rect", { ...plate, fill: `url(#${idPrefix}-shade)` }),
  );
}

type Shape = {
  readonly on: boolean;
  readonly data: Readonly<Record<string, string | number>>;
  readonly path: string;
};

function drawShape(shape: Shape, attributes: Readonly<Record<string, string | number | boolean>>) {
  return element("path", { ...attributes, d: shape.path });
}

function shapesOf(lcd: Lcd): readonly Shape[] {
  return [
    ...lcd.digits.flatMap(digitShapes),
    ...Array.from({ length: lcd.glass.bars }, (_, bar) => barShape(bar, lcd)),
    batteryShape(lcd),
  ];
}

function digitShapes(segments: DigitSegments, digit: number): readonly Shape[] {
  const left = digitsLeft + digit * digitPitch;
  return segmentNames.map((name) => ({
    on: isSegmentOn(segments, name),
    data: { "data-digit": digit, "data-segment": name },
    path: outline(segmentShapes[name].map((point) => slanted(point, left))),
  }));
}

/** Bar 0 stands at the bottom and goes out last. */
function barShape(bar: number, lcd: Lcd): Shape {
  const pitch = digitSize.height / lcd.glass.bars;
  const top = digitSize.height - (bar + 1) * pitch + (pitch - barHeight) / 2;
  const corners: readonly Point[] = [
    [0, top],
    [barColumn.width, top],
    [barColumn.width, top + barHeight],
    [0, top + barHeight],
  ];
  return {
    on: bar < lcd.barsOn,
    data: { "data-bar": bar },
    path: outline(corners.map((point) => slanted(point, padding))),
  };
}

const barHeight = 10.5;

/** A battery lying on its side with little left in it. */
function batteryShape(lcd: Lcd): Shape {
  const left = glassSize(lcd.glass.digits).width - padding - signColumn.width;
  const top = padding + 2;
  return {
    on: lcd.lowBattery,
    data: { "data-sign": "low-battery" },
    path:
      `M${left} ${top}h29v4h3v8h-3v4h-29z` + // the case, with its pole
      `m2.5 2.5v11h24v-11z` + // hollow: drawn the other way round
      `m2 2h4.5v7h-4.5z`, // what is left
  };
}

function slanted([x, y]: Point, left: number): Point {
  const lean = (digitSize.height - y) * Math.tan((slantDegrees * Math.PI) / 180);
  return [left + x + lean - digitSize.height * 0.06, padding + 2 + y];
}

function outline(points: readonly Point[]): string {
  return `M${points.map(([x, y]) => `${round(x)} ${round(y)}`).join("L")}z`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
