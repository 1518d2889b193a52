import { findGlass } from "../find/find-glass.ts";
import type { Fit } from "../find/fit.ts";
import { type GlassLayout, glassLayout, type LayoutName } from "../layout/glass-layout.ts";
import { type Grey, greyOf, inverted, type Picture } from "../picture/picture.ts";
import { mappedQuad, type Quad } from "../pose/pose.ts";
import { judgeSegments, type SeenGlass } from "./judge-segments.ts";
import { type Cut, cutOut } from "./sharp-fit.ts";
import { type Signs, signsOf, textOf } from "./text-of.ts";

/** What is read off a picture of a key. */
export type GlassReading = {
  /**
   * `code`: sure of every digit. `not-sure`: a glass is there, of which not all can be read.
   * `blank`: a glass is there without a digit. `no-glass`: none was found.
   */
  readonly kind: "code" | "not-sure" | "blank" | "no-glass";
  /** A character for each digit, "?" where it is not sure; "" without a glass. */
  readonly text: string;
  /** 0 .. 1: of the least sure digit. */
  readonly confidence: number;
  readonly signs: Signs | null;
  /** Whether the digits are brighter than their glass. */
  readonly isInverse: boolean;
  /** Where it lies in the picture; to be given to the reading of the next frame. */
  readonly place: GlassPlace | null;
};

/** Where a glass lies: of which layout it is, and where its ink box's corners are, in pixels. */
export type GlassPlace = {
  readonly layout: LayoutName;
  readonly quad: Quad;
  readonly isInverse: boolean;
};

/** What a reader may be told. */
export type ReadOptions = {
  /** Which glasses are looked for. Default: the simulated key's with 6 digits. */
  readonly layouts?: readonly LayoutName[];
  /** Where the glass was a moment ago: it is looked for there first. */
  readonly near?: GlassPlace | null;
};

/** As sure as this it has to be, of the least sure digit, to be called sure. */
const confidenceMin = 0.35;
/** How much of what is seen has to be explained by segments. */
const explainedMin = 0.72;
const contrastMin = 0.04;

/** Returns what the glass in the picture shows, and how sure that is. Never guesses. */
export function readGlass(picture: Picture, options: ReadOptions = {}): GlassReading {
  const grey = greyOf(picture);
  if (options.near) {
    const tracked = readAt(grey, options.near);
    if (tracked.kind === "code") return tracked;
  }
  const layouts = (options.layouts ?? ["own-6"]).map(glassLayout);
  let best: Candidate | null = null;
  for (const isInverse of [false, true]) {
    const side = isInverse ? inverted(grey) : grey;
    for (const fit of findGlass(side, layouts)) {
      const candidate = candidateOf(side, fit, isInverse);
      if (best === null || candidate.seen.explained > best.seen.explained) best = candidate;
      if (best.seen.explained > explainedEnough) break;
    }
    if (best !== null && best.seen.explained > explainedEnough) break;
  }
  return best === null || best.seen.contrast < contrastMin ? noGlass : readingOf(best);
}

/** A candidate that explains so much needs no other beside it. */
const explainedEnough = 0.8;

const noGlass: GlassReading = {
  kind: "no-glass",
  text: "",
  confidence: 0,
  signs: null,
  isInverse: false,
  place: null,
};

type Candidate = {
  readonly cut: Cut;
  readonly seen: SeenGlass;
  readonly isInverse: boolean;
};

function candidateOf(grey: Grey, fit: Fit, isInverse: boolean): Candidate {
  const cut = cutOut(grey, fit);
  const seen = judgeSegments(cut.smooth, cut.grey, cut.fit);
  return { cut, seen, isInverse };
}

function readAt(grey: Grey, place: GlassPlace): GlassReading {
  const side = place.isInverse ? inverted(grey) : grey;
  const fit = { layout: glassLayout(place.layout), quad: place.quad, score: 0 };
  return readingOf(candidateOf(side, fit, place.isInverse));
}

function readingOf({ cut, seen, isInverse }: Candidate): GlassReading {
  const { layout } = cut.fit;
  const { text, confidence } = textOf(layout, seen);
  const sharpness = Math.min(1, Math.max(0, (seen.explained - explainedMin) / (1 - explainedMin)));
  const sure = Math.max(0, Math.min(confidence, 0.3 + sharpness));
  const isExplained = seen.explained >= explainedMin && seen.contrast >= contrastMin;
  const isCode = isExplained && sure >= confidenceMin && /^\d+$/.test(text);
  return {
    kind: isCode ? "code" : /^ +$/.test(text) && isExplained ? "blank" : "not-sure",
    text: isExplained ? text : text.replace(/./g, "?"),
    confidence: isExplained ? sure : 0,
    signs: signsOf(layout, seen),
    isInverse,
    place: placeOf(cut, layout, isInverse),
  };
}

function placeOf(
  { fit, factor, left, top }: Cut,
  layout: GlassLayout,
  isInverse: boolean,
): GlassPlace {
  const quad = mappedQuad(fit.quad, ([x, y]) => [x * factor + left, y * factor + top]);
  return { layout: layout.name, quad, isInverse };
}
