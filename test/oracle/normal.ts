/** Returns the chance that a standard normal value lies beyond ±z. */
export function beyondNormal(z: number): number {
  return erfc(Math.abs(z) / Math.SQRT2);
}

/** Returns the z below which a standard normal value lies with this chance, 0 < chance < 1. */
export function normalQuantile(chance: number): number {
  if (!(chance > 0 && chance < 1)) {
    throw new RangeError(
      `Cannot find a quantile: found ${chance}, expected more than 0, less than 1`,
    );
  }
  if (chance < 0.5) return -normalQuantile(1 - chance);
  const tail = 2 * (1 - chance);
  let [low, high] = [0, 40];
  for (let halving = 0; halving < 100; halving += 1) {
    const middle = (low + high) / 2;
    if (beyondNormal(middle) > tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** 1 - erf(x) for x >= 0: a series near 0, a continued fraction where that would lose all digits. */
function erfc(x: number): number {
  if (x > 27) return 0;
  if (x < 2) {
    let [term, sum] = [x, x];
    for (let n = 1; n < 60; n += 1) {
      term *= -(x * x) / n;
      sum += term / (2 * n + 1);
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * sum;
  }
  // Abramowitz and Stegun 7.1.14, from the inside out.
  let fraction = x;
  for (let n = 80; n >= 1; n -= 1) fraction = x + n / 2 / fraction;
  return Math.exp(-x * x) / fraction / Math.sqrt(Math.PI);
}
