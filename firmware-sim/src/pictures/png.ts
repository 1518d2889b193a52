// The rasteriser is resvg, compiled to WebAssembly: the same bytes on every
// machine, no install script, and the most complete of the SVG renderers that npm has. The font is
// DejaVu's, of an npm package, since system fonts differ.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { drawSvg, type Lcd, type SvgOptions } from "@jeton/key";
import { initWasm, Resvg } from "@resvg/resvg-wasm";

/** A picture of pixels. */
export type Raster = {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, alpha, 0 .. 255 each, row by row from the top left. */
  readonly rgba: Uint8Array;
};

/** How the LCD is drawn as PNG. */
export type PngOptions = SvgOptions & {
  /** Pixels across, 16 .. 4096. Default 640. */
  readonly width?: number;
  /** Any CSS colour; default: nothing, see-through. */
  readonly background?: string;
};

/**
 * Returns the LCD as the bytes of a PNG file, drawn from `drawSvg`'s picture. The same LCD and
 * options give the same bytes. Throws RangeError for another width.
 */
export async function drawPng(lcd: Lcd, options: PngOptions = {}): Promise<Uint8Array> {
  return rendered(lcd, options, (image) => image.asPng());
}

/** Returns the LCD as pixels, as `drawPng` draws it. */
export async function drawRaster(lcd: Lcd, options: PngOptions = {}): Promise<Raster> {
  return rendered(lcd, options, ({ width, height, pixels }) => ({
    width,
    height,
    rgba: Uint8Array.from(pixels),
  }));
}

type Image = ReturnType<InstanceType<typeof Resvg>["render"]>;

async function rendered<T>(lcd: Lcd, options: PngOptions, take: (image: Image) => T): Promise<T> {
  const width = options.width ?? 640;
  if (!Number.isSafeInteger(width) || width < 16 || width > 4096) {
    throw new RangeError(`Cannot draw ${width} pixels across: expected 16 to 4096`);
  }
  ready ??= initWasm(readFileSync(require.resolve("@resvg/resvg-wasm/index_bg.wasm")));
  await ready;
  font ??= readFileSync(require.resolve("dejavu-fonts-ttf/ttf/DejaVuSansMono-Bold.ttf"));
  const resvg = new Resvg(drawSvg(lcd, options), {
    fitTo: { mode: "width", value: width },
    font: {
      loadSystemFonts: false,
      fontBuffers: [font],
      defaultFontFamily: "DejaVu Sans Mono",
      monospaceFamily: "DejaVu Sans Mono",
    },
    ...(options.background !== undefined && { background: options.background }),
  });
  const image = resvg.render();
  try {
    return take(image);
  } finally {
    image.free();
    resvg.free();
  }
}

const require: NodeJS.Require = createRequire(import.meta.url);
let ready: Promise<void> | undefined;
let font: Uint8Array | undefined;
