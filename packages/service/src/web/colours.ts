/** The colours of an installation, each as #rrggbb. All others are the pages' own, or made of these. */
export type Colours = {
  /** Links, buttons, the line at the head, on light pages. */
  readonly accent: string;
  /** The same on dark pages. Default: made of `accent`. */
  readonly accentDark?: string | undefined;
};

/** A colour that cannot be read on what it stands on (WCAG 1.4.3). */
export type PoorContrast = {
  readonly colour: keyof Colours;
  readonly on: string;
  /** From 1 to 21. */
  readonly ratio: number;
};

/** WCAG 1.4.3, AA: text of ordinary size. */
export const contrastMin = 4.5;

/** The grounds on which the accent stands, as in base.css: the darkest of the light ones, the lightest of the dark. */
const lightGrounds = ["#ffffff", "#f3f5f8"];
const darkGrounds = ["#1a212c", "#11161e"];

/** Returns where the colours cannot be read; none for colours that can. */
export function poorContrasts(colours: Colours): readonly PoorContrast[] {
  const { accent } = colours;
  const accentDark = darkAccent(colours);
  return [
    ...[...lightGrounds, soft(accent, "#ffffff")].map((on) => of("accent", accent, on)),
    ...[...darkGrounds, soft(accentDark, "#1a212c")].map((on) => of("accentDark", accentDark, on)),
  ].filter(({ ratio }) => ratio < contrastMin);
}

/** Returns the style sheet that gives the pages these colours. */
export function coloursSheet(colours: Colours): string {
  const { accent } = colours;
  const accentDark = darkAccent(colours);
  const light = rules(accent, { ground: "#ffffff", towards: "#000000", on: "#ffffff" });
  const dark = rules(accentDark, { ground: "#1a212c", towards: "#ffffff", on: "#0c1a2c" });
  return `:root { ${light} }\n@media (prefers-color-scheme: dark) { :root { ${dark} } }\n`;
}

/** Returns the contrast of two colours: 1 for equal ones, 21 for black and white (WCAG, relative luminance). */
export function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function rules(accent: string, { ground, towards, on }: Readonly<Record<string, string>>): string {
  const strong = mixed(accent, towards ?? "", 0.3);
  const softened = soft(accent, ground ?? "");
  return `--accent: ${accent}; --accent-strong: ${strong}; --accent-soft: ${softened}; --on-accent: ${on};`;
}

/** The given one, or the light one brightened until it can be read on each dark ground. */
function darkAccent({ accent, accentDark }: Colours): string {
  if (accentDark !== undefined) return accentDark;
  for (let part = 0; part < 1; part += 0.05) {
    const made = mixed(accent, "#ffffff", part);
    const grounds = [...darkGrounds, soft(made, "#1a212c")];
    if (grounds.every((on) => contrast(made, on) >= contrastMin + 1)) return made;
  }
  return "#ffffff";
}

function soft(accent: string, ground: string): string {
  return mixed(ground, accent, 0.1);
}

function of(colour: keyof Colours, value: string, on: string): PoorContrast {
  return { colour, on, ratio: contrast(value, on) };
}

/** `part` of the second colour in the first one, from 0 to 1. */
function mixed(one: string, other: string, part: number): string {
  const to = channels(other);
  const made = channels(one).map((value, index) =>
    Math.round(value + ((to[index] ?? 0) - value) * part),
  );
  return `#${made.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const part = value / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(colour: string): readonly number[] {
  return [1, 3, 5].map((from) => Number.parseInt(colour.slice(from, from + 2), 16));
}
