import { type TimeStep, timeStep, type UnixMilliseconds, unixMilliseconds } from "@jeton/core";
import {
  drawQuartz,
  keyCode,
  SimulatedKey,
  type SimulatedKeyOptions,
  type TimeSource,
  temperatureProfiles,
} from "@jeton/key";
import { librariesFor, parameters } from "../libraries.ts";
import type { Measure, Row } from "../measure.ts";
import { here, seed } from "./present.ts";

const hour = 3_600_000;
const begins = unixMilliseconds(Date.parse("2026-01-01T00:00:00Z"));
const hoursOfYear = 365 * 24;

/** A year over and over, so that no battery runs out while it is measured. */
class YearAgain implements TimeSource {
  #at: UnixMilliseconds = begins;
  now(): UnixMilliseconds {
    return this.#at;
  }
  whenReaches(): () => void {
    return () => {};
  }
  set(milliseconds: number): void {
    this.#at = unixMilliseconds(begins + milliseconds);
  }
}

/** All that a simulated key shows at a moment, beside the code alone. */
export function keyReadings(): Measure {
  const stepOf = (turn: number): TimeStep => timeStep(here + turn);
  const bornAt = begins;
  const crystal = drawQuartz(7, { bornAt, temperature: temperatureProfiles.office });
  return {
    title: "Reading a simulated key",
    unit: "a reading",
    goal: "Ours reads a whole key at moments an hour apart: its clock, code, display with bars, when both change next, battery and temperature. The others compute the code and nothing else.",
    target: null,
    rows: [
      {
        ...{ name: "`@jeton/key`, a straight clock", role: "compared", units: 1 },
        note: "20 ppm fast; the moments of a year, over and over",
        call: readingAt({ ratePpm: 20 }, (turn) => (turn % hoursOfYear) * hour),
      },
      {
        ...{ name: "`@jeton/key`, a crystal in an office", role: "yardstick", units: 1 },
        note: "with seasons, weeks, days, ageing and a random walk",
        call: readingAt(crystal, (turn) => (turn % hoursOfYear) * hour),
      },
      {
        ...{ name: "`@jeton/key`, each second", role: "yardstick", units: 1 },
        note: "a straight clock: of 60 readings one shows a new code",
        call: readingAt({ ratePpm: 20 }, (turn) => (turn % 86_400) * 1000),
      },
      {
        ...{ name: "`keyCode` of `@jeton/key`", role: "yardstick", units: 1 },
        note: "the code alone, nothing kept",
        call: (turn) => keyCode(seed, stepOf(turn), parameters),
      },
      ...librariesFor(seed).map(
        (library): Row => ({
          ...{ name: library.name, role: library.isPeer ? "peer" : "yardstick", units: 1 },
          note: `the code alone; keeps ${library.kept}`,
          call: (turn) => library.code(stepOf(turn)),
        }),
      ),
    ],
  };
}

function readingAt(
  options: Partial<SimulatedKeyOptions>,
  momentOf: (turn: number) => number,
): (turn: number) => unknown {
  const time = new YearAgain();
  const key = new SimulatedKey({ serial: "1", seed, timeSource: time, ...options });
  return (turn) => {
    time.set(momentOf(turn));
    return key.reading();
  };
}
