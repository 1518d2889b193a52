import { writeFileSync } from "node:fs";
import {
  addParameterOptions,
  FailedError,
  momentAtSeconds,
  orWrongUse,
  type ParameterOptions,
  parametersFrom,
  quoted,
  seedOption,
  UsageError,
  wholeNumber,
} from "@jeton/cli";
import { type Command, Option } from "commander";
import { VirtualTime } from "../clock/virtual-time.ts";
import { type Lcd, showCode } from "../lcd/lcd.ts";
import { drawSvg } from "../lcd/svg.ts";
import { drawText } from "../lcd/text.ts";
import { SimulatedKey } from "../simulated-key.ts";

const formats = ["text", "ansi", "svg"] as const;
type Format = (typeof formats)[number];

type RenderOptions = ParameterOptions & {
  readonly format: Format;
  readonly ascii?: true;
  readonly code?: string;
  readonly seedHex?: Uint8Array;
  readonly at?: number;
  readonly bars?: number;
  readonly lowBattery?: true;
  readonly body?: true;
  readonly serial: string;
  readonly output?: string;
};

/** Adds `jeton-sim render`: one picture of the display. */
export function addRenderCommand(program: Command): void {
  const command = program
    .command("render")
    .description("draw one picture of a key's display")
    .addOption(
      new Option("--format <name>", "text, ansi (256 colours) or svg")
        .default("text")
        .argParser(formatNamed),
    )
    .option("--ascii", "draw text and ansi with ASCII characters only")
    .option("--code <code>", "what to show: 6 to 10 digits, dashes or blanks")
    .addOption(seedOption("show the code of this seed instead, with --at"))
    .addOption(
      new Option("--at <unix-seconds>", "the moment to show").argParser(wholeNumber("--at")),
    )
    .addOption(
      new Option(
        "--bars <number>",
        "countdown bars, 0 to 6 (default: 6, or those of --at)",
      ).argParser(wholeNumber("--bars")),
    )
    .option("--low-battery", "show the low-battery sign")
    .option("--body", "draw the whole key round the display (svg)")
    .option("--serial <serial>", "serial number on the body", "000000001")
    .option("--output <file>", "write to this file instead of standard output");
  addParameterOptions(command)
    .addHelpText(
      "after",
      `
Examples:
  $ jeton-sim render --code 492039 --bars 4
  $ jeton-sim render --code 492039 --format svg --body --serial 000512345678 --output key.svg`,
    )
    .action((options: RenderOptions) => {
      deliver(`${picture(options)}\n`, options.output);
    });
}

function picture(options: RenderOptions): string {
  const lcd = orWrongUse(() => lcdFrom(options));
  switch (options.format) {
    case "text":
    case "ansi":
      return drawText(lcd, {
        characters: options.ascii === true ? "ascii" : "unicode",
        colour: options.format === "ansi",
      });
    case "svg":
      return drawSvg(lcd, options.body === true ? { body: { serial: options.serial } } : {});
    default:
      return options.format satisfies never;
  }
}

function lcdFrom(options: RenderOptions): Lcd {
  const lowBattery = options.lowBattery ?? false;
  if (options.code !== undefined) {
    if (options.seedHex !== undefined || options.at !== undefined) {
      throw new UsageError(
        "Cannot render a code: found --code beside --seed-hex or --at, wanted one or the other",
      );
    }
    return showCode(options.code, { barsOn: options.bars ?? 6, lowBattery });
  }
  const key = keyFrom(options);
  const { lcd, code } = key.reading();
  return showCode(code ?? "-".repeat(lcd.glass.digits), {
    barsOn: options.bars ?? lcd.barsOn,
    lowBattery,
  });
}

function keyFrom(options: RenderOptions): SimulatedKey {
  if (options.seedHex === undefined || options.at === undefined) {
    throw new UsageError(
      "Cannot render a code: found nothing to show, wanted --code, or --seed-hex with --at",
    );
  }
  return new SimulatedKey({
    serial: options.serial,
    seed: options.seedHex,
    parameters: parametersFrom(options),
    timeSource: new VirtualTime(momentAtSeconds(options.at)),
  });
}

function deliver(text: string, output: string | undefined): void {
  if (output === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(output, text);
  } catch (cause) {
    const found = cause instanceof Error ? cause.message.split(",")[0] : "an error";
    throw new FailedError(
      `Cannot write ${JSON.stringify(output)}: ${found}, wanted a file that can be written`,
      { cause },
    );
  }
}

function formatNamed(text: string): Format {
  const found = formats.find((format) => format === text);
  if (found !== undefined) return found;
  throw new UsageError(
    `Cannot read --format: found ${quoted(text)}, wanted one of ${formats.join(", ")}`,
  );
}
