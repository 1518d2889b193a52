/**
 * Returns the half width of the slope's 95 % interval by the scatter alone: least squares with
 * weights `weights`, residuals that may go together in time (Newey and West 1987, Bartlett kernel).
 */
export function slopeError(weights: readonly number[], residuals: readonly number[]): number {
  const count = residuals.length;
  const parts = residuals.map((residual, index) => residual * (weights[index] ?? 0));
  // A clock that wanders is correlated over long times: a quarter of the record, not the usual
  // fourth root, which would call a slow wave a certainty.
  const lags = Math.floor(count / 4);
  let variance = parts.reduce((sum, part) => sum + part * part, 0);
  for (let lag = 1; lag <= lags; lag += 1) {
    const kernel = 1 - lag / (lags + 1);
    for (let index = lag; index < count; index += 1) {
      variance += 2 * kernel * (parts[index] ?? 0) * (parts[index - lag] ?? 0);
    }
  }
  // Two parameters were fitted. Bartlett's kernel keeps the sum from being negative but for rounding.
  const corrected = (Math.max(0, variance) * count) / Math.max(1, count - 2);
  return studentQuantile(count - 2) * Math.sqrt(corrected);
}

/** The 97.5 % quantile of Student's distribution (Cornish and Fisher's series, wide for few). */
export function studentQuantile(degrees: number): number {
  const exact: { readonly [degrees: number]: number } = { 1: 12.706, 2: 4.303, 3: 3.182 };
  const found = exact[degrees];
  if (found !== undefined) return found;
  const z = 1.959964;
  const g1 = (z ** 3 + z) / 4;
  const g2 = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const g3 = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  return z + g1 / degrees + g2 / degrees ** 2 + g3 / degrees ** 3;
}
