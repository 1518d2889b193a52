import { accessSync, constants, existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { decimalNumber, FailedError, quoted, UsageError, withFile } from "@jeton/cli";
import { type Command, Option } from "commander";
import {
  type BoardBuild,
  type BuiltModel,
  builtModels,
  modelBuilds,
  segmentModelBuilds,
} from "../board/board-builds.ts";
import { builtFirmware } from "../board/built-firmware.ts";
import { eepromBytes } from "../chip/eeprom.ts";
import { errorPpmMax } from "../chip/oscillator.ts";
import { EmulatorError } from "../emulator-error.ts";
import { parseIntelHex } from "../intel-hex.ts";
import { emulateOnPty } from "../pty/emulate-on-pty.ts";
import { runInTerminal } from "./run-in-terminal.ts";

type EmulateOptions = {
  readonly link?: string;
  readonly json?: true;
  readonly display: OwnDisplay;
  readonly model?: BuiltModel;
  readonly hex?: string;
  readonly eeprom?: string;
  readonly errorPpm: number;
};

/** The displays of our own board. */
const ownDisplays = ["hd44780", "max7219"] as const;
type OwnDisplay = (typeof ownDisplays)[number];

/** Defines `emulate`: an emulated board behind a pseudo-terminal, until the process is asked to end. */
export function defineEmulate(command: Command): void {
  command
    .option("--link <path>", "make PATH a link to the pseudo-terminal (an old link is replaced)")
    .option("--json", 'print each change of the glass as {"glass":["line 1","line 2"]}')
    .addOption(
      new Option("--display <kind>", "the display of the board: an LCD, or eight digits")
        .choices(ownDisplays)
        .default("hd44780"),
    )
    .addOption(
      new Option(
        "--model <name>",
        "a board that answers with this name, and has its glass and keys",
      ).choices(builtModels),
    )
    .option("--hex <file>", "run this firmware instead of the built one")
    .option("--eeprom <file>", "begin with the EEPROM of this file, and write it at the end")
    .addOption(
      new Option("--error-ppm <number>", "how much the board's oscillator is fast")
        .default(0)
        .argParser(decimalNumber("--error-ppm")),
    )
    .addHelpText("after", help)
    .action(emulate);
}

const help = `
In a terminal the arrow keys, Enter and Escape press the board's keys, r resets it and q or Ctrl-C
quits. From a pipe each line is a deed: a key (up, down, left, right, enter, exit), "hold KEY",
"release KEY", "reset", "unplug" or "plug". A cfa631 has the keys upper-left, upper-right, lower-left
and lower-right; in a terminal these are up, right, left and down.

A character that the host defined is shown by its number in a circle: such as a code in large digits.

--model is for programs that talk only to boards that they know, such as LCDd and lcd4linux: cfa631
(20 x 2, 115200 baud), cfa633 (16 x 2, 19200 baud), cfa635 (20 x 4, 115200 baud, four lamps). With
--display max7219 it has eight digits, which show the beginning of the first row.

The pseudo-terminal is raw and has no rate of its own, so any baud rate fits; opening it does not
reset the board, as an Uno's DTR would.

Examples:
  $ jeton-bench emulate --link /tmp/board
  $ jeton-bench emulate --link /tmp/board --model cfa635
  $ jeton-bench emulate --link /tmp/board --json | tee glass.log`;

async function emulate(options: EmulateOptions): Promise<void> {
  if (Math.abs(options.errorPpm) > errorPpmMax) {
    throw new UsageError(
      `Cannot use --error-ppm: found ${options.errorPpm}, wanted within ±${errorPpmMax}`,
    );
  }
  const eeprom = readEeprom(options.eeprom);
  try {
    const build = buildOf(options);
    const { board, path, stop } = await emulateOnPty({
      flash: readFirmware(options, build),
      display: build.display,
      errorPpm: options.errorPpm,
      ...(eeprom !== null && { eeprom }),
      ...(options.link !== undefined && { link: options.link }),
    });
    try {
      await runInTerminal(board, path, {
        json: options.json === true,
        hasCornerKeys: options.model === "cfa631",
      });
      if (options.eeprom !== undefined) writeEeprom(options.eeprom, (await board.state()).eeprom);
    } finally {
      await stop();
    }
  } catch (error) {
    if (error instanceof EmulatorError) throw new FailedError(error.message, { cause: error });
    throw error;
  }
}

function buildOf({ display, model }: EmulateOptions): BoardBuild {
  if (model === undefined) return { firmware: `board-${display}`, display };
  return display === "max7219" ? segmentModelBuilds[model] : modelBuilds[model];
}

function readFirmware({ hex }: EmulateOptions, build: BoardBuild): Uint8Array {
  if (hex === undefined) return builtFirmware(build.firmware);
  return parseIntelHex(read(hex, "--hex").toString("latin1"));
}

function readEeprom(path: string | undefined): Uint8Array | null {
  if (path === undefined) return null;
  if (!existsSync(path)) {
    // A new board: its file is made at the end, where that will be possible.
    const folder = dirname(resolve(path));
    writing(path, () => accessSync(folder, constants.W_OK));
    return null;
  }
  const bytes = new Uint8Array(read(path, "--eeprom"));
  writing(path, () => accessSync(path, constants.W_OK));
  if (bytes.length === eepromBytes) return bytes;
  throw new UsageError(
    `Cannot read --eeprom ${quoted(path)}: found ${bytes.length} bytes, wanted ${eepromBytes}`,
  );
}

function writeEeprom(path: string, bytes: Uint8Array): void {
  writing(path, () => writeFileSync(path, bytes));
}

function writing(path: string, work: () => void): void {
  withFile({ act: "write --eeprom", file: path, wanted: "a file that can be written" }, work);
}

function read(path: string, option: string): Buffer {
  return withFile({ act: `read ${option}`, file: path, wanted: "a file that can be read" }, () =>
    readFileSync(path),
  );
}
