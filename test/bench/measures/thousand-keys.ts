import { unixMilliseconds } from "@jeton/core";
import { drawQuartz, SimulatedKey, temperatureProfiles, VirtualTime } from "@jeton/key";

/** What a process with many living keys came to. */
export type ManyKeys = {
  readonly keys: number;
  readonly days: number;
  readonly everyHours: number;
  /** "straight": each clock has a speed of its own; "office": each has a drawn crystal in an office. */
  readonly clocks: "straight" | "office";
  readonly readings: number;
  readonly wallSeconds: number;
  /** The processor's time, which other programs on the machine change less. */
  readonly processorSeconds: number;
  /** Resident memory of the process at its end, and what it had before the keys, bytes. */
  readonly residentBytes: number;
  readonly residentBefore: number;
};

const hour = 3_600_000;
const begins = unixMilliseconds(Date.parse("2026-01-01T00:00:00Z"));

/**
 * Lets `keys` keys of 60 s live for `days` on one virtual clock, each with a speed or a crystal of its
 * own. Each is read every so many hours, at its own minute; `met` is told each key and what its display showed.
 */
export function liveTogether(
  { keys, days, everyHours, clocks }: Pick<ManyKeys, "keys" | "days" | "everyHours" | "clocks">,
  met: (key: SimulatedKey, code: string) => void = () => {},
): ManyKeys {
  const residentBefore = process.memoryUsage().rss;
  const started = performance.now();
  const usedBefore = process.cpuUsage();
  const time = new VirtualTime(begins);
  const ends = begins + days * 24 * hour;
  let readings = 0;
  for (let index = 0; index < keys; index += 1) {
    const key = new SimulatedKey({
      serial: String(index).padStart(9, "0"),
      seed: Buffer.from(`${index}`.padStart(20, "-")),
      timeSource: time,
      offsetMilliseconds: (index % 61) * 1000 - 30_000,
      ...(clocks === "straight"
        ? { ratePpm: (index % 201) / 10 - 10 }
        : drawQuartz(index, { bornAt: begins, temperature: temperatureProfiles.office })),
    });
    const read = (): void => {
      const { code } = key.reading();
      if (code === null) throw new Error(`Cannot read key ${index}: its display is dark`);
      readings += 1;
      met(key, code);
      const next = time.now() + everyHours * hour;
      if (next < ends) time.whenReaches(unixMilliseconds(next), read);
    };
    time.whenReaches(unixMilliseconds(begins + Math.floor((index * hour) / keys)), read);
  }
  time.jumpTo(unixMilliseconds(ends));
  const used = process.cpuUsage(usedBefore);
  return {
    ...{ keys, days, everyHours, clocks, readings, residentBefore },
    wallSeconds: (performance.now() - started) / 1000,
    processorSeconds: (used.user + used.system) / 1e6,
    residentBytes: process.memoryUsage().rss,
  };
}
