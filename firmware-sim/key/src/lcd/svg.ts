import { type GlassCondition, goodGlass } from "./glass-condition.ts";
import { glassSize } from "./glass-plan.ts";
import type { Lcd } from "./lcd.ts";
import { readSeen } from "./read-lcd.ts";
import { type SeenSegments, seenSegments } from "./seen-segments.ts";
import { element, escapeXml } from "./svg-elements.ts";
import { drawGlass, glassDefinitions } from "./svg-glass.ts";
import { drawKeyBody, keyBodyDefinitions, keyBodyLayout } from "./svg-key-body.ts";

/** How the LCD is drawn as SVG. */
export type SvgOptions = {
  /** Draws the whole key round the glass, with this serial number engraved. Default: glass only. */
  readonly body?: { readonly serial: string };
  /** Accessible name. Default: English, the digits one by one and the bars that are left. */
  readonly title?: string;
  /** How the glass is lit, looked at and damaged. Default: `goodGlass`. */
  readonly condition?: GlassCondition;
  /** Start of the gradients' ids. Give each picture its own when a page holds several. */
  readonly idPrefix?: string;
};

/**
 * Returns the LCD as one `<svg>` element, fit to stand in a page under a strict CSP: presentation
 * attributes only, no style, script or outside resource.
 *
 * A test reads the glass from `data-digit` (0 = leftmost), `data-segment` (A..G) and `data-on`
 * (true or false: whether it looks dark); bars carry `data-bar` (0 goes out last), signs
 * `data-sign` ("low-battery", "lock", "separator").
 */
export function drawSvg(lcd: Lcd, options: SvgOptions = {}): string {
  const idPrefix = options.idPrefix ?? "jeton-key";
  const seen = seenSegments(lcd, options.condition ?? goodGlass);
  const glass = glassSize(lcd.glass.digits);
  const layout =
    options.body === undefined
      ? { ...glass, glassLeft: 0, glassTop: 0 }
      : keyBodyLayout(glass.width, glass.height);
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${layout.width} ${layout.height}`,
      role: "img",
    },
    element("title", {}, escapeXml(options.title ?? accessibleName(lcd, seen))),
    element(
      "defs",
      {},
      glassDefinitions(idPrefix),
      options.body === undefined ? "" : keyBodyDefinitions(idPrefix),
    ),
    options.body === undefined ? "" : drawKeyBody(glass, options.body.serial, idPrefix),
    element(
      "g",
      { transform: `translate(${layout.glassLeft} ${layout.glassTop})` },
      drawGlass(lcd.glass, seen, idPrefix),
    ),
  );
}

/** Digits stand apart, so that they are spoken one by one and not as hundreds of thousands. */
function accessibleName(lcd: Lcd, seen: SeenSegments): string {
  const reading = readSeen(lcd.glass, seen);
  const shown =
    reading.kind === "code" ? `Code ${[...reading.code].join(" ")}` : "Display shows no code";
  const battery = lcd.lowBattery ? ", low battery" : "";
  const lock = lcd.locked ? ", locked" : "";
  return `${shown}, ${lcd.barsOn} of ${lcd.glass.bars} bars left${battery}${lock}`;
}
