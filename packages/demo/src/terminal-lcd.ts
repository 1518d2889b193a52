import { drawText, type SimulatedKey } from "@jeton/key";

const up = (lines: number) => `\u001b[${lines}A`;
const clearToLineEnd = "\u001b[K";

/**
 * Draws the key's display below what the terminal shows; on a terminal it then lives, elsewhere it
 * is drawn once. Answers a function that stops it.
 */
export function showLcd(key: SimulatedKey, output: NodeJS.WriteStream): () => void {
  const colour = output.isTTY && (process.env.NO_COLOR ?? "") === "";
  const draw = () => {
    const { lcd, millisecondsLeft } = key.reading();
    const seconds = Math.ceil(millisecondsLeft / 1000);
    return [
      ...drawText(lcd, { colour }).split("\n"),
      `No. ${key.serial}   next code in ${seconds} s`,
    ];
  };
  const first = draw();
  output.write(`${first.join("\n")}\n`);
  if (!output.isTTY) return () => {};
  const timer = setInterval(() => {
    const lines = draw();
    output.write(up(lines.length) + lines.map((line) => `${line}${clearToLineEnd}\n`).join(""));
  }, 500);
  return () => clearInterval(timer);
}
