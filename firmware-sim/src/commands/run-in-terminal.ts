import { onQuitSignal } from "@jeton/cli";
import type { KeyReading } from "../key/key-reading.ts";
import type { SimulatedKey } from "../key/simulated-key.ts";
import { drawText, type TextOptions } from "../lcd/text.ts";

// The other screen, so that what stood in the terminal comes back; no cursor, no wrapped lines.
const enterScreen = "\u001b[?1049h\u001b[?25l\u001b[?7l";
const leaveScreen = "\u001b[?7h\u001b[?25h\u001b[?1049l";
const home = "\u001b[H";
const clearToLineEnd = "\u001b[K";
const clearToScreenEnd = "\u001b[J";

/** How the living display is drawn. */
export type LivingLcdOptions = TextOptions & {
  /** Shown under the display when the caller asked for it, else null. */
  readonly seedHex: string | null;
};

/**
 * Draws the key's display in the terminal, again in the same place at each second and each new
 * code, until q, Ctrl-C or a signal. Leaves the terminal as it was.
 */
export function showLivingLcd(key: SimulatedKey, options: LivingLcdOptions): Promise<void> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const draw = (): void => {
      clearTimeout(timer);
      const reading = key.reading();
      const lines = screenLines(key, reading, options);
      // One line more than the terminal has rows would scroll the display away.
      const text = lines
        .slice(0, process.stdout.rows)
        .map((line) => `${line}${clearToLineEnd}`)
        .join("\r\n");
      process.stdout.write(home + text + clearToScreenEnd);
      timer = setTimeout(draw, untilNextSecond(reading.millisecondsLeft));
    };
    const restore = (): void => {
      process.stdout.write(leaveScreen);
    };
    const quit = (): void => {
      clearTimeout(timer);
      stopListening();
      stopReadingKeys();
      process.stdout.off("resize", draw);
      process.off("exit", restore);
      restore();
      resolve();
    };
    const stopListening = onQuitSignal(quit);
    const stopReadingKeys = onQuitKey(quit);
    process.stdout.on("resize", draw);
    // Whatever ends the process, the terminal is given back.
    process.on("exit", restore);
    process.stdout.write(enterScreen);
    draw();
  });
}

function screenLines(
  key: SimulatedKey,
  reading: KeyReading,
  options: LivingLcdOptions,
): readonly string[] {
  const { algorithm, digits, periodSeconds } = key.parameters;
  const secondsLeft = Math.ceil(reading.millisecondsLeft / 1000);
  const next = `next code in ${secondsLeft} s`;
  const lcd = drawText(reading.lcd, options).split("\n");
  const serial = `No. ${key.serial}`;
  const width = 4 + 7 * digits;
  const clock = `offset ${key.offsetMilliseconds() / 1000} s, ${key.ratePpm()} ppm`;
  return [
    "",
    ...lcd.map((line) => `  ${line}`),
    `   ${serial}${next.padStart(Math.max(next.length + 2, width - serial.length - 2))}`,
    "",
    `   ${algorithm}, ${periodSeconds} s, ${clock}`,
    ...(options.seedHex === null ? [] : [`   Seed (secret): ${options.seedHex}`]),
    "   q quits",
  ];
}

/** Milliseconds until the countdown shows another number, 1 .. 1000. */
function untilNextSecond(millisecondsLeft: number): number {
  return millisecondsLeft % 1000 || 1000;
}

/** Calls `quit` at q or Ctrl-C, where there is a keyboard. Answers a function that lets go of it. */
function onQuitKey(quit: () => void): () => void {
  const { stdin } = process;
  if (!stdin.isTTY) return () => {};
  const controlC = "\u0003";
  const look = (keys: Buffer): void => {
    const text = keys.toString();
    if (text === "q" || text === "Q" || text.includes(controlC)) quit();
  };
  stdin.setRawMode(true);
  stdin.on("data", look);
  stdin.resume();
  return () => {
    stdin.off("data", look);
    stdin.setRawMode(false);
    stdin.pause();
  };
}
