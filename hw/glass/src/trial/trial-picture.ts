import {
  type GlassCondition,
  glassCondition,
  glassPlan,
  type Lcd,
  type LcdReading,
  readLcd,
  type SeededRandom,
  type SegmentId,
  seededRandom,
  segmentNames,
  showCode,
} from "@jeton/key";
import { type Box, boxAround, glassLayout } from "../layout/glass-layout.ts";
import { type Grey, type Picture, pictureOf } from "../picture/picture.ts";
import { placedBox, poseOf, type Quad } from "../pose/pose.ts";
import { dimmed, glared, hazy, moved, noisy, outOfFocus, shaded, stored } from "./faults.ts";
import { photographed } from "./scene.ts";
import { type TrialKind, type TrialRanges, trialKinds } from "./trial-kinds.ts";

/** Draws a glass, or a whole key, as many pixels across as asked: `drawRaster` of @jeton/sim/png. */
export type DrawKey = (
  lcd: Lcd,
  options: {
    readonly width: number;
    readonly condition?: GlassCondition;
    readonly body?: { readonly serial: string };
  },
) => Promise<Picture>;

/** A picture of which it is known what it shows. */
export type TrialPicture = {
  readonly picture: Picture;
  /** What the key wants to show. */
  readonly code: string;
  /** What its glass shows: another code, or none, where segments are dead. */
  readonly shown: LcdReading;
  readonly barsOn: number;
  readonly lowBattery: boolean;
  /** The upright box round the digits, in pixels: for readers that have to be told where they are. */
  readonly digitBox: Box;
};

const [width, height] = [640, 400];

/** Returns the picture of that kind and seed: the same seed gives the same picture on every machine. */
export async function trialPicture(
  kind: TrialKind,
  seed: number,
  draw: DrawKey,
): Promise<TrialPicture> {
  const random = seededRandom(seed);
  const range = trialKinds[kind];
  const code = Array.from({ length: 6 }, () => random.whole(0, 9)).join("");
  const barsOn = random.whole(0, 6);
  const lowBattery = random.uniform() < 0.25;
  const lcd = showCode(code, { barsOn, lowBattery, locked: random.uniform() < 0.25 });
  const condition = conditionFor(range, random);
  const hasBody = random.uniform() < 0.5 && range.inverse !== true;
  const drawing = await draw(lcd, {
    width: 900,
    condition,
    ...(hasBody && { body: { serial: String(random.whole(1e8, 1e9 - 1)) } }),
  });
  const glassWidth = between(range.glassPixels ?? [330, 520], random);
  const drawnWidth = glassWidth * (hasBody ? inCase.width / glassUnits : 1);
  const quad = quadFor(range, { drawnWidth, ratio: drawing.height / drawing.width }, random);
  const shot = photographed(
    range.inverse === true ? negative(drawing) : drawing,
    { width, height, quad },
    random,
  );
  const seen = stored(spoiled(shot, range, { unit: glassWidth / glassUnits, random }));
  const digitBox = digitsWithin(quad, drawing, hasBody);
  const shown = readLcd(lcd, condition);
  return { picture: pictureOf(seen), code, shown, barsOn, lowBattery, digitBox };
}

/** How wide the glass is, in drawing units. */
const glassUnits = glassPlan({ digits: 6, bars: 6 }).width;

/** The glass of a key in its case, in drawing units of the case. */
const inCase = { left: 62, top: 66, width: 841 } as const;

function digitsWithin(quad: Quad, drawing: Picture, hasBody: boolean): Box {
  const unit = drawing.width / (hasBody ? inCase.width : glassUnits);
  const [left, top] = hasBody ? [inCase.left, inCase.top] : [0, 0];
  const { digitBox } = glassLayout("own-6");
  const pose = poseOf({ left: 0, top: 0, right: drawing.width, bottom: drawing.height }, quad);
  const corners = placedBox(pose, {
    left: (digitBox.left + left) * unit,
    top: (digitBox.top + top) * unit,
    right: (digitBox.right + left) * unit,
    bottom: (digitBox.bottom + top) * unit,
  });
  return boxAround(corners);
}

