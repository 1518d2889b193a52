import { barOutline, digitOutline, glassSize, signPlace } from "./glass-plan.ts";
import { darkMin, type SeenSegments } from "./seen-segments.ts";
import type { SegmentId } from "./segment-lines.ts";
import type { Point } from "./segment-shapes.ts";
import { type Glass, segmentNames } from "./segments.ts";
import { type Attributes, element, gradient } from "./svg-elements.ts";

const ink = "#18211b";
/** How much of a clear segment shows: liquid crystal at rest is not quite clear. */
const clearOpacity = 0.03;
const edge = 10;

/** Returns the gradients that `drawGlass` refers to. */
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

/** Returns the glass with all its segments, its top left corner at 0, 0. */
export function drawGlass(glass: Glass, seen: SeenSegments, idPrefix: string): string {
  const { width, height } = glassSize(glass.digits);
  const plate = { x: 0, y: 0, width, height, rx: edge };
  const shapes = shapesOf(glass).map((shape) => ({ ...shape, dark: seen.get(shape.id) ?? 0 }));
  return element(
    "g",
    { "data-part": "glass" },
    element("rect", { ...plate, fill: `url(#${idPrefix}-glass)` }),
    // The crystal floats above the reflector, so what is dark throws a faint shadow on it.
    element(
      "g",
      { transform: "translate(2.4 3.2)", fill: ink },
      ...shapes
        .filter(({ dark }) => dark > clearOpacity)
        .map(({ dark, path }) => element("path", { "fill-opacity": 0.13 * dark, d: path })),
    ),
    element(
      "g",
      { fill: ink },
      ...shapes.map(({ dark, data, path }) =>
        element("path", {
          ...data,
          "data-on": dark >= darkMin,
          "fill-opacity": clearOpacity + (1 - clearOpacity) * dark,
          d: path,
        }),
      ),
    ),
    element("rect", { ...plate, fill: `url(#${idPrefix}-shade)` }),
  );
}

type Shape = { readonly id: SegmentId; readonly data: Attributes; readonly path: string };

function shapesOf(glass: Glass): readonly Shape[] {
  const bars = Array.from({ length: glass.bars }, (_, bar) => barShape(bar, glass));
  const digits = Array.from({ length: glass.digits }, (_, digit) => digitShapes(digit));
  return [...digits.flat(), ...bars, batteryShape(glass), lockShape(glass), separatorShape(glass)];
}

function digitShapes(digit: number): readonly Shape[] {
  return segmentNames.map((name) => ({
    id: `${digit}${name}`,
    data: { "data-digit": digit, "data-segment": name },
    path: outline(digitOutline(digit, name)),
  }));
}

function barShape(bar: number, glass: Glass): Shape {
  return {
    id: `bar${bar}`,
    data: { "data-bar": bar },
    path: outline(barOutline(bar, glass)),
  };
}

/** A battery lying on its side with little left in it. */
function batteryShape(glass: Glass): Shape {
  const { left, top } = signPlace("battery", glass);
  return {
    id: "battery",
    data: { "data-sign": "low-battery" },
    path:
      `M${left} ${top}h29v4h3v8h-3v4h-29z` + // the case, with its pole
      `m2.5 2.5v11h24v-11z` + // hollow: drawn the other way round
      `m2 2h4.5v7h-4.5z`, // what is left
  };
}

/** A closed padlock. */
function lockShape(glass: Glass): Shape {
  const { left, top } = signPlace("lock", glass);
  return {
    id: "lock",
    data: { "data-sign": "lock" },
    path:
      `M${left} ${top + 11}h22v15h-22z` + // the case
      `m4 0v-4a7 7 0 0 1 14 0v4h-3v-4a4 4 0 0 0 -8 0v4z`, // the shackle
  };
}

/** A dot at half height between the two halves of the digits. */
function separatorShape(glass: Glass): Shape {
  const { left, top } = signPlace("separator", glass);
  return {
    id: "separator",
    data: { "data-sign": "separator" },
    path: `M${round(left)} ${round(top + 3.5)}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z`,
  };
}

function outline(points: readonly Point[]): string {
  return `M${points.map(([x, y]) => `${round(x)} ${round(y)}`).join("L")}z`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
