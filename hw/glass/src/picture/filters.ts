import { type Grey, transposed } from "./picture.ts";

/** Returns the picture blurred by three boxes, near to a Gaussian of `sigma` pixels. */
export function blurred(grey: Grey, sigma: number): Grey {
  const radius = Math.round((Math.sqrt(4 * sigma * sigma + 1) - 1) / 2);
  if (radius < 1) return grey;
  const acrossThrice = (each: Grey): Grey =>
    boxAcross(boxAcross(boxAcross(each, radius), radius), radius);
  return transposed(acrossThrice(transposed(acrossThrice(grey))));
}

function boxAcross({ width, height, values }: Grey, radius: number): Grey {
  const result = new Float32Array(values.length);
  const size = 2 * radius + 1;
  const line = new Float32Array(width + 2 * radius + 1);
  for (let y = 0; y < height; y += 1) {
    const row = y * width;
    line.fill(values[row] ?? 0, 0, radius);
    line.set(values.subarray(row, row + width), radius);
    line.fill(values[row + width - 1] ?? 0, radius + width);
    let sum = 0;
    for (let x = 0; x < size; x += 1) sum += line[x] as number;
    for (let x = 0; x < width; x += 1) {
      result[row + x] = sum / size;
      sum += (line[x + size] as number) - (line[x] as number);
    }
  }
  return { width, height, values: result };
}

/** Returns the picture in which what is dark and narrower than `2 * radius + 1` pixels is filled up. */
export function closed(grey: Grey, radius: number): Grey {
  const upright = (each: Grey, pick: "max" | "min"): Grey =>
    transposed(extremeAcross(transposed(extremeAcross(each, radius, pick)), radius, pick));
  return upright(upright(grey, "max"), "min");
}

/** Van Herk and Gil-Werman: three comparisons for each pixel, however wide the window is. */
function extremeAcross({ width, height, values }: Grey, radius: number, pick: "max" | "min"): Grey {
  const size = 2 * radius + 1;
  const sign = pick === "max" ? 1 : -1;
  const padded = Math.ceil((width + 2 * radius) / size) * size;
  const line = new Float32Array(padded);
  const fore = new Float32Array(padded);
  const back = new Float32Array(padded);
  const result = new Float32Array(values.length);
  for (let y = 0; y < height; y += 1) {
    line.fill(-1e9);
    for (let x = 0; x < width; x += 1) line[x + radius] = sign * (values[y * width + x] ?? 0);
    for (let x = 0; x < padded; x += 1) {
      fore[x] = x % size === 0 ? (line[x] ?? 0) : Math.max(fore[x - 1] ?? 0, line[x] ?? 0);
    }
    for (let x = padded - 1; x >= 0; x -= 1) {
      const isLast = x % size === size - 1;
      back[x] = isLast ? (line[x] ?? 0) : Math.max(back[x + 1] ?? 0, line[x] ?? 0);
    }
    for (let x = 0; x < width; x += 1) {
      result[y * width + x] = sign * Math.max(back[x] ?? 0, fore[x + size - 1] ?? 0);
    }
  }
  return { width, height, values: result };
}
