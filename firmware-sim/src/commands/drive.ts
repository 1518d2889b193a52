import { boardModelNames, parsePortName, portNameWanted } from "@jeton/board/port-name";
import { quoted, UsageError } from "@jeton/cli";
import { type Command, Option } from "commander";
import type { DriveOptions } from "./drive-options.ts";
import { addKeyOptions, faultsHelp } from "./key-options.ts";

/** Defines `jeton-sim drive`: a living key on a display board. */
export function defineDrive(command: Command): void {
  command
    .addOption(
      new Option(
        "--port <port>",
        'where the board is: a path, usb:VENDOR:PRODUCT[:SERIAL], "auto" for the only USB port, or tcp://HOST:PORT',
      )
        .makeOptionMandatory()
        .argParser(portNamed),
    )
    .addOption(
      new Option("--model <name>", "what the board is (default: what it calls itself)").choices(
        boardModelNames,
      ),
    )
    .addOption(
      new Option(
        "--baud <rate>",
        "the rate to change to, over a serial port (default: the one at which the board answers)",
      ).choices([...["19200", "115200"]]),
    )
    .option("--wait", "wait for a board that is not there yet");
  addKeyOptions(command)
    .option("--json", "print one JSON object a line")
    .addHelpText("after", help())
    .action(async (options: DriveOptions) => {
      if (options.time?.kind === "virtual") {
        throw new UsageError(
          "Cannot drive a board in virtual time: it stands still, wanted real or scaled:FACTOR",
        );
      }
      const { driveBoard } = await import("../drive/drive-board.ts");
      await driveBoard(options);
    });
}

function portNamed(text: string): string {
  if (parsePortName(text) !== null) return text;
  throw new UsageError(`Cannot read --port: found ${quoted(text)}, wanted ${portNameWanted}`);
}

function help(): string {
  return `
The board shows the code, two rows high, the seconds that it still lasts, and the serial number, or
its end where there is no room. Its key "up" shows the whole serial number for 3 s; every other key
presses the key's button. The board is found at either speed, and found again after an unplug. One
line is printed for each code that is on the glass, with the time from the key's change of code
until then. Faults of the key's own glass do not show on the board. Ctrl-C ends it and
clears the glass.

${faultsHelp()}

Examples:
  $ jeton-sim drive --port /dev/ttyUSB0
  $ jeton-sim drive --port usb:2341:0043 --period 60 --button 30
  $ jeton-sim drive --port tcp://127.0.0.1:4000 --model cfa635 --json`;
}
