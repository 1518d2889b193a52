import {
  celsiusAfterPoint,
  hour,
  lastNotAfter,
  type TemperaturePoint,
  type TemperatureProfile,
} from "./temperature.ts";

/**
 * Returns a function of `at` (Unix ms): the integral of (T - turnover)² from a fixed moment to
 * `at`, in °C²·ms. Only differences of its answers mean something.
 *
 * It is a closed form: a squared sum of cosines is a sum of cosines again, and between measured
 * points the temperature is a straight line. So a span of years costs what a second costs, and
 * stepping adds no error: against a sum over ever finer steps the difference goes to the rounding
 * of doubles (below 1e-9 of the integral; the tests hold it to that).
 */
export function squaredDeviation(
  profile: TemperatureProfile,
  turnoverCelsius: number,
): (at: number) => number {
  switch (profile.kind) {
    case "constant": {
      const square = (profile.celsius - turnoverCelsius) ** 2;
      return (at) => square * at;
    }
    case "waves":
      return integratedWaves(profile, turnoverCelsius);
    case "recorded":
      return integratedPoints(profile, turnoverCelsius);
    default:
      return profile satisfies never;
  }
}

type Cosine = { amplitude: number; readonly perMillisecond: number; readonly phase: number };

// (m + Σ aᵢ cos xᵢ)² = m² + Σ 2m aᵢ cos xᵢ + ½ Σᵢⱼ aᵢaⱼ (cos(xᵢ - xⱼ) + cos(xᵢ + xⱼ))
function integratedWaves(
  profile: Extract<TemperatureProfile, { kind: "waves" }>,
  turnoverCelsius: number,
): (at: number) => number {
  const mean = profile.meanCelsius - turnoverCelsius;
  const waves: readonly Cosine[] = profile.waves.map(({ periodHours, celsius, peakHours }) => ({
    amplitude: celsius,
    perMillisecond: (2 * Math.PI) / (periodHours * hour),
    phase: (-2 * Math.PI * peakHours) / periodHours,
  }));
  const terms: Cosine[] = waves.map((wave) => ({ ...wave, amplitude: 2 * mean * wave.amplitude }));
  let level = mean ** 2;
  for (const one of waves) {
    for (const other of waves) {
      const amplitude = (one.amplitude * other.amplitude) / 2;
      terms.push({
        amplitude,
        perMillisecond: one.perMillisecond + other.perMillisecond,
        phase: one.phase + other.phase,
      });
      const perMillisecond = one.perMillisecond - other.perMillisecond;
      const phase = one.phase - other.phase;
      if (perMillisecond === 0) level += amplitude * Math.cos(phase);
      else terms.push({ amplitude, perMillisecond, phase });
    }
  }
  const kept = gathered(terms).map(({ amplitude, perMillisecond, phase }) => ({
    amplitude: amplitude / perMillisecond,
    perMillisecond,
    phase,
  }));
  return (at) => {
    let sum = level * at;
    for (const { amplitude, perMillisecond, phase } of kept) {
      sum += amplitude * Math.sin(perMillisecond * at + phase);
    }
    return sum;
  };
}

/** Terms that differ only in the order of their factors become one. */
function gathered(terms: readonly Cosine[]): readonly Cosine[] {
  const kept: Cosine[] = [];
  for (const term of terms) {
    const negative = term.perMillisecond < 0;
    const perMillisecond = Math.abs(term.perMillisecond);
    const phase = negative ? -term.phase : term.phase;
    const same = kept.find(
      (other) => other.perMillisecond === perMillisecond && other.phase === phase,
    );
    if (same === undefined) kept.push({ amplitude: term.amplitude, perMillisecond, phase });
    else same.amplitude += term.amplitude;
  }
  return kept;
}

function integratedPoints(
  profile: Extract<TemperatureProfile, { kind: "recorded" }>,
  turnoverCelsius: number,
): (at: number) => number {
  const { points } = profile;
  const before: number[] = [0];
  for (let index = 1; index < points.length; index += 1) {
    const piece = straightPiece(points[index - 1], points[index], turnoverCelsius);
    before.push((before[index - 1] ?? 0) + piece);
  }
  return (at) => {
    const index = lastNotAfter(points, at);
    const from = points[Math.max(0, index)];
    if (from === undefined) return 0;
    const here: TemperaturePoint = [at, celsiusAfterPoint(points, index, at)];
    return (before[Math.max(0, index)] ?? 0) + straightPiece(from, here, turnoverCelsius);
  };
}

/** ∫(T - turnover)² along a straight line from one point to another. */
function straightPiece(
  from: TemperaturePoint | undefined,
  to: TemperaturePoint | undefined,
  turnoverCelsius: number,
): number {
  if (from === undefined || to === undefined) return 0;
  const [start, end] = [from[1] - turnoverCelsius, to[1] - turnoverCelsius];
  return ((to[0] - from[0]) * (start * start + start * end + end * end)) / 3;
}
