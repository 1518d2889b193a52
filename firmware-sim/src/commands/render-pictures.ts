import { writeFileSync } from "node:fs";
import { extname } from "node:path";
import { momentAtSeconds, orWrongUse, parametersFrom, UsageError, withFile } from "@jeton/cli";
import { unixMilliseconds } from "@jeton/core/units";
import {
  drawSvg,
  drawText,
  type GlassCondition,
  glassCondition,
  type Lcd,
  SimulatedKey,
  type SvgOptions,
  showCode,
  showSelfTest,
  VirtualTime,
} from "@jeton/key";
import { encodeGif } from "../pictures/gif.ts";
import { drawPng, drawRaster, type Raster } from "../pictures/png.ts";
import type { RenderOptions } from "./render-options.ts";

/** GIF players show faster frames slowly; ten a second all of them keep. */
const gifFrameMilliseconds = 100;

/** Draws what the options ask for, all of it checked before the first file is written. */
export async function renderPictures(options: RenderOptions): Promise<void> {
  const lcds = orWrongUse(() => shownBy(options));
  const [first] = lcds;
  if (first === undefined) return;
  const condition = orWrongUse(() =>
    glassCondition(
      {
        contrast: options.contrast,
        viewingAngleDegrees: options.angle,
        ghosting: options.ghosting,
        deadSegments: options.deadSegment,
        stuckSegments: options.stuckSegment,
        deadLines: options.deadLine,
      },
      first.glass,
    ),
  );
  requirePlace(options);
  const tell = progress(lcds.length);
  if (options.format === "gif") {
    const frames: Raster[] = [];
    for (const lcd of lcds) {
      tell(frames.length);
      frames.push(await drawRaster(lcd, { ...bitmap(options, condition), background: "white" }));
    }
    deliver(encodeGif(frames, gifFrameMilliseconds), options.output);
  } else {
    for (const [index, lcd] of lcds.entries()) {
      tell(index);
      deliver(await picture(lcd, options, condition), fileOf(options.output, index, lcds.length));
    }
  }
  tell(lcds.length);
}

/** What every frame shows. */
function shownBy(options: RenderOptions): readonly Lcd[] {
  const { frames, every } = options;
  if (!(every > 0 && every <= 86_400)) {
    throw new UsageError(`Cannot read --every: found ${every}, wanted above 0, at most 86400`);
  }
  const signs = {
    lowBattery: options.lowBattery ?? false,
    locked: options.locked ?? false,
    separator: options.separator ?? false,
  };
  const living = options.seedHex !== undefined || options.at !== undefined;
  const ways = [options.code !== undefined, options.selfTest === true, living].filter(Boolean);
  if (ways.length > 1) {
    throw new UsageError(
      "Cannot render: found two of --code, --self-test and --seed-hex with --at, wanted one",
    );
  }
  if (living) return livingFrames(options, signs);
  if (frames > 1) {
    throw new UsageError("Cannot render frames: found no living key, wanted --seed-hex and --at");
  }
  if (options.selfTest === true) return [showSelfTest(parametersFrom(options).digits ?? 6)];
  if (options.code === undefined) {
    throw new UsageError(
      "Cannot render: found nothing to show, wanted --code, --self-test, or --seed-hex with --at",
    );
  }
  return [showCode(options.code, { ...signs, barsOn: options.bars ?? 6 })];
}

function livingFrames(
  options: RenderOptions,
  signs: { readonly lowBattery: boolean; readonly locked: boolean; readonly separator: boolean },
): readonly Lcd[] {
  const { seedHex, at, serial, frames, every } = options;
  if (seedHex === undefined || at === undefined) {
    throw new UsageError(
      "Cannot render a seed's code: found one of --seed-hex and --at, wanted both",
    );
  }
  const begin = momentAtSeconds(at);
  const parameters = parametersFrom(options);
  return Array.from({ length: frames }, (_, frame) => {
    const moment = unixMilliseconds(begin + Math.round(frame * every * 1000));
    const timeSource = new VirtualTime(moment);
    const key = new SimulatedKey({ serial, seed: seedHex, parameters, timeSource });
    const { lcd, code } = key.reading();
    const barsOn = options.bars ?? lcd.barsOn;
    return showCode(code ?? "-".repeat(lcd.glass.digits), { ...signs, barsOn });
  });
}

async function picture(
  lcd: Lcd,
  options: RenderOptions,
  condition: GlassCondition,
): Promise<string | Uint8Array> {
  const { format } = options;
  switch (format) {
    case "text":
    case "ansi":
      return `${drawText(lcd, {
        characters: options.ascii === true ? "ascii" : "unicode",
        colour: format === "ansi",
        condition,
      })}\n`;
    case "svg":
      return `${drawSvg(lcd, outline(options, condition))}\n`;
    case "png":
    case "gif":
      return drawPng(lcd, bitmap(options, condition));
    default:
      return format satisfies never;
  }
}

function outline(options: RenderOptions, condition: GlassCondition): SvgOptions {
  return { condition, ...(options.body === true && { body: { serial: options.serial } }) };
}

function bitmap(
  options: RenderOptions,
  condition: GlassCondition,
): SvgOptions & { readonly width: number } {
  return { ...outline(options, condition), width: options.width };
}

function requirePlace({ format, output, frames }: RenderOptions): void {
  const bytes = format === "png" || format === "gif";
  if (output !== undefined || !bytes) return;
  if (format === "png" && frames > 1) {
    throw new UsageError("Cannot print png: found several frames, wanted --output with a name");
  }
  if (process.stdout.isTTY) {
    throw new UsageError(
      `Cannot print ${format}: found a terminal, wanted --output FILE, or > FILE, or a pipe`,
    );
  }
}

/** "key.png" of several frames becomes "key-001.png" and so on. */
function fileOf(output: string | undefined, index: number, count: number): string | undefined {
  if (output === undefined || count === 1) return output;
  const ending = extname(output);
  const width = Math.max(3, String(count).length);
  const stem = ending === "" ? output : output.slice(0, -ending.length);
  return `${stem}-${String(index + 1).padStart(width, "0")}${ending}`;
}

/** Tells on a terminal's standard error how many frames are done; nothing of a few, nothing in a pipe. */
function progress(count: number): (done: number) => void {
  if (!process.stderr.isTTY || count < 10) return () => {};
  return (done) => {
    process.stderr.write(done === count ? "\r\u001b[K" : `\rframe ${done + 1} of ${count}`);
  };
}

function deliver(picture: string | Uint8Array, output: string | undefined): void {
  if (output === undefined) {
    process.stdout.write(picture);
    return;
  }
  withFile({ act: "write", file: output, wanted: "a file that can be written" }, () =>
    writeFileSync(output, picture),
  );
}
