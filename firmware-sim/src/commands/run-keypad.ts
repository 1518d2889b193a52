import { randomBytes } from "node:crypto";
import { orWrongUse, UsageError } from "@jeton/cli";
import { drawText, type KeypadButton, KeypadKey, keypadButtons, readLcd } from "@jeton/key";
import { bytesToHex } from "@noble/hashes/utils.js";
import { HouseTime } from "../time/house-time.ts";
import type { KeyOptions } from "./key-options.ts";
import type { LivingKey } from "./run-in-terminal.ts";
import { factsBelow, type ScreenOptions } from "./run-screen.ts";

/** A key with a keypad of the command line and, where it is to be shown, its seed. */
export type KeypadOfOptions = { readonly living: LivingKey; readonly shownSeedHex: string | null };

/** Returns the key with a keypad that the options ask for, alive in a terminal. Throws UsageError. */
export function keypadOfOptions(options: KeyOptions & { readonly suite: string }): KeypadOfOptions {
  refuseOptions(options);
  const seed = options.seedHex ?? new Uint8Array(randomBytes(20));
  const time = orWrongUse(() => new HouseTime(options.time ?? { kind: "real" }));
  const key = orWrongUse(
    () =>
      new KeypadKey({
        ...{ serial: options.serial, seed, suite: options.suite, timeSource: time.source },
        offsetMilliseconds: Math.round(options.offset * 1000),
        ratePpm: options.errorPpm,
        shownMilliseconds: Math.round((options.button ?? 30) * 1000),
      }),
  );
  const shownSeedHex = options.showSeed === true ? bytesToHex(seed) : null;
  if (shownSeedHex !== null) process.stderr.write(`Seed (secret): ${shownSeedHex}\n`);
  return { living: livingKeypad(key), shownSeedHex };
}

/** What only a key that always has a code can be asked for. */
function refuseOptions({ crystal, temperature, selfTest, fault }: KeyOptions): void {
  const asked: Readonly<Record<string, boolean>> = {
    "--crystal": crystal !== undefined,
    "--temperature": temperature !== undefined,
    "--self-test": selfTest !== 0,
    "--fault": fault.length > 0,
  };
  const misplaced = Object.keys(asked).find((name) => asked[name]);
  if (misplaced === undefined) return;
  throw new UsageError(`Cannot use ${misplaced} for a key with a keypad: leave it or --suite out`);
}

/** The keys of the terminal that are buttons of the keypad. */
const buttonOf: ReadonlyMap<string, KeypadButton> = new Map<string, KeypadButton>([
  ...keypadButtons.filter((button) => /^\d$/.test(button)).map((digit) => [digit, digit] as const),
  ...(["\r", "\n", " "] as const).map((enter) => [enter, "ok"] as const),
  ...(["\u007f", "\b", "c"] as const).map((erase) => [erase, "clear"] as const),
]);

const help = [
  "0-9       type a digit",
  "Enter     OK",
  "Backspace clear, then dark",
  "? q       help, quit",
];

const waits = {
  dark: "press Enter, the key's OK",
  pin: "type the PIN, then Enter",
  challenge: "type the challenge, then Enter",
  response: "the response; Enter begins anew",
} as const;

/** Returns what a terminal shows of the key and does with it. */
export function livingKeypad(key: KeypadKey): LivingKey {
  return {
    onChange: (callback) => key.onChange(callback),
    act(pressed) {
      const button = buttonOf.get(pressed);
      if (button === undefined) return null;
      key.press(button);
      return "";
    },
    lines: (options) => keypadLines(key, options),
  };
}

function keypadLines(key: KeypadKey, options: ScreenOptions): readonly string[] {
  const lcd = key.display();
  const drawn = drawText(lcd, options).split("\n");
  const width = 7 * lcd.glass.digits + 4;
  const fits = options.columns >= width + 2 && options.rows >= drawn.length + 3;
  const seen = readLcd(lcd);
  const text = seen.kind === "code" ? seen.code : seen.text;
  const prompt = waits[key.mode()];
  const lines = fits
    ? ["", ...drawn.map((line) => ` ${line}`), `  No. ${key.serial}  ${prompt}`, ""]
    : [`${text.trim()}  ${prompt}`];
  const counter = key.counter();
  const facts = [
    key.suite.text,
    ...(counter === null ? [] : [`Counter ${counter}`]),
    ...(key.step() === null ? [] : [`Clock   ${key.offsetMilliseconds() / 1000} s ahead`]),
  ];
  return [...lines, ...factsBelow(options.helps ? help : facts, options)];
}
