import {
  addParameterOptions,
  decimalNumber,
  quoted,
  repeatedOption,
  seedOption,
  UsageError,
  wholeNumber,
  wholeNumberWithin,
} from "@jeton/cli";
import { type Command, Option } from "commander";
import { type RenderFormat, type RenderOptions, renderFormats } from "./render-options.ts";

const framesMax = 10_000;

/** Defines `jeton-sim render`: pictures of the display. */
export function defineRender(command: Command): void {
  command.addOption(
    new Option("--format <name>", "text, ansi (256 colours), svg, png or gif")
      .default("text")
      .argParser(formatNamed),
  );
  addShownOptions(command);
  addGlassOptions(command);
  command
    .option("--ascii", "draw text and ansi with ASCII characters only")
    .option("--body", "draw the whole key round the display (svg, png, gif)")
    .option("--serial <serial>", "serial number on the body", "000000001")
    .addOption(number("--width <pixels>", "how wide png and gif are, 16 to 4096", [16, 4096], 640))
    .addOption(
      number(
        "--frames <number>",
        "so many pictures of a living key, from --at on",
        [1, framesMax],
        1,
      ),
    )
    .addOption(decimal("--every <seconds>", "key time from one frame to the next", 1))
    .option(
      "--output <file>",
      "write to FILE instead of standard output; several frames become FILE-001, FILE-002 …",
    );
  addParameterOptions(command)
    .addHelpText(
      "after",
      `
Segments are named 0A to 5G (digit from the left, then A to G), bar0 to bar5, battery, lock and
separator; lines COM0 to COM3 and SEG0 to SEG12 (6 digits). A gif shows ten frames a second.

Examples:
  $ jeton-sim render --code 492039 --bars 4
  $ jeton-sim render --code 492039 --format svg --body --serial 000512345678 --output key.svg
  $ jeton-sim render --code 492039 --format png --contrast 0.8 --dead-segment 2G --output pale.png
  $ jeton-sim render --seed-hex 3132333435363738393031323334353637383930 --at 59 \\
      --frames 60 --format gif --output minute.gif`,
    )
    .action(async (options: RenderOptions) => {
      // What makes PNG takes longer to load than the other commands to run.
      const { renderPictures } = await import("./render-pictures.ts");
      await renderPictures(options);
    });
}

function addShownOptions(command: Command): void {
  command
    .addOption(
      new Option("--code <code>", "what to show: 6 to 10 digits, dashes or blanks").argParser(
        shownCode,
      ),
    )
    .addOption(seedOption("show the code of this seed instead, with --at"))
    .addOption(
      new Option("--at <unix-seconds>", "the moment to show").argParser(wholeNumber("--at")),
    )
    .addOption(
      new Option(
        "--bars <number>",
        "countdown bars, 0 to 6 (default: 6, or those of --at)",
      ).argParser(wholeNumberWithin("--bars", 0, 6)),
    )
    .option("--low-battery", "show the low-battery sign")
    .option("--locked", "show the padlock")
    .option("--separator", "show the dot between the halves")
    .option("--self-test", "show every segment there is, of --digits digits");
}

function addGlassOptions(command: Command): void {
  command
    .addOption(decimal("--contrast <number>", "drive voltage, 0 to 2 times the nominal one", 1))
    .addOption(decimal("--angle <degrees>", "seen from below (positive) or above, -70 to 70", 0))
    .addOption(decimal("--ghosting <number>", "crosstalk between segments, 0 to 1", 0))
    .addOption(repeatedOption("--dead-segment <name>", "a segment that is never dark", "none"))
    .addOption(repeatedOption("--stuck-segment <name>", "a segment that is always dark", "none"))
    .addOption(repeatedOption("--dead-line <name>", "a broken electrode", "none"));
}

function decimal(flags: string, description: string, preset: number): Option {
  const name = flags.split(" ")[0] ?? flags;
  return new Option(flags, description).default(preset).argParser(decimalNumber(name));
}

function number(
  flags: string,
  description: string,
  [min, max]: readonly [min: number, max: number],
  preset: number,
): Option {
  const name = flags.split(" ")[0] ?? flags;
  const read = wholeNumberWithin(name, min, max);
  return new Option(flags, description).default(preset).argParser(read);
}

/** What is found is not said: it may be a code. */
function shownCode(text: string): string {
  if (/^[0-9 -]{6,10}$/.test(text)) return text;
  const found = /^[0-9 -]*$/.test(text) ? `${text.length} of them` : "another character";
  throw new UsageError(
    `Cannot read --code: found ${found}, wanted 6 to 10 digits, dashes or blanks`,
  );
}

function formatNamed(text: string): RenderFormat {
  const found = renderFormats.find((format) => format === text);
  if (found !== undefined) return found;
  throw new UsageError(
    `Cannot read --format: found ${quoted(text)}, wanted one of ${renderFormats.join(", ")}`,
  );
}
