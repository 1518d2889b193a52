// Histories of simulated keys of every kind, each written as text: `key-traces.test.ts` holds them to
// what was written before.
import { unixMilliseconds } from "@jeton/core/units";
import {
  CounterKey,
  coinCell,
  drawQuartz,
  faultTable,
  type KeyReading,
  type Quartz,
  SimulatedKey,
  type SimulatedKeyOptions,
  seedCheck,
  seededRandom,
  type TemperatureProfile,
  temperatureProfiles,
  VirtualTime,
} from "@jeton/key";

type Act = (key: SimulatedKey) => void;
type History = {
  readonly options?: Partial<SimulatedKeyOptions>;
  /** After how many of the readings something is done. */
  readonly acts?: Readonly<Record<number, Act>>;
  readonly readings?: number;
  /** The shortest and the longest time between two readings, as powers of ten of ms. */
  readonly pauses?: readonly [min: number, max: number];
};

const noon = unixMilliseconds(1_800_000_000_000);
const day = 86_400_000;
const seed = new TextEncoder().encode("12345678901234567890");
const button = { display: { kind: "button", shownMilliseconds: 20_000 } } as const;

/** Measured once an hour for ten days: it rises, stays, and falls below zero. */
const recorded: TemperatureProfile = {
  kind: "recorded",
  points: Array.from({ length: 240 }, (_, hour) => [
    noon + hour * 3_600_000,
    Math.round(10 * (20 + 15 * Math.sin(hour / 9) - (hour > 150 ? 25 : 0))) / 10,
  ]),
};

function crystal(number: number, temperature: TemperatureProfile, bornAt: number = noon) {
  return drawQuartz(number, { bornAt: unixMilliseconds(bornAt), temperature });
}

function restless(number: number, changes: Partial<Quartz>): Partial<SimulatedKeyOptions> {
  const { quartz, ratePpm } = crystal(number, temperatureProfiles.car);
  return { ratePpm, quartz: { ...quartz, ...changes } };
}

/** Every fault strikes with what the seeded numbers draw, and all that lasts is cleared in the end. */
function everyFault(): Readonly<Record<number, Act>> {
  const acts: Record<number, Act> = {};
  for (const [index, { name }] of faultTable.entries()) {
    acts[3 * index + 2] = (key) => key.inject(name);
    acts[3 * index + 4] = (key) => key.clearFaults();
  }
  return acts;
}

const histories: Readonly<Record<string, History>> = {
  "perfect crystal": {},
  "read every minute": { pauses: [4.5, 5] },
  "fast, SHA-256, 8 digits, 30 s": {
    options: {
      ratePpm: 17.345,
      offsetMilliseconds: -2500,
      parameters: { algorithm: "SHA-256", digits: 8, periodSeconds: 30 },
    },
  },
  "very slow, SHA-512, 10 digits, 1 s": {
    options: {
      ratePpm: -5000,
      offsetMilliseconds: 86_399_999,
      parameters: { algorithm: "SHA-512", digits: 10, periodSeconds: 1 },
    },
  },
  "very fast, long seed, a day": {
    options: {
      seed: Uint8Array.from({ length: 200 }, (_, index) => index),
      ratePpm: 5000,
      parameters: { periodSeconds: 86_400 },
    },
  },
  "before T0": {
    options: { parameters: { t0Seconds: 1_800_100_000, periodSeconds: 77 }, ratePpm: 3.5 },
  },
  "office crystal": { options: crystal(7, temperatureProfiles.office) },
  "office crystal, read closely": {
    options: crystal(8, temperatureProfiles.office),
    pauses: [0, 4.5],
  },
  "pocket crystal, button": {
    options: { ...crystal(9, temperatureProfiles.pocket), program: button },
    acts: Object.fromEntries([4, 9, 17, 25, 33].map((after) => [after, (key) => key.press()])),
    pauses: [2, 5],
  },
  "car crystal, one month in stock": {
    options: crystal(10, temperatureProfiles.car, noon - 30 * day),
  },
  "recorded temperatures": { options: crystal(11, recorded), pauses: [5, 7.8] },
  "cold, strong walk": {
    options: restless(12, { walkPpm: 20, temperature: { kind: "constant", celsius: -40 } }),
  },
  "born later": { options: crystal(13, temperatureProfiles.office, noon + 200 * day) },
  "born 30 years ago": {
    options: crystal(14, temperatureProfiles.office, noon - 30 * 365 * day),
  },
  "waves of an hour and of years": {
    options: restless(15, {
      parabolaPpm: -0.1,
      temperature: {
        kind: "waves",
        meanCelsius: 30,
        waves: [
          { periodHours: 1, celsius: 30, peakHours: 5 },
          { periodHours: 80_000, celsius: 20, peakHours: -1e6 },
          { periodHours: 1, celsius: 10, peakHours: 5.25 },
        ],
      },
    }),
  },
  "moved from place to place": {
    options: crystal(16, temperatureProfiles.office),
    acts: {
      5: (key) => key.setTemperature(temperatureProfiles.car),
      11: (key) => key.setTemperature(-10),
      19: (key) => key.setTemperature(recorded),
      27: (key) => key.setTemperature(temperatureProfiles.pocket),
    },
  },
  "set, struck and moved": {
    options: crystal(17, temperatureProfiles.car),
    acts: {
      3: (key) => key.jump(-90_000),
      7: (key) => key.setRate(-33.333),
      12: (key) => key.setOffset(5_000_000),
      16: (key) => key.inject("shock", { ppm: -12 }),
      20: (key) => key.inject("clock-reset"),
      26: (key) => key.inject("brown-out", { seconds: 17 }),
      31: (key) => key.jump(1),
    },
  },
  "small battery, self-test, separator": {
    options: {
      ...crystal(18, temperatureProfiles.office),
      battery: { ...coinCell, capacityMilliampereHours: 7 },
      program: { ...button, selfTestMilliseconds: 3000, separator: true },
    },
    acts: { 6: (key) => key.hold(), 12: (key) => key.release(), 15: (key) => key.powerUp() },
    pauses: [3, 8.7],
  },
  "battery runs out": {
    options: { battery: { ...coinCell, capacityMilliampereHours: 9 }, ratePpm: -8 },
    pauses: [6, 8.5],
  },
  "loaded late": {
    options: { seed: null, program: { wrongLoadsMax: 2 } },
    acts: {
      4: (key) => key.loadSeed(seed, "000000"),
      8: (key) => key.loadSeed(seed, seedCheck(seed)),
      12: (key) => key.loadSeed(seed.slice(3), seedCheck(seed.slice(3))),
      16: (key) => key.loadSeed(seed, "1"),
      20: (key) => key.loadSeed(seed, "2"),
    },
    pauses: [2, 6],
  },
  "every fault": {
    options: { ...crystal(19, temperatureProfiles.pocket), randomSeed: 5 },
    acts: everyFault(),
    readings: 3 * faultTable.length + 6,
    pauses: [3, 7],
  },
  "every fault, button, 8 digits": {
    options: { ratePpm: 4, randomSeed: 77, program: button, parameters: { digits: 8 } },
    acts: everyFault(),
    readings: 3 * faultTable.length + 6,
    pauses: [3, 4.6],
  },
  "glass in bad light": {
    acts: {
      3: (key) => key.setGlass({ contrast: 0.5, deadSegments: ["2G"], deadLines: ["COM1"] }),
      9: (key) => key.inject("frozen-display"),
      14: (key) => key.clearFaults(),
    },
  },
};

