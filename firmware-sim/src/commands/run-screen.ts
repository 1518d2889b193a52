import {
  drawText,
  faultText,
  type KeyReading,
  readLcd,
  type SimulatedKey,
  type TextOptions,
} from "@jeton/key";
import type { HouseTime } from "../time/house-time.ts";
import { runKeys } from "./run-keys.ts";

/** What the screen of `jeton-sim run` depends on besides the key. */
export type ScreenOptions = Pick<TextOptions, "characters" | "colour"> & {
  readonly columns: number;
  readonly rows: number;
  /** Shown when the caller asked for it, else null. */
  readonly seedHex: string | null;
  /** What there is to tell of the last pressed key. */
  readonly notice: string;
  /** Whether the keys to press are listed. */
  readonly helps: boolean;
};

/**
 * Returns the lines of the screen, for any size of terminal: the drawn display where it fits, the
 * digits alone where it does not; the most important lines first.
 */
export function screenLines(
  key: SimulatedKey,
  time: HouseTime,
  options: ScreenOptions,
): readonly string[] {
  const reading = key.reading();
  const lcd = drawText(reading.lcd, { ...options, condition: reading.condition }).split("\n");
  const width = 7 * key.parameters.digits + 4;
  const fits = options.columns >= width + 2 && options.rows >= lcd.length + 3;
  const lines = fits
    ? ["", ...lcd.map((line) => ` ${line}`), countdown(key, reading, width)]
    : [compact(reading)];
  const more = options.helps ? helpLines() : factLines(key, reading, time);
  return [...lines, ...(fits ? [""] : []), ...factsBelow(more, options)];
}

/** Returns what stands below the display: facts or the keys to press, the seed where it is shown, and what there is to tell. */
export function factsBelow(
  facts: readonly string[],
  { seedHex, notice }: Pick<ScreenOptions, "seedHex" | "notice">,
): readonly string[] {
  const seed = seedHex === null ? [] : [`Seed (secret): ${seedHex}`];
  const last = notice === "" ? "? shows the keys to press, q quits" : notice;
  return [...facts, ...seed, last].map((line) => `  ${line}`);
}

function countdown(key: SimulatedKey, reading: KeyReading, width: number): string {
  const serial = `No. ${key.serial}`;
  const next = `next code in ${Math.ceil(reading.millisecondsLeft / 1000)} s`;
  return `  ${serial}${next.padStart(Math.max(next.length + 2, width - serial.length - 2))}`;
}

function compact({ lcd, condition, millisecondsLeft, mode }: KeyReading): string {
  const reading = readLcd(lcd, condition);
  const shown = reading.kind === "code" ? reading.code : `"${reading.text}"`;
  return `${shown}  ${mode}, ${Math.ceil(millisecondsLeft / 1000)} s`;
}

function factLines(key: SimulatedKey, reading: KeyReading, time: HouseTime): readonly string[] {
  const { algorithm, digits, periodSeconds } = key.parameters;
  const { percent, days } = key.battery();
  const { kind, factor } = time.view();
  const speed = factor === 0 ? "stands still" : `${factor}×`;
  const faults = key.faults().map(faultText).join(", ");
  return [
    `${algorithm}, ${digits} digits, ${periodSeconds} s; display ${reading.mode}`,
    `Clock   ${signed(key.offsetMilliseconds() / 1000)} s, ${signed(rounded(key.ratePpmNow()))} ppm at ${rounded(reading.celsius)} °C`,
    `Battery ${rounded(percent)} %, ${(days / 365.25).toFixed(1)} years left`,
    `Time    ${new Date(reading.at).toISOString().slice(0, 19)}Z${kind === "real" ? "" : `, ${kind}, ${speed}`}`,
    ...(faults === "" ? [] : [`Faults  ${faults}`]),
  ];
}

function helpLines(): readonly string[] {
  return runKeys.map(([pressed, does]) => `${pressed.padEnd(6)} ${does}`);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function signed(value: number): string {
  return `${value > 0 ? "+" : ""}${value}`;
}
