import type { BoardModelName } from "@jeton/board";
import { boardModelNames, parsePortName, portNameWanted } from "@jeton/board/port-name";
import { decimalNumber, quoted, UsageError } from "@jeton/cli";
import { type Command, Option } from "commander";
import { boardErrorMaxPpm } from "../drift/clock-sample.ts";
import type { PlanBoard } from "../plan/plan.ts";

/** Which board is meant: one on a port, or else an emulated one. */
export type BoardOptions = {
  readonly port?: string;
  readonly model?: BoardModelName;
  readonly baud?: "19200" | "115200";
  readonly errorPpm?: number;
};

/** Adds the options that name one board, on a port or emulated. */
export function addBoardOptions(command: Command): Command {
  return addPortOptions(command).addOption(
    new Option(
      "--error-ppm <number>",
      "how much the emulated board's oscillator is fast",
    ).argParser(decimalNumber("--error-ppm")),
  );
}

/** Adds the options that name one board on a port. */
export function addPortOptions(command: Command): Command {
  return command
    .addOption(portOption())
    .addOption(
      new Option("--model <name>", "what the board is (default: what it calls itself)").choices(
        boardModelNames,
      ),
    )
    .addOption(
      new Option(
        "--baud <rate>",
        "the rate to change to (default: the one at which the board answers; emulated: 19200)",
      ).choices(["19200", "115200"]),
    );
}

/** Returns the option that says where the board is. */
export function portOption(): Option {
  return new Option(
    "--port <port>",
    'where the board is: a path, usb:VENDOR:PRODUCT[:SERIAL], "auto" for the only USB port, or tcp://HOST:PORT (default: an emulated board)',
  ).argParser(portNamed);
}

function portNamed(text: string): string {
  if (parsePortName(text) !== null) return text;
  throw new UsageError(`Cannot read --port: found ${quoted(text)}, wanted ${portNameWanted}`);
}

/** Returns the board that the options name. Throws UsageError when they do not go together. */
export function boardFrom({ port, model, baud, errorPpm }: BoardOptions): PlanBoard {
  if (port === undefined) {
    if (model !== undefined) {
      throw new UsageError("Cannot use --model: found no --port, wanted the port of a board");
    }
    if (Math.abs(errorPpm ?? 0) > boardErrorMaxPpm) {
      throw new UsageError(
        `Cannot use --error-ppm: found ${errorPpm}, wanted within ±${boardErrorMaxPpm}`,
      );
    }
    const rate = Number(baud ?? 19_200);
    return {
      kind: "emulated",
      name: "emulated",
      build: "hd44780",
      errorPpm: errorPpm ?? 0,
      baud: rate,
    };
  }
  if (errorPpm !== undefined) {
    throw new UsageError("Cannot use --error-ppm: found --port, wanted an emulated board");
  }
  const rate = baud === undefined ? null : Number(baud);
  return { kind: "plugged", name: "board", port, model: model ?? null, baud: rate };
}