export const traceNames: readonly string[] = [...Object.keys(histories), "counter keys"];

/** Returns what the key of a history shows: a line for each reading. */
export function keyTrace(name: string): string {
  const history = histories[name];
  return history === undefined ? counterTrace() : playedTrace(name, history);
}

function playedTrace(name: string, history: History): string {
  const { options = {}, acts = {}, readings = 40, pauses: [min, max] = [0, 9.3] } = history;
  const random = seededRandom(name.length * 7919 + readings);
  const time = new VirtualTime(noon);
  const key = new SimulatedKey({ serial: "000000001", seed, timeSource: time, ...options });
  const lines: string[] = [];
  for (let index = 0; index < readings; index += 1) {
    acts[index]?.(key);
    lines.push(readingLine(key.reading(), key.offsetMilliseconds(), key.ratePpmNow()));
    time.advance(Math.floor(10 ** (min + (max - min) * random.uniform())));
  }
  return `${lines.join("\n")}\n`;
}

function readingLine(reading: KeyReading, offset: number, ratePpm: number): string {
  const { lcd, condition, ...rest } = reading;
  const signs = [lcd.lowBattery, lcd.locked, lcd.separator].map((on) => (on ? "1" : "0"));
  return [
    ...[rest.at, rest.believed, rest.step ?? "-", rest.code ?? "-", rest.mode],
    ...[rest.nextCodeAt, rest.millisecondsLeft, rest.nextChangeAt ?? "-"],
    `${lcd.glass.digits}/${lcd.glass.bars}:${lcd.digits.join(",")}:${lcd.barsOn}:${signs.join("")}`,
    ...[rest.batteryPercent, rest.celsius, offset, ratePpm],
    ...Object.values(condition).map((value) => JSON.stringify(value)),
  ].join(" ");
}

/** Keys that count: pressed and looked at, with every hash, to the last counter there is. */
function counterTrace(): string {
  const time = new VirtualTime(noon);
  const lines: string[] = [];
  for (const [index, algorithm] of (["SHA-1", "SHA-256", "SHA-512"] as const).entries()) {
    const counter = index === 2 ? Number.MAX_SAFE_INTEGER - 3 : 2 ** 32 - 2;
    const made = { serial: "1", seed, algorithm, digits: 6 + 2 * index, timeSource: time, counter };
    const key = new CounterKey(made);
    for (let press = 0; press < 6; press += 1) {
      const pressed = key.press();
      time.advance(7000 * press);
      const { digits, barsOn } = key.display();
      const shown = [pressed ?? "-", key.code() ?? "-", key.counter(), digits.join(","), barsOn];
      lines.push(`${algorithm} ${shown.join(" ")}`);
    }
  }
  return `${lines.join("\n")}\n`;
}
