import { decimalNumber, UsageError } from "@jeton/cli";
import { type Command, Option } from "commander";
import { boardErrorMaxPpm } from "../drift/clock-sample.ts";
import type { PlanBoard } from "../plan/plan.ts";

/** Which board is meant: one on a port, or else an emulated one. */
export type BoardOptions = {
  readonly port?: string;
  readonly profile?: string;
  readonly baud?: "19200" | "115200";
  readonly ppm?: number;
};

/** Adds the options that name one board. */
export function addBoardOptions(command: Command): Command {
  return command
    .option(
      "--port <port>",
      "the board's port: a path, usb:VENDOR:PRODUCT, tcp://HOST:PORT or auto (default: an emulated board)",
    )
    .option("--profile <model>", "cfa533, cfa631, cfa633, cfa635 or jeton (default: it is asked)")
    .addOption(new Option("--baud <rate>", "the rate to use").choices(["19200", "115200"]))
    .addOption(
      new Option("--ppm <number>", "how fast the emulated board's oscillator is").argParser(
        decimalNumber("--ppm"),
      ),
    );
}

/** Answers the board that the options name. Throws UsageError when they do not go together. */
export function boardFrom({ port, profile, baud, ppm }: BoardOptions): PlanBoard {
  if (port === undefined) {
    if (profile !== undefined) {
      throw new UsageError("Cannot use --profile: found no --port, wanted the port of a board");
    }
    if (Math.abs(ppm ?? 0) > boardErrorMaxPpm) {
      throw new UsageError(`Cannot use --ppm: found ${ppm}, wanted within ±${boardErrorMaxPpm}`);
    }
    const rate = Number(baud ?? 19_200);
    return { kind: "emulated", name: "emulated", build: "hd44780", ppm: ppm ?? 0, baud: rate };
  }
  if (ppm !== undefined) {
    throw new UsageError("Cannot use --ppm: found --port, wanted an emulated board");
  }
  const rate = baud === undefined ? null : Number(baud);
  return { kind: "plugged", name: "board", port, profile: profile ?? null, baud: rate };
}
