type Range = readonly [from: number, to: number];

/** How pictures of a kind are spoiled: each value is drawn evenly from its range. */
export type TrialRanges = {
  /** How wide the glass is, in pixels of a picture of 640 by 400. Absent: 330 to 520. */
  readonly glassPixels?: Range;
  /** Turned either way, degrees. Absent: up to 2. */
  readonly turnDegrees?: Range;
  /** How far the upper edge is pushed aside, in parts of the height, either way. */
  readonly shear?: Range;
  /** How far each corner is pulled out of its place at most, in parts of the drawing's height. */
  readonly perspective?: number;
  /** Standard deviation of the blur, in drawing units: a stroke is 11.5 wide. */
  readonly blurUnits?: Range;
  /** How far the key moved while the shutter was open, in drawing units. */
  readonly motionUnits?: Range;
  /** Standard deviation of the noise, of 255. */
  readonly noise?: Range;
  /** What part of the light is left. */
  readonly light?: Range;
  /** What part of the contrast a haze takes away. */
  readonly haze?: Range;
  /** What part of the light is left on the darker side. */
  readonly shade?: Range;
  /** How much one to three spots of glare cover in their middles. */
  readonly glare?: Range;
  /** Drive voltage of the glass, in parts of the nominal one: low is pale, high shows all segments. */
  readonly drive?: Range;
  /** Digits brighter than their glass. */
  readonly inverse?: boolean;
  /** At most so many segments that never come on, or never go off. */
  readonly deadSegments?: number;
  readonly stuckSegments?: number;
};

/** The kinds of picture that the reader is tried on. */
export type TrialKind =
  | "clean"
  | "turned"
  | "sheared"
  | "perspective"
  | "small"
  | "blur"
  | "motion"
  | "noise"
  | "low light"
  | "haze"
  | "shade"
  | "weak glare"
  | "strong glare"
  | "pale or ghosting"
  | "inverse"
  | "dead segments"
  | "stuck segments"
  | "all at once";

/** The ranges of each kind. */
export const trialKinds: Readonly<Record<TrialKind, TrialRanges>> = {
  clean: {},
  turned: { turnDegrees: [2, 25] },
  sheared: { shear: [0.02, 0.25] },
  perspective: { perspective: 0.12 },
  small: { glassPixels: [120, 220] },
  blur: { blurUnits: [1, 5] },
  motion: { motionUnits: [2, 10] },
  noise: { noise: [5, 30] },
  "low light": { light: [0.08, 0.3], noise: [1, 4] },
  haze: { haze: [0.3, 0.8] },
  shade: { shade: [0.15, 0.6] },
  "weak glare": { glare: [0.1, 0.6] },
  "strong glare": { glare: [0.7, 1] },
  "pale or ghosting": { drive: [0.82, 1.25] },
  inverse: { inverse: true },
  "dead segments": { deadSegments: 2 },
  "stuck segments": { stuckSegments: 2 },
  "all at once": {
    turnDegrees: [0, 12],
    perspective: 0.05,
    blurUnits: [0.5, 2.5],
    noise: [2, 10],
    light: [0.3, 1],
    haze: [0, 0.35],
    shade: [0.5, 1],
    glare: [0, 0.35],
  },
};
