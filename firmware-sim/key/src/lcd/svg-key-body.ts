import { element, escapeXml, gradient } from "./svg-elements.ts";

/** Where the parts of a key lie, in drawing units. */
export type KeyBodyLayout = {
  readonly width: number;
  readonly height: number;
  readonly glassLeft: number;
  readonly glassTop: number;
};

const shadow = 14;
const bezel = 15;
const sides = { left: 62, right: 50, top: 66, bottom: 74 } as const;
/** The strap that holds the key ring. */
const strap = { width: 118, hole: 27 } as const;

/** Returns where the parts lie when the glass is `glassWidth` by `glassHeight`. */
export function keyBodyLayout(glassWidth: number, glassHeight: number): KeyBodyLayout {
  return {
    width: sides.left + glassWidth + sides.right + strap.width + shadow,
    height: sides.top + glassHeight + sides.bottom + shadow,
    glassLeft: sides.left,
    glassTop: sides.top,
  };
}

/** Returns the gradients that `drawKeyBody` refers to. */
export function keyBodyDefinitions(idPrefix: string): string {
  return (
    gradient(`${idPrefix}-case`, ["#5b6c80", "#3a4858", "#2a3542", "#1f2833"]) +
    gradient(`${idPrefix}-rim`, ["#8fa2b8", "#46566a", "#161d26"]) +
    gradient(`${idPrefix}-bezel`, ["#0b0f14", "#1a222c", "#3b4958"])
  );
}

/** Returns the case, ring hole, bezel and engraved serial number, all but the glass. */
export function drawKeyBody(
  glass: { readonly width: number; readonly height: number },
  serial: string,
  idPrefix: string,
): string {
  const layout = keyBodyLayout(glass.width, glass.height);
  const caseWidth = layout.width - shadow;
  const caseHeight = layout.height - shadow;
  const outer = caseOutline({ width: caseWidth, height: caseHeight, inset: 4 });
  const inner = caseOutline({ width: caseWidth, height: caseHeight, inset: 9 });
  const evenOdd = { "fill-rule": "evenodd" } as const;
  const centre = layout.glassLeft + glass.width / 2;
  return element(
    "g",
    { "data-part": "body" },
    element("path", { ...evenOdd, d: outer, transform: "translate(0 9)", "fill-opacity": 0.1 }),
    element("path", { ...evenOdd, d: outer, transform: "translate(0 5)", "fill-opacity": 0.18 }),
    element("path", { ...evenOdd, d: outer, fill: `url(#${idPrefix}-rim)` }),
    element("path", { ...evenOdd, d: inner, fill: `url(#${idPrefix}-case)` }),
    element("rect", {
      x: layout.glassLeft - bezel,
      y: layout.glassTop - bezel,
      width: glass.width + 2 * bezel,
      height: glass.height + 2 * bezel,
      rx: 20,
      fill: `url(#${idPrefix}-bezel)`,
    }),
    engraved("JETON", { x: centre, y: layout.glassTop - 28, size: 19, spacing: 9 }),
    engraved(serial, {
      x: centre,
      y: layout.glassTop + glass.height + bezel + 33,
      size: 23,
      spacing: 4,
    }),
  );
}

// A rounded case whose right side narrows to a strap with a hole for the key ring:
//
//   .----------------------.__
//   |                         `.
//   |                         o |
//   |                       __.'
//   `----------------------´
function caseOutline(box: {
  readonly width: number;
  readonly height: number;
  readonly inset: number;
}): string {
  const { inset } = box;
  const [left, top, right, bottom] = [inset, inset, box.width - inset, box.height - inset];
  const middle = box.height / 2;
  const corner = 62 - inset;
  const half = 66 - inset;
  const hole = strap.hole + (inset - 4) * 0.8;
  const ringX = box.width - 66;
  const shoulder = box.width - strap.width - inset;
  return [
    `M${left + corner} ${top}H${shoulder - 40}`,
    `C${shoulder + 22} ${top} ${shoulder + 6} ${middle - half} ${ringX} ${middle - half}`,
    `A${half} ${half} 0 0 1 ${right} ${middle}`,
    `A${half} ${half} 0 0 1 ${ringX} ${middle + half}`,
    `C${shoulder + 6} ${middle + half} ${shoulder + 22} ${bottom} ${shoulder - 40} ${bottom}`,
    `H${left + corner}A${corner} ${corner} 0 0 1 ${left} ${bottom - corner}`,
    `V${top + corner}A${corner} ${corner} 0 0 1 ${left + corner} ${top}z`,
    `M${ringX - hole} ${middle}a${hole} ${hole} 0 1 0 ${2 * hole} 0`,
    `a${hole} ${hole} 0 1 0 ${-2 * hole} 0z`,
  ].join("");
}

/** Letters cut into the case down to its light core; their upper edge lies in shadow. */
function engraved(
  text: string,
  place: {
    readonly x: number;
    readonly y: number;
    readonly size: number;
    readonly spacing: number;
  },
): string {
  const letters = {
    x: place.x + place.spacing / 2,
    "text-anchor": "middle",
    "font-family": "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace",
    "font-size": place.size,
    "font-weight": 600,
    "letter-spacing": place.spacing,
  } as const;
  return element(
    "g",
    { "aria-hidden": true },
    element(
      "text",
      { ...letters, y: place.y - 1.4, fill: "#0c1218", "fill-opacity": 0.7 },
      escapeXml(text),
    ),
    element("text", { ...letters, y: place.y, fill: "#b9c7d6" }, escapeXml(text)),
  );
}
