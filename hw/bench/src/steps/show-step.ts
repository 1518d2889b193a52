import type { ExpectedLine } from "../plan/plan.ts";
import { type GlassPicture, glassText } from "../result/glass-picture.ts";
import { readGlassPicture } from "../station/read-glass-picture.ts";
import { type Station, sleep } from "../station/station.ts";
import { StepFailed } from "./step-failed.ts";
import type { StepFinding } from "./step-finding.ts";

const looksMax = 20;
const lookMilliseconds = 10;

/** Writes the lines; what the plan does not name becomes blank. Each is read back by the driver. */
export async function showStep(station: Station, lines: readonly string[]): Promise<StepFinding> {
  const { board } = station;
  requireRows(station, lines.length);
  for (let row = 0; row < board.rows; row += 1) await board.showRow(row, lines[row] ?? "");
  const glass = await readGlassPicture(station);
  await compareWithPins(station, glass);
  return { message: null, details: { kind: "glass", glass } };
}

/** What the board's memory says must be what its display was given; an emulated one can be looked at. */
async function compareWithPins({ seenLines, clock }: Station, glass: GlassPicture): Promise<void> {
  if (seenLines === null) return;
  const said = glassText(glass);
  for (let looks = 0; looks < looksMax; looks += 1) {
    if (seenLines().every((line, row) => line === said[row])) return;
    await sleep(clock, lookMilliseconds);
  }
  throw new StepFailed(
    `the display shows ${JSON.stringify(seenLines())}, the board says ${JSON.stringify(said)}`,
    { kind: "glass", glass },
  );
}

/** Reads the glass back and compares it line by line; blanks at a line's end do not count. */
export async function expectStep(
  station: Station,
  expected: readonly ExpectedLine[],
): Promise<StepFinding> {
  requireRows(station, expected.length);
  const glass = await readGlassPicture(station);
  const details = { kind: "glass", glass } as const;
  const shown = glassText(glass).map((line) => line.trimEnd());
  for (const [row, wanted] of expected.entries()) {
    const found = shown[row] ?? "";
    if (wanted === null || fits(found, wanted)) continue;
    const words = "text" in wanted ? JSON.stringify(wanted.text) : `a match of /${wanted.matches}/`;
    const message = `line ${row + 1} shows ${JSON.stringify(found)}, wanted ${words}`;
    throw new StepFailed(message, details);
  }
  return { message: null, details };
}

function fits(found: string, wanted: NonNullable<ExpectedLine>): boolean {
  if ("text" in wanted) return found === wanted.text.trimEnd();
  return new RegExp(wanted.matches, "u").test(found);
}

function requireRows({ board }: Station, lines: number): void {
  if (lines <= board.rows) return;
  throw new StepFailed(`the plan has ${lines} lines, the board ${board.rows}`);
}
