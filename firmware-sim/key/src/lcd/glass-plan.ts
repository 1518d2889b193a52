import { type SegmentId, type SignName, signs } from "./segment-lines.ts";
import { digitSize, type Point, segmentShapes } from "./segment-shapes.ts";
import { type Glass, type SegmentName, segmentNames } from "./segments.ts";

// Where everything on the glass lies, in drawing units. From left to right: the column of bars, the
// digits, the signs.

const slantDegrees = 7;
const padding = 26;
const barColumn = { width: 30, gap: 28 } as const;
const barHeight = 10.5;
const digitGap = 19;
const digitPitch = digitSize.width + digitGap;
const digitsLeft = padding + barColumn.width + barColumn.gap;
const signColumn = { width: 34, gap: 22 } as const;

/** Where everything on a glass lies, in drawing units: x to the right, y down, from its top left. */
export type GlassPlan = {
  readonly width: number;
  readonly height: number;
  /** The outline of every segment and bar; of a sign the box that it fills. */
  readonly outlines: ReadonlyMap<SegmentId, readonly Point[]>;
};

type Box = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

/** Returns where everything on the glass lies, for programs that find it again in a picture. */
export function glassPlan(glass: Glass): GlassPlan {
  const outlines = new Map<SegmentId, readonly Point[]>();
  for (let digit = 0; digit < glass.digits; digit += 1) {
    for (const name of segmentNames) outlines.set(`${digit}${name}`, digitOutline(digit, name));
  }
  for (let bar = 0; bar < glass.bars; bar += 1) outlines.set(`bar${bar}`, barOutline(bar, glass));
  for (const name of signs) outlines.set(name, corners(signPlace(name, glass)));
  return { ...glassSize(glass.digits), outlines };
}

/** Returns the size of the glass for so many digits, in drawing units. */
export function glassSize(digits: number): { readonly width: number; readonly height: number } {
  return {
    width:
      digitsLeft + digits * digitPitch - digitGap + signColumn.gap + signColumn.width + padding,
    height: digitSize.height + 2 * padding + 4,
  };
}

/** Returns the outline of a digit's segment. Digit 0 is the leftmost. */
export function digitOutline(digit: number, name: SegmentName): readonly Point[] {
  return segmentShapes[name].map((point) => slanted(point, digitsLeft + digit * digitPitch));
}

/** Returns the outline of a bar. Bar 0 stands at the bottom and goes out last. */
export function barOutline(bar: number, glass: Glass): readonly Point[] {
  const pitch = digitSize.height / glass.bars;
  const top = digitSize.height - (bar + 1) * pitch + (pitch - barHeight) / 2;
  const box = { left: 0, top, width: barColumn.width, height: barHeight };
  return corners(box).map((point) => slanted(point, padding));
}

/** Returns the box that a sign fills: the battery above, the padlock below, the dot in the middle. */
export function signPlace(name: SignName, glass: Glass): Box {
  const signsLeft = glassSize(glass.digits).width - padding - signColumn.width;
  switch (name) {
    case "battery":
      return { left: signsLeft, top: padding + 2, width: 32, height: 16 };
    case "lock":
      return { left: signsLeft + 6, top: padding + digitSize.height - 26, width: 22, height: 26 };
    case "separator": {
      const half = Math.ceil(glass.digits / 2);
      const left = digitsLeft + half * digitPitch;
      const [x, y] = slanted([-digitGap / 2, digitSize.height / 2], left);
      return { left: x - 3.5, top: y - 3.5, width: 7, height: 7 };
    }
    default:
      return name satisfies never;
  }
}

/** Returns the corners of a box, clockwise from the top left. */
function corners({ left, top, width, height }: Box): readonly Point[] {
  const [right, bottom] = [left + width, top + height];
  return [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ];
}

function slanted([x, y]: Point, left: number): Point {
  const lean = (digitSize.height - y) * Math.tan((slantDegrees * Math.PI) / 180);
  return [left + x + lean - digitSize.height * 0.06, padding + 2 + y];
}
