import { readFileSync } from "node:fs";
import { boardBuilds, builtFirmware, EmulatedBoard } from "@jeton/board-emulator";
import { askedBuild, type Build } from "../asked-build.ts";
import { sayEverything } from "../every-command.ts";
import { stackBound } from "./stack-bound.ts";

/** RAM of an ATmega328P, bytes. */
export const ramBytes = 2048;
/** The watchdog's 2 s are cycles of an oscillator of its own, 10 % off at most (datasheet §8.4, §11.8.2). */
export const watchdogCyclesMin: number = (262_144 / 128_000) * 16_000_000 * 0.9;

/** What a build needs of its chip, at the most. */
export type BuildFigures = {
  readonly firmware: string;
  readonly flash: number;
  /** Of its data. The stack has the rest. */
  readonly ram: number;
  /** Bytes, from the instructions: the main program, and the greatest interrupt upon it. */
  readonly stackProgram: number;
  readonly stackInterrupt: number;
  /** Bytes, after everything was said to it. */
  readonly stackSeen: number;
  /** Cycles of one pass of the loop, without sleep and with it. */
  readonly awake: number;
  readonly unfed: number;
};

const manifest = new URL("../../../../hw/firmware/built/sources.json", import.meta.url);

/** Measures all kept builds in the emulator: the same figures on every machine. */
export function allFigures(): readonly BuildFigures[] {
  const { sizes } = JSON.parse(readFileSync(manifest, "utf8"));
  return boardBuilds.map((build) => figuresOf(build, sizes[`${build.firmware}.hex`]));
}

function figuresOf(build: Build, size: { flash: number; ram: number }): BuildFigures {
  const flash = builtFirmware(build.firmware);
  const untouched = new EmulatedBoard({ flash }).ram;
  const asked = askedBuild(build);
  sayEverything(asked);
  const { ram, longestUnfed } = asked.board;
  const bound = stackBound(flash);
  return {
    firmware: build.firmware,
    ...size,
    stackProgram: bound.program,
    stackInterrupt: bound.interrupt,
    stackSeen: ramBytes - firstTouched(ram, untouched, size.ram),
    awake: longestUnfed.awake,
    unfed: longestUnfed.whole,
  };
}

/** The lowest place above the data that no longer holds what came with the power. */
function firstTouched(ram: Uint8Array, untouched: Uint8Array, from: number): number {
  let place = from;
  while (place < ramBytes && ram[place] === untouched[place]) place += 1;
  return place;
}
