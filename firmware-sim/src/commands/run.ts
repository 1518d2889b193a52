import { UsageError } from "@jeton/cli";
import type { Command } from "commander";
import { addKeyOptions, faultsHelp, type KeyOptions, keyOfOptions } from "./key-options.ts";
import { printNewCodes } from "./run-in-pipe.ts";
import { showLivingLcd } from "./run-in-terminal.ts";
import { keypadOfOptions } from "./run-keypad.ts";
import { actOnPressedKey } from "./run-keys.ts";
import { type ScreenOptions, screenLines } from "./run-screen.ts";

type RunOptions = KeyOptions & {
  readonly ascii?: true;
  readonly json?: true;
  readonly suite?: string;
};

/** Defines `jeton-sim run`: a living key. */
export function defineRun(command: Command): void {
  addKeyOptions(command)
    .option(
      "--suite <suite>",
      "a key with a keypad that answers challenges (OCRA), such as OCRA-1:HOTP-SHA1-6:QN08",
    )
    .option("--ascii", "draw with ASCII characters only")
    .option("--json", "print one JSON object a line instead of a display")
    .addHelpText("after", help())
    .action(run);
}

function help(): string {
  return `
In a terminal ? shows the keys to press and q or Ctrl-C quits. NO_COLOR=1 draws without colour.
In a pipe a key with a button is held pressed.

${faultsHelp()}

Examples:
  $ jeton-sim run
  $ jeton-sim run --period 60 --offset -2.5 --error-ppm 20 --show-seed
  $ jeton-sim run --button 30 --crystal 7 --temperature car --time scaled:60
  $ jeton-sim run --suite OCRA-1:HOTP-SHA1-6:QN08
  $ jeton-sim run | tee codes.log`;
}

async function run(options: RunOptions): Promise<void> {
  const isScreen = process.stdout.isTTY && options.json !== true;
  const drawn = {
    characters: options.ascii === true ? "ascii" : "unicode",
    colour: (process.env.NO_COLOR ?? "") === "" && process.env.TERM !== "dumb",
  } as const;
  const { suite } = options;
  if (suite !== undefined) {
    if (!isScreen) {
      throw new UsageError(
        "Cannot print the codes of a key with a keypad: it answers challenges, wanted a terminal, or jeton-sim serve",
      );
    }
    const { living, shownSeedHex } = keypadOfOptions({ ...options, suite });
    await showLivingLcd(living, { ...drawn, seedHex: shownSeedHex });
    return;
  }
  const { key, time, shownSeedHex } = keyOfOptions(options);
  if (isScreen) {
    const living = {
      onChange: (callback: () => void) => key.onChange(callback),
      lines: (screen: ScreenOptions) => screenLines(key, time, screen),
      act: (pressed: string) => actOnPressedKey(pressed, key, time),
    };
    await showLivingLcd(living, { ...drawn, seedHex: shownSeedHex });
  } else {
    if (time.kind === "virtual") {
      throw new UsageError(
        "Cannot print the codes of virtual time: it stands still, wanted real or scaled:FACTOR",
      );
    }
    await printNewCodes(key, { json: options.json === true });
  }
}
