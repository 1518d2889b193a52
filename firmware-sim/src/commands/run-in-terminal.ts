import { onQuitSignal } from "@jeton/cli";
import type { ScreenOptions } from "./run-screen.ts";

// The other screen, so that what stood in the terminal comes back; no cursor, no wrapped lines.
const enterScreen = "\u001b[?1049h\u001b[?25l\u001b[?7l";
const leaveScreen = "\u001b[?7h\u001b[?25h\u001b[?1049l";
const home = "\u001b[H";
const clearToLineEnd = "\u001b[K";
const clearToScreenEnd = "\u001b[J";

/** How the living display is drawn. */
export type LivingLcdOptions = Pick<ScreenOptions, "characters" | "colour" | "seedHex">;

/** A key that lives in a terminal, of whatever kind. */
export type LivingKey = {
  readonly onChange: (callback: () => void) => () => void;
  /** Returns the lines of the screen, the most important first. */
  readonly lines: (options: ScreenOptions) => readonly string[];
  /** Does what a pressed key says; returns what there is to tell of it, null when the key means nothing. */
  readonly act: (pressed: string) => string | null;
};

/**
 * Draws the key's display in the terminal, again in the same place at each second and each change,
 * and does what the pressed keys say, until q, Ctrl-C or a signal. Leaves the terminal as it was.
 */
export function showLivingLcd(key: LivingKey, options: LivingLcdOptions): Promise<void> {
  return new Promise((resolve) => {
    let notice = "";
    let helps = false;
    const draw = (): void => {
      const { columns = 80, rows = 24 } = process.stdout;
      const lines = key.lines({ ...options, columns, rows, notice, helps });
      // One line more than the terminal has rows would scroll the display away.
      const text = lines
        .slice(0, rows)
        .map((line) => `${line}${clearToLineEnd}`)
        .join("\r\n");
      process.stdout.write(home + text + clearToScreenEnd);
    };
    const pressed = (text: string): void => {
      if (text === "?" || text === "h") helps = !helps;
      else notice = key.act(text) ?? notice;
      draw();
    };
    const restore = (): void => {
      process.stdout.write(leaveScreen);
    };
    const quit = (): void => {
      clearInterval(timer);
      stopWatching();
      stopListening();
      stopReadingKeys();
      process.stdout.off("resize", draw);
      process.off("exit", restore);
      restore();
      resolve();
    };
    const stopListening = onQuitSignal(quit);
    const stopReadingKeys = onPressedKeys(pressed, quit);
    const stopWatching = key.onChange(draw);
    // The countdown runs, and this machine's clock may have been set.
    const timer = setInterval(draw, 250);
    process.stdout.on("resize", draw);
    // Whatever ends the process, the terminal is given back.
    process.on("exit", restore);
    process.stdout.write(enterScreen);
    draw();
  });
}

/** Tells of keys pressed, q and Ctrl-C apart, where there is a keyboard. Answers what lets go of it. */
function onPressedKeys(pressed: (text: string) => void, quit: () => void): () => void {
  const { stdin } = process;
  if (!stdin.isTTY) return () => {};
  const controlC = "\u0003";
  const look = (bytes: Buffer): void => {
    const text = bytes.toString();
    if (text === "q" || text === "Q" || text.includes(controlC)) quit();
    // An arrow is one key though it is three characters; typed ahead, letters come together.
    else if (text.startsWith("\u001b")) pressed(text);
    else for (const character of text) pressed(character);
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
