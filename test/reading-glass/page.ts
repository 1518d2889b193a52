import { type TrialKind, type TrialRanges, trialKinds } from "@jeton/glass";
import type { Failure, Tally } from "./judge.ts";
import type { PhotographTally } from "./photographs.ts";

/** What the page tells. */
export type PageFacts = {
  readonly tallies: ReadonlyMap<TrialKind, Tally>;
  readonly failures: readonly Failure[];
  readonly shown: readonly Failure[];
  readonly photographs: PhotographTally | null;
  readonly firstSeed: number;
  readonly milliseconds: number;
};

/** Returns docs/reference/reading-glass.md. */
export function pageText(facts: PageFacts): string {
  const { tallies, firstSeed, milliseconds } = facts;
  const rows = [...tallies].map(([kind, tally]) => tallyRow(kind, tally));
  const all = sumOf([...tallies.values()]);
  const glare = tallies.get("strong glare");
  const readable = glare === undefined ? all : less(all, glare);
  return `# The reading glass

How often \`jeton-bench read\` reads a picture of the simulated key right, refuses it, and is wrong.

    npm run reading-glass -- --help       what may be asked
    npm run reading-glass -- --write      measures, and writes this page and its pictures

- Pictures: ${all.pictures}, 640 by 400 pixels, of the glass alone or of the whole key on a table with things on
  it; drawn by \`drawSvg\`, then spoiled. Every code, number of bars, sign, scene and degree is drawn from a seed.
- Seeds here begin at ${firstSeed.toLocaleString("en")}. The reader was tuned on seeds below 400,000, and the gate tries two of
  each kind from 900,000: no picture here was seen before.
- One picture took ${(milliseconds / Math.max(1, all.pictures)).toFixed(0)} ms of processor time, its making included.

**Right** is a code read for sure as the glass shows it, or refused where the glass shows no code (dead or
stuck segments). **Refused** is "not sure", status 3. **Wrong** is a code given as sure that the glass does not show.

| Kind | Drawn evenly from | Pictures | Right | Refused | Wrong | Bars right, refused, wrong | ssocr right | ssocr wrong |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join("\n")}
${tallyRow("all", all, "")}

Without strong glare, which hides digits: ${readable.right} of ${readable.pictures} right (${percent(readable.right, readable.pictures)}; the aim is 99.5 %). Wrong in all: ${all.wrong} (the aim is 0).

${all.wrong === 0 ? `The reader calls nothing wrong here because it refuses. With no wrong one in ${all.pictures}, the true share may still be up to ${((100 * 3) / Math.max(1, all.pictures)).toFixed(2)} % (95 %).` : ""}

**A glass that lies.** In ${all.glassLied} pictures a dead segment made one digit of another (an 8 without its middle bar is
a 0). The reader reads what the glass shows, as an eye does; no single picture can tell.

## ssocr

\`ssocr -d 6 -T -C\` (Debian) on the same pictures. It finds no display by itself, so it gets each picture cut to
the upright box round the digits, which the reader is not told. "Wrong" are six digits that the glass does not show;
the rest it does not read. Its figures are not those of an expert who picks thresholds and a turn for each picture.

## What was not read

${facts.shown.length === 0 ? "Nothing." : facts.shown.map(failureText).join("\n\n")}

${seedsText(facts.failures)}

## Photographs of real keys

${facts.photographs === null ? "None were tried in this run: give a folder with --photographs." : photographText(facts.photographs)}

**No real camera was tried.** \`watch\` was tried on a simulated one only.
`;
}

function tallyRow(name: string, tally: Tally, ranges = rangesText(name as TrialKind)): string {
  const { pictures, right, refused, wrong, barsRight, barsRefused, barsWrong } = tally;
  const cells = [name, ranges, pictures, right, refused, wrong];
  cells.push(`${barsRight}, ${barsRefused}, ${barsWrong}`, tally.ssocrRight, tally.ssocrWrong);
  return `| ${cells.join(" | ")} |`;
}

const words: Readonly<Record<keyof TrialRanges, string>> = {
  glassPixels: "glass that many pixels wide",
  turnDegrees: "turned, degrees",
  shear: "sheared, parts of its height",
  perspective: "corners pulled up to, parts of its height",
  blurUnits: "blur, of a stroke 11.5 wide",
  motionUnits: "moved, of a stroke 11.5 wide",
  noise: "noise, of 255",
  light: "light left",
  haze: "contrast taken",
  shade: "light left on one side",
  glare: "glare covers, in its middle",
  drive: "drive voltage",
  inverse: "light digits on a dark glass",
  deadSegments: "dead segments, at most",
  stuckSegments: "stuck segments, at most",
};

function rangesText(kind: TrialKind): string {
  const drawn = Object.entries(trialKinds[kind]) as [keyof TrialRanges, unknown][];
  const ranges = drawn.map(([name, value]) => {
    const said = words[name];
    if (value === true) return said;
    return `${said} ${Array.isArray(value) ? value.join(" to ") : String(value)}`;
  });
  return ranges.length === 0 ? "nothing" : ranges.join("; ");
}

/** Returns the name of the file that shows a failure. */
export function pictureName({ kind, seed }: Failure): string {
  return `reading-glass-${kind.replaceAll(" ", "-")}-${seed}.png`;
}

function failureText(failure: Failure): string {
  const { kind, how, wanted, read } = failure;
  return `${kind}, ${how}: shows ${wanted}, read as \`${read}\`\n\n![${kind}, ${how}](../pictures/${pictureName(failure)})`;
}

function seedsText(failures: readonly Failure[]): string {
  const byKind = new Map<string, number[]>();
  for (const { kind, seed } of failures) byKind.set(kind, [...(byKind.get(kind) ?? []), seed]);
  return [...byKind].map(([kind, seeds]) => `- ${kind}: seeds ${seeds.join(", ")}`).join("\n");
}

function photographText(tally: PhotographTally): string {
  return `${tally.photographs} public photographs of one real key, taken with a webcam in 2017 (github.com/barabanus/rsa-ocr,
\`samples/\`, each named by its code), were read with \`--layout split-6\`: ${tally.right} right, ${tally.refused} refused or not
found, ${tally.wrong} wrong as sure. They are in no file of this project. The distance between the two groups of
digits in that layout was measured on one of them${tally.wrongNames.length === 0 ? "" : `; wrong were ${tally.wrongNames.join(", ")}`}. Other photographs of keys were not tried.`;
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / Math.max(1, whole)).toFixed(2)} %`;
}

function sumOf(tallies: readonly Tally[]): Tally {
  const [first, ...rest] = tallies;
  if (first === undefined) throw new RangeError("Cannot sum no tallies");
  return rest.reduce((sum, each) => combined(sum, each, 1), { ...first });
}

function less(all: Tally, part: Tally): Tally {
  return combined(all, part, -1);
}

function combined(a: Tally, b: Tally, sign: 1 | -1): Tally {
  const result = { ...a };
  for (const name of Object.keys(b) as (keyof Tally)[]) result[name] += sign * b[name];
  return result;
}
