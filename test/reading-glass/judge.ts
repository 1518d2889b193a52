import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { promisify } from "node:util";
import { type Picture, readGlass, type TrialKind, trialPicture } from "@jeton/glass";
import { drawRaster } from "@jeton/sim/png";
import { PNG } from "pngjs";

/** What became of the pictures of a kind. */
export type Tally = {
  pictures: number;
  right: number;
  refused: number;
  /** Read for sure as a code that the glass does not show. */
  wrong: number;
  /** Of the right ones: the glass itself showed another code than its key meant, by a dead segment. */
  glassLied: number;
  barsRight: number;
  barsRefused: number;
  barsWrong: number;
  ssocrRight: number;
  ssocrWrong: number;
};

/** A picture that was not read, or read wrong. */
export type Failure = {
  readonly kind: TrialKind;
  readonly seed: number;
  readonly how: "refused" | "wrong";
  readonly wanted: string;
  readonly read: string;
  readonly picture: Picture;
};

/** Returns a tally of nothing. */
export function newTally(): Tally {
  return {
    ...{ pictures: 0, right: 0, refused: 0, wrong: 0, glassLied: 0 },
    ...{ barsRight: 0, barsRefused: 0, barsWrong: 0, ssocrRight: 0, ssocrWrong: 0 },
  };
}

/** Reads the picture of that kind and seed, adds to the tally what became of it, and returns a failure. */
export async function judge(
  { kind, seed }: { readonly kind: TrialKind; readonly seed: number },
  tally: Tally,
  ssocrFile: string | null,
): Promise<Failure | null> {
  const trial = await trialPicture(kind, seed, drawRaster);
  const reading = readGlass(trial.picture);
  const wanted = trial.shown.kind === "code" ? trial.shown.code : null;
  const read = reading.kind === "code" ? reading.text : null;
  tally.pictures += 1;
  if (ssocrFile !== null) {
    const { left, top, right, bottom } = trial.digitBox;
    const cut = cropped(trial.picture, [left - 8, top - 8, right + 8, bottom + 8]);
    const said = await ssocr(cut, ssocrFile);
    if (said === wanted) tally.ssocrRight += 1;
    else if (said !== null) tally.ssocrWrong += 1;
  }
  if (read === wanted) {
    tally.right += 1;
    if (wanted !== null && wanted !== trial.code) tally.glassLied += 1;
    if (read !== null) {
      const bars = reading.signs?.barsOn ?? null;
      if (bars === null) tally.barsRefused += 1;
      else if (bars === trial.barsOn) tally.barsRight += 1;
      else tally.barsWrong += 1;
    }
    return null;
  }
  const how = read === null ? "refused" : "wrong";
  tally[how] += 1;
  return { kind, seed, how, wanted: wanted ?? "none", read: reading.text, picture: trial.picture };
}

const run = promisify(execFile);

/** What ssocr makes of six dark digits, told where they are; null when it says nothing or no six digits. */
async function ssocr(picture: Picture, file: string): Promise<string | null> {
  writeFileSync(file, pngBytes(picture));
  try {
    const { stdout } = await run("ssocr", ["-d", "6", "-T", "-C", file], { timeout: 10_000 });
    return /^\d{6}$/.test(stdout.trim()) ? stdout.trim() : null;
  } catch {
    return null;
  }
}

/** Returns the bytes of a PNG file with the picture. */
export function pngBytes({ width, height, rgba }: Picture): Uint8Array {
  const png = new PNG({ width, height });
  png.data = Buffer.from(rgba);
  return PNG.sync.write(png, { colorType: 0 });
}

function cropped(picture: Picture, box: readonly [number, number, number, number]): Picture {
  const clamp = (value: number, max: number): number =>
    Math.round(Math.min(max, Math.max(0, value)));
  const [left, top] = [clamp(box[0], picture.width - 1), clamp(box[1], picture.height - 1)];
  const [right, bottom] = [clamp(box[2], picture.width), clamp(box[3], picture.height)];
  const width = Math.max(1, right - left);
  const height = Math.max(1, bottom - top);
  const rgba = new Uint8Array(4 * width * height);
  for (let y = 0; y < height; y += 1) {
    const from = 4 * ((top + y) * picture.width + left);
    rgba.set(picture.rgba.subarray(from, from + 4 * width), 4 * y * width);
  }
  return { width, height, rgba };
}
