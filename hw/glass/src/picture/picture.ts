/** A picture of pixels. */
export type Picture = {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, alpha, 0 .. 255 each, row by row from the top left. */
  readonly rgba: Uint8Array;
};

/** How bright each pixel is, 0 .. 255, or any other value of each pixel. */
export type Grey = {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
};

/** Returns how bright the picture is, by the weights of ITU-R BT.601. Alpha is not looked at. */
export function greyOf({ width, height, rgba }: Picture): Grey {
  const values = new Float32Array(width * height);
  for (let index = 0, at = 0; index < values.length; index += 1, at += 4) {
    values[index] =
      0.299 * (rgba[at] ?? 0) + 0.587 * (rgba[at + 1] ?? 0) + 0.114 * (rgba[at + 2] ?? 0);
  }
  return { width, height, values };
}

/** Returns the grey values as a picture that can be written to a file. */
export function pictureOf({ width, height, values }: Grey): Picture {
  const rgba = new Uint8Array(values.length * 4);
  for (let index = 0; index < values.length; index += 1) {
    const value = Math.round(Math.min(255, Math.max(0, values[index] ?? 0)));
    rgba.fill(value, index * 4, index * 4 + 3);
    rgba[index * 4 + 3] = 255;
  }
  return { width, height, rgba };
}

/** Returns the picture with light for dark. */
export function inverted({ width, height, values }: Grey): Grey {
  return { width, height, values: values.map((value) => 255 - value) };
}

/**
 * Returns the value at a place between pixels; pixel 0 has its middle at 0.5. Places outside take the
 * nearest pixel.
 */
export function valueAt({ width, height, values }: Grey, x: number, y: number): number {
  const px = Math.min(width - 1, Math.max(0, x - 0.5));
  const py = Math.min(height - 1, Math.max(0, y - 0.5));
  const left = Math.floor(px);
  const top = Math.floor(py);
  const right = left + 1 < width ? left + 1 : left;
  const bottom = top + 1 < height ? top + 1 : top;
  const [fx, fy] = [px - left, py - top];
  const upper =
    (values[top * width + left] ?? 0) * (1 - fx) + (values[top * width + right] ?? 0) * fx;
  const lower =
    (values[bottom * width + left] ?? 0) * (1 - fx) + (values[bottom * width + right] ?? 0) * fx;
  return upper * (1 - fy) + lower * fy;
}

/** Returns the picture made smaller so that its longer side is at most `sideMax` pixels, by areas. */
export function shrunk(grey: Grey, sideMax: number): Grey {
  const factor = Math.max(grey.width, grey.height) / sideMax;
  if (factor <= 1) return grey;
  const width = Math.max(1, Math.round(grey.width / factor));
  const height = Math.max(1, Math.round(grey.height / factor));
  const across = shrunkLines(grey.values, { lines: grey.height, from: grey.width, to: width });
  const turned = transposed({ width, height: grey.height, values: across });
  const down = shrunkLines(turned.values, { lines: width, from: grey.height, to: height });
  return transposed({ width: height, height: width, values: down });
}

function shrunkLines(
  values: Float32Array,
  { lines, from, to }: { readonly lines: number; readonly from: number; readonly to: number },
): Float32Array {
  const result = new Float32Array(lines * to);
  const scale = from / to;
  for (let index = 0; index < to; index += 1) {
    const [begin, end] = [index * scale, Math.min(from, (index + 1) * scale)];
    for (let line = 0; line < lines; line += 1) {
      let sum = 0;
      for (let at = Math.floor(begin); at < end; at += 1) {
        const share = Math.min(end, at + 1) - Math.max(begin, at);
        sum += (values[line * from + at] ?? 0) * share;
      }
      result[line * to + index] = sum / (end - begin);
    }
  }
  return result;
}

/** Returns the picture with rows for columns. */
export function transposed({ width, height, values }: Grey): Grey {
  const turned = new Float32Array(values.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) turned[x * height + y] = values[y * width + x] ?? 0;
  }
  return { width: height, height: width, values: turned };
}
