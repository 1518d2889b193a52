import { type GlassPlan, glassPlan, type Point, type SegmentId } from "@jeton/key";

/** What a reader knows of a kind of glass: where its segments are and where no ink ever is. */
export type GlassLayout = {
  readonly name: LayoutName;
  readonly digits: number;
  readonly bars: number;
  /** Whether it has a battery, a padlock and a dot of which the reader knows the place. */
  readonly hasSigns: boolean;
  readonly segments: readonly LayoutSegment[];
  /** Places that are always clear, in drawing units. */
  readonly holes: readonly Point[];
  /** The box that the digits fill. */
  readonly digitBox: Box;
  /** The box round all segments, signs included. */
  readonly inkBox: Box;
};

/** A segment, bar or sign as the reader looks at it. */
export type LayoutSegment = {
  readonly id: SegmentId;
  /** Places within it, in drawing units. */
  readonly points: readonly Point[];
  /** How much of them is ink when it is on: signs are hollow. */
  readonly coverage: number;
  readonly middle: Point;
};

/** A box in drawing units. */
export type Box = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

/** `own` is the simulated key's glass; `split` has its digits in two groups with a digit's gap between. */
export type LayoutName = "own-6" | "own-8" | "split-6";

const layouts = new Map<LayoutName, GlassLayout>();

/** Returns the layout of that name. */
export function glassLayout(name: LayoutName): GlassLayout {
  const known = layouts.get(name);
  if (known !== undefined) return known;
  const layout = makeLayout(name);
  layouts.set(name, layout);
  return layout;
}

function makeLayout(name: LayoutName): GlassLayout {
  switch (name) {
    case "own-6":
    case "own-8": {
      const digits = Number(name.slice(4));
      return layoutFrom(name, digits, 6, glassPlan({ digits, bars: 6 }));
    }
    case "split-6":
      return layoutFrom(name, 6, 0, splitPlan());
    default:
      return name satisfies never;
  }
}

/** How much further apart the two groups stand, in parts of the way from digit to digit. */
const groupGap = 0.53;

/** Six digits in two groups: all that is known of many bought keys. */
function splitPlan(): GlassPlan {
  const { outlines, width, height } = glassPlan({ digits: 6, bars: 0 });
  const edge = (id: SegmentId): number => outlines.get(id)?.[0]?.[0] ?? 0;
  const shift = groupGap * (edge("1A") - edge("0A"));
  const kept = new Map<SegmentId, readonly Point[]>();
  for (const [id, outline] of outlines) {
    if (!/^\d/.test(id)) continue;
    const moved = Number(id[0]) < 3 ? 0 : shift;
    kept.set(
      id,
      outline.map(([x, y]): Point => [x + moved, y]),
    );
  }
  return { width: width + shift, height, outlines: kept };
}

function layoutFrom(name: LayoutName, digits: number, bars: number, plan: GlassPlan): GlassLayout {
  const segments = [...plan.outlines].map(([id, outline]) => layoutSegment(id, outline));
  const isDigit = (id: SegmentId): boolean => /^\d/.test(id);
  const inkBox = boxAround([...plan.outlines.values()].flat());
  const digitBox = boxAround(
    [...plan.outlines].filter(([id]) => isDigit(id)).flatMap(([, outline]) => outline),
  );
  const hasSigns = plan.outlines.has("battery");
  const holes = holesOf([...plan.outlines.values()], inkBox, hasSigns ? margin : marginUnknown);
  return { name, digits, bars, hasSigns, segments, holes, digitBox, inkBox };
}

const pointPitch = 2.4;
/** How far inside of a segment's edge the places lie that are looked at, in drawing units. */
const inset = 2.6;

function layoutSegment(id: SegmentId, outline: readonly Point[]): LayoutSegment {
  const box = boxAround(outline);
  const points = gridIn(box, pointPitch).filter(
    (point) => isInside(outline, point) && distanceTo(outline, point) >= inset,
  );
  const middle: Point = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  return { id, points: points.length > 0 ? points : [middle], coverage: coverageOf(id), middle };
}

/** Measured off the drawings of the signs: what of the places within their boxes is ink. */
function coverageOf(id: SegmentId): number {
  if (id === "battery") return 0.3;
  return id === "lock" ? 0.72 : 1;
}

const holePitch = 6;
const holeDistance = 6.5;
/** How far round the outermost segments nothing else is: on the own glass, and on one known less. */
const margin = 14;
const marginUnknown = 7;

function holesOf(
  outlines: readonly (readonly Point[])[],
  box: Box,
  margin: number,
): readonly Point[] {
  const wide = {
    left: box.left - margin,
    top: box.top - margin,
    right: box.right + margin,
    bottom: box.bottom + margin,
  };
  return gridIn(wide, holePitch).filter((point) =>
    outlines.every(
      (outline) => !isInside(outline, point) && distanceTo(outline, point) >= holeDistance,
    ),
  );
}

function gridIn(box: Box, pitch: number): Point[] {
  const points: Point[] = [];
  const columns = Math.max(1, Math.round((box.right - box.left) / pitch));
  const rows = Math.max(1, Math.round((box.bottom - box.top) / pitch));
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      points.push([
        box.left + ((column + 0.5) / columns) * (box.right - box.left),
        box.top + ((row + 0.5) / rows) * (box.bottom - box.top),
      ]);
    }
  }
  return points;
}

/** Returns the upright box that just holds the points. */
export function boxAround(points: readonly Point[]): Box {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return {
    left: Math.min(...xs),
    top: Math.min(...ys),
    right: Math.max(...xs),
    bottom: Math.max(...ys),
  };
}

function isInside(outline: readonly Point[], [x, y]: Point): boolean {
  let inside = false;
  for (const [[ax, ay], [bx, by]] of sidesOf(outline)) {
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

function distanceTo(outline: readonly Point[], [x, y]: Point): number {
  let least = Number.POSITIVE_INFINITY;
  for (const [[ax, ay], [bx, by]] of sidesOf(outline)) {
    const [dx, dy] = [bx - ax, by - ay];
    const along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1);
    const at = Math.min(1, Math.max(0, along));
    least = Math.min(least, Math.hypot(ax + at * dx - x, ay + at * dy - y));
  }
  return least;
}

function sidesOf(outline: readonly Point[]): readonly (readonly [Point, Point])[] {
  return outline.map((point, index) => [point, outline[(index + 1) % outline.length] ?? point]);
}
