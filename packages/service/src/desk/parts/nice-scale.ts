/** An axis: from where to where, and where its lines are. */
export type NiceScale = {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
};

/** Returns a coordinate to a tenth: more is not seen. */
export function roundTenth(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Returns round seconds that hold all values, with about four lines across. */
export function niceScale(values: readonly number[]): NiceScale {
  const low = Math.min(...values);
  const high = Math.max(...values, low + 1);
  const rough = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? rough;
  const min = Math.floor(low / step) * step;
  const max = Math.ceil(high / step) * step;
  const ticks: number[] = [];
  for (let tick = min; tick <= max + step / 2; tick += step)
    ticks.push(Math.round(tick * 100) / 100);
  return { min, max, ticks };
}
