/** How warm it is where the key lies, as plain data. Time is Unix time, UTC; see `celsiusAt`. */
export type TemperatureProfile =
  | { readonly kind: "constant"; readonly celsius: number }
  /** A mean and cosines: a year, a week, a day and their overtones. */
  | {
      readonly kind: "waves";
      readonly meanCelsius: number;
      readonly waves: readonly TemperatureWave[];
    }
  /** Measured: straight lines between the points, the outermost values before and after them. */
  | { readonly kind: "recorded"; readonly points: readonly TemperaturePoint[] };

export type TemperatureWave = {
  /** Length of one wave, hours. */
  readonly periodHours: number;
  /** How far it goes above and below the mean, °C. */
  readonly celsius: number;
  /** When it is at its highest, hours after 1970-01-01T00:00Z. */
  readonly peakHours: number;
};

/** A measured temperature: Unix time in ms, °C. */
export type TemperaturePoint = readonly [at: number, celsius: number];

/** What a key must bear; a profile stays within. */
export const celsiusMin = -60;
export const celsiusMax = 125;

const yearHours = 365.25 * 24;
/** The warmest time of a year, 20 July, hours after its beginning. */
const julyHours = 200 * 24;
/** 1970 began on a Thursday; the middle of the first working week is the Wednesday after. */
const midweekHours = (6 + 0.5) * 24;

/**
 * The profiles that have names. They are invented, from what such places are like in temperate
 * climates, not measured: for measured ones there is `recorded`.
 */
export const temperatureProfiles: {
  readonly [name in "laboratory" | "office" | "pocket" | "car"]: TemperatureProfile;
} = {
  laboratory: { kind: "constant", celsius: 25 },
  office: waves(21.5, [
    { periodHours: yearHours, celsius: 2, peakHours: julyHours },
    { periodHours: 168, celsius: 0.5, peakHours: midweekHours },
    { periodHours: 24, celsius: 1.5, peakHours: 15 },
  ]),
  // By day near the body, by night on a table.
  pocket: waves(26, [
    { periodHours: yearHours, celsius: 1.5, peakHours: julyHours },
    { periodHours: 24, celsius: 5, peakHours: 14 },
    { periodHours: 12, celsius: 1, peakHours: 14 },
  ]),
  // Parked outside: winters below zero, summer afternoons above 45 °C.
  car: waves(16, [
    { periodHours: yearHours, celsius: 13, peakHours: julyHours },
    { periodHours: 24, celsius: 12, peakHours: 15 },
    { periodHours: 12, celsius: 4, peakHours: 15 },
  ]),
};

export type TemperatureProfileName = keyof typeof temperatureProfiles;

/** Returns the temperature at `at` (Unix ms), °C. */
export function celsiusAt(profile: TemperatureProfile, at: number): number {
  switch (profile.kind) {
    case "constant":
      return profile.celsius;
    case "waves":
      return wavesCelsius(profile, at);
    case "recorded":
      return celsiusAfterPoint(profile.points, lastNotAfter(profile.points, at), at);
    default:
      return profile satisfies never;
  }
}

/**
 * Returns the profile, checked. Throws RangeError for temperatures that may pass -60 .. 125 °C,
 * wave periods outside 0.1 hours to 10 years, no points, or points that do not rise in time.
 */
export function checkedProfile(profile: TemperatureProfile): TemperatureProfile {
  switch (profile.kind) {
    case "constant":
      requireWithin("celsius", profile.celsius, celsiusMin, celsiusMax);
      return profile;
    case "waves": {
      const swing = profile.waves.reduce((sum, { celsius }) => sum + Math.abs(celsius), 0);
      requireWithin("a mean less its waves", profile.meanCelsius - swing, celsiusMin, celsiusMax);
      requireWithin("a mean with its waves", profile.meanCelsius + swing, celsiusMin, celsiusMax);
      for (const { periodHours, peakHours } of profile.waves) {
        requireWithin("periodHours", periodHours, 0.1, 10 * yearHours);
        requireWithin("peakHours", peakHours, -1e9, 1e9);
      }
      return profile;
    }
    case "recorded": {
      let before = Number.NEGATIVE_INFINITY;
      for (const [at, celsius] of profile.points) {
        requireWithin("celsius", celsius, celsiusMin, celsiusMax);
        if (!Number.isSafeInteger(at) || at <= before) {
          throw new RangeError("Cannot use recorded temperatures: expected whole ms that rise");
        }
        before = at;
      }
      if (profile.points.length > 0) return profile;
      throw new RangeError("Cannot use recorded temperatures: found none, expected one or more");
    }
    default:
      return profile satisfies never;
  }
}

export const hour = 3_600_000;

// A loop instead of `reduce`: it is asked at each reading of a key.
function wavesCelsius(
  { meanCelsius, waves }: Extract<TemperatureProfile, { kind: "waves" }>,
  at: number,
): number {
  let sum = meanCelsius;
  for (const { periodHours, celsius, peakHours } of waves) {
    sum += celsius * Math.cos((2 * Math.PI * (at / hour - peakHours)) / periodHours);
  }
  return sum;
}

/**
 * Returns the temperature at `at`, °C, on the line from the point at `index` to the next one. `index`
 * is `lastNotAfter(points, at)`; before the first and after the last point their own temperatures count.
 */
export function celsiusAfterPoint(
  points: readonly TemperaturePoint[],
  index: number,
  at: number,
): number {
  const [last, lastCelsius] = points[Math.max(0, index)] ?? [0, 0];
  const next = index < 0 ? undefined : points[index + 1];
  if (next === undefined) return lastCelsius;
  return lastCelsius + ((next[1] - lastCelsius) * (at - last)) / (next[0] - last);
}

/** Returns the index of the last point that is not after `at`, or -1. */
export function lastNotAfter(points: readonly TemperaturePoint[], at: number): number {
  let [low, high] = [-1, points.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((points[middle]?.[0] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

function requireWithin(what: string, value: number, min: number, max: number): void {
  if (typeof value === "number" && value >= min && value <= max) return;
  throw new RangeError(
    `Cannot use ${value} as ${what} of a temperature: expected ${min} to ${max}`,
  );
}

function waves(meanCelsius: number, list: readonly TemperatureWave[]): TemperatureProfile {
  return { kind: "waves", meanCelsius, waves: list };
}