function between([low, high]: readonly [number, number], random: SeededRandom): number {
  return low + (high - low) * random.uniform();
}

function conditionFor(range: TrialRanges, random: SeededRandom): GlassCondition {
  const glass = { digits: 6, bars: 6 };
  const segment = (): SegmentId =>
    `${random.whole(0, 5)}${segmentNames[random.whole(0, 6)] ?? "A"}`;
  const several = (most: number): readonly SegmentId[] =>
    Array.from({ length: random.whole(1, most) }, segment);
  return glassCondition(
    {
      ...(range.drive !== undefined && { contrast: between(range.drive, random) }),
      ...(range.deadSegments !== undefined && { deadSegments: several(range.deadSegments) }),
      ...(range.stuckSegments !== undefined && { stuckSegments: several(range.stuckSegments) }),
    },
    glass,
  );
}

function quadFor(
  range: TrialRanges,
  { drawnWidth, ratio }: { readonly drawnWidth: number; readonly ratio: number },
  random: SeededRandom,
): Quad {
  const scale = Math.min(1, (0.96 * width) / drawnWidth);
  const [w, h] = [drawnWidth * scale, drawnWidth * scale * ratio];
  const sign = random.uniform() < 0.5 ? -1 : 1;
  const angle = (sign * between(range.turnDegrees ?? [0, 2], random) * Math.PI) / 180;
  const shear = between(range.shear ?? [0, 0.01], random) * (random.uniform() < 0.5 ? -1 : 1);
  const bend = range.perspective ?? 0.01;
  const [cx, cy] = [
    width / 2 + (random.uniform() - 0.5) * Math.max(0, width - w) * 0.8,
    height / 2 + (random.uniform() - 0.5) * Math.max(0, height - h) * 0.8,
  ];
  const corner = (x: number, y: number): readonly [number, number] => {
    const [u, v] = [x * w + shear * y * h, y * h];
    const jolt = (): number => (random.uniform() - 0.5) * 2 * bend * h;
    return [
      cx + u * Math.cos(angle) - v * Math.sin(angle) + jolt(),
      cy + u * Math.sin(angle) + v * Math.cos(angle) + jolt(),
    ];
  };
  return [corner(-0.5, -0.5), corner(0.5, -0.5), corner(0.5, 0.5), corner(-0.5, 0.5)];
}

function spoiled(
  shot: Grey,
  range: TrialRanges,
  { unit, random }: { readonly unit: number; readonly random: SeededRandom },
): Grey {
  let grey = shot;
  const angle = (): number => random.uniform() * 2 * Math.PI;
  if (range.shade !== undefined) grey = shaded(grey, between(range.shade, random), angle());
  if (range.glare !== undefined) {
    const spots = Array.from({ length: random.whole(1, 3) }, () => ({
      x: random.uniform() * width,
      y: random.uniform() * height,
      length: (20 + 180 * random.uniform()) * unit,
      width: (10 + 40 * random.uniform()) * unit,
      angle: angle(),
      strength: between(range.glare ?? [0, 0], random),
    }));
    grey = glared(grey, spots);
  }
  if (range.haze !== undefined) grey = hazy(grey, between(range.haze, random));
  if (range.blurUnits !== undefined) {
    grey = outOfFocus(grey, Math.max(0.3, between(range.blurUnits, random) * unit));
  }
  if (range.motionUnits !== undefined) {
    grey = moved(grey, between(range.motionUnits, random) * unit, angle());
  }
  if (range.light !== undefined) grey = dimmed(grey, between(range.light, random));
  return range.noise === undefined ? grey : noisy(grey, between(range.noise, random), random);
}

function negative({ width: w, height: h, rgba }: Picture): Picture {
  return {
    width: w,
    height: h,
    rgba: rgba.map((value, index) => (index % 4 === 3 ? value : 255 - value)),
  };
}
