import type { BoardModelName } from "@jeton/board";

/** What a bench does, checked and complete: every time in milliseconds, every default filled in. */
export type Plan = {
  readonly name: string;
  /** So many times all steps are done, each time on every board. */
  readonly repeat: number;
  /** They run side by side. */
  readonly boards: readonly PlanBoard[];
  readonly steps: readonly PlanStep[];
};

export type PlanBoard = EmulatedBoardPlan | PluggedBoardPlan;

/** The firmware's own binary in the emulator, in virtual time. */
export type EmulatedBoardPlan = {
  readonly kind: "emulated";
  readonly name: string;
  /** Which of the built firmwares it runs. */
  readonly build: BoardBuild;
  /** Oscillator error: positive is fast. */
  readonly errorPpm: number;
  readonly baud: number;
};

export type BoardBuild = "hd44780" | "hd44780-cfa633" | "max7219";

/** A board on a serial port of this machine. */
export type PluggedBoardPlan = {
  readonly kind: "plugged";
  readonly name: string;
  /** What `parsePortName` of the driver reads: a path, usb:1a86:7523, tcp://HOST:PORT, auto. */
  readonly port: string;
  /** What it is, where that is known better; null: what the board says it is. */
  readonly model: BoardModelName | null;
  readonly baud: number | null;
};

export type PlanStep =
  | { readonly kind: "show"; readonly lines: readonly string[] }
  | { readonly kind: "expect"; readonly lines: readonly ExpectedLine[] }
  | { readonly kind: "wait-key"; readonly key: BoardKey; readonly withinMilliseconds: number }
  | { readonly kind: "wait"; readonly milliseconds: number }
  | OwnKeyStep
  | FaultStep;

/** What a line must be: this text (blanks at its end do not count), or a match of this pattern. */
export type ExpectedLine = { readonly text: string } | { readonly matches: string } | null;

export const boardKeys = ["up", "down", "left", "right", "enter", "exit"] as const;
export type BoardKey = (typeof boardKeys)[number];

/** The board is a key by itself for a while; its clock is compared and its codes are validated. */
export type OwnKeyStep = {
  readonly kind: "own-key";
  readonly milliseconds: number;
  /** How often its clock is asked. */
  readonly sampleMilliseconds: number;
  /** How often somebody logs in with its code. */
  readonly loginMilliseconds: number;
  /** Null: drawn at random. */
  readonly seedHex: string | null;
  readonly periodSeconds: number;
  readonly digits: number;
  /** The step fails when the measured error, its uncertainty included, is not within. Null: any. */
  readonly ppmWithin: number | null;
  /** The step fails when a login was refused. */
  readonly codesAccepted: boolean;
  /** How far this machine's own clock can be wrong; null: unknown for a board, 0 in virtual time. */
  readonly hostPpm: number | null;
};

/** Bytes on the wire are spoilt while the board is asked; every request must end, none wrongly. */
export type FaultStep = {
  readonly kind: "fault";
  /** Chances for each byte, either way. */
  readonly drop: number;
  readonly flip: number;
  readonly duplicate: number;
  /** Every chunk comes so much later. */
  readonly delayMilliseconds: number;
  readonly requests: number;
  readonly seed: number;
};
