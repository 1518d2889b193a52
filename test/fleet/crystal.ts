import type { Random } from "./random.ts";

const day = 86_400_000;
const yearDays = 365.25;

/** What the fleet's crystals are like; printed with the table. */
export const fleetModel = {
  years: 5,
  /** Speed error at 25 °C, standard deviation, ppm. */
  tolerancePpm: 8,
  /** Parabola round 25 °C, ppm/°C². */
  parabolaPpm: -0.034,
  /** Mean of the year where the key lies, °C, and its deviation from key to key. */
  meanCelsius: 21,
  meanSpreadCelsius: 2,
  /** Summer above the mean, °C: from the least to the most. */
  summerCelsiusMin: 2,
  summerCelsiusMax: 6,
  /** Ageing after one year, standard deviation, ppm; it grows with the logarithm of age. */
  ageingPpm: 1.5,
  /** At the first use the key is off by at most this, s. */
  offsetSeconds: 30,
  /** Entry delay, s: evenly between. */
  delayMin: 3,
  delayMax: 20,
} as const;

/** One key's clock through the years. */
export type Crystal = {
  /** Key clock minus true time so many ms after the first use, whole ms. */
  readonly offsetAt: (elapsed: number) => number;
  /** The difference between its fastest and its slowest day, ppm. */
  readonly wanderPpm: number;
};

/** Draws a crystal; its rate is constant within a day. */
export function drawCrystal({ uniform, normal }: Random): Crystal {
  const model = fleetModel;
  const tolerance = model.tolerancePpm * normal();
  const mean = model.meanCelsius + model.meanSpreadCelsius * normal();
  const { summerCelsiusMin, summerCelsiusMax } = model;
  const summer = summerCelsiusMin + (summerCelsiusMax - summerCelsiusMin) * uniform();
  const phase = uniform();
  const ageing = model.ageingPpm * normal();
  const rateOn = (age: number) => {
    const celsius = mean + summer * Math.sin(2 * Math.PI * (age / yearDays + phase));
    const grown = (ageing * Math.log1p(age / yearDays)) / Math.LN2;
    return tolerance + model.parabolaPpm * (celsius - 25) ** 2 + grown;
  };
  const days = Math.ceil(model.years * yearDays) + 3;
  const rates = Array.from({ length: days }, (_, age) => rateOn(age));
  const offsets = [model.offsetSeconds * 1000 * (2 * uniform() - 1)];
  for (const rate of rates) offsets.push((offsets.at(-1) ?? 0) + (rate * day) / 1e6);
  return {
    offsetAt(elapsed) {
      const whole = Math.min(Math.floor(elapsed / day), days - 1);
      const since = elapsed - whole * day;
      return Math.floor((offsets[whole] ?? 0) + ((rates[whole] ?? 0) * since) / 1e6);
    },
    wanderPpm: Math.max(...rates) - Math.min(...rates),
  };
}
