import { UsageError } from "@jeton/cli";
import type { GlassReading, Picture } from "@jeton/glass";
import type { Command } from "commander";
import { addGlassOptions, type GlassOptions } from "./glass-options.ts";

type ReadOptions = GlassOptions & {
  readonly image?: string;
  readonly camera?: string;
  readonly json?: true;
};

/** Defines `jeton-bench read`: what a key's display shows, read off pixels. */
export function defineRead(command: Command): void {
  addGlassOptions(
    command
      .option("--image <file>", "a picture of the key, PNG or JPEG")
      .option("--camera <device>", "a camera, such as /dev/video0 (needs the program ffmpeg)"),
  )
    .option("--json", "print the reading as JSON, with the place of the glass in the picture")
    .addHelpText(
      "after",
      `
The glass may be turned by up to 25 degrees, and its digits must be at least 20
pixels tall. What cannot be read is refused, never guessed;
docs/reference/reading-glass.md has the figures. Status 0: read. 1: no glass was
found. 3: there is one, but it is not sure what it shows.

Examples:
  $ jeton-sim render --format png --output key.png && jeton-bench read --image key.png
  $ jeton-bench read --image photo.jpg --layout split-6 --json
  $ jeton-bench read --camera /dev/video0`,
    )
    .action(read);
}

async function read(options: ReadOptions): Promise<void> {
  const { readGlass } = await import("@jeton/glass");
  const reading = await readFirst(options, (picture) =>
    readGlass(picture, { layouts: options.layout }),
  );
  process.stdout.write(options.json === true ? `${JSON.stringify(reading)}\n` : words(reading));
  process.exitCode = statusOf(reading);
}

/** How many frames of a camera are tried: the first ones are often dark. */
const framesMax = 30;

async function readFirst(
  { image, camera }: ReadOptions,
  readPicture: (picture: Picture) => GlassReading,
): Promise<GlassReading> {
  if ((image === undefined) === (camera === undefined)) {
    throw new UsageError(
      `Cannot read a glass: found ${image === undefined ? "neither" : "both"} of --image and --camera, wanted one`,
    );
  }
  if (image !== undefined) {
    const { pictureIn } = await import("../camera/picture-file.ts");
    return readPicture(await pictureIn(image));
  }
  const { cameraFrames } = await import("../camera/camera-frames.ts");
  let last: GlassReading | null = null;
  let frames = 0;
  for await (const { picture } of cameraFrames(camera ?? "")) {
    last = readPicture(picture);
    frames += 1;
    if (last.kind === "code" || frames >= framesMax) break;
  }
  if (last === null) throw new Error("A camera without a frame was not refused");
  return last;
}

function words({ kind, text, confidence, signs, isInverse }: GlassReading): string {
  const beside =
    signs === null || Object.values(signs).every((each) => each === null)
      ? ""
      : `Beside      ${signs.barsOn ?? "?"} bars, battery ${sign(signs.lowBattery, "low", "good")}, ${sign(signs.locked, "locked", "not locked")}\n`;
  const inverse = isInverse ? "            The digits are brighter than their glass.\n" : "";
  switch (kind) {
    case "code":
      return `Code        ${text}\nSure        ${confidence.toFixed(2)} of the least sure digit, 1 at most\n${beside}${inverse}`;
    case "not-sure":
      return `Not sure    ${text}  ("?" cannot be read)\n            Move the camera closer, turn it against glare, or give it more light.\n${inverse}`;
    case "blank":
      return `Blank       A glass without a digit: press the key's button.\n${beside}`;
    case "no-glass":
      return "No glass    No row of seven-segment digits was found. Fill the picture with the key, upright.\n";
    default:
      return kind satisfies never;
  }
}

function sign(value: boolean | null, on: string, off: string): string {
  if (value === null) return "not seen";
  return value ? on : off;
}

function statusOf({ kind }: GlassReading): number {
  switch (kind) {
    case "code":
    case "blank":
      return 0;
    case "not-sure":
      return 3;
    case "no-glass":
      return 1;
    default:
      return kind satisfies never;
  }
}
