import { readFileSync } from "node:fs";

/** Returns the lines of a file in `test/vectors`, without its heading that names the source. */
export function vectorLines(name: string): readonly string[] {
  const text = readFileSync(new URL(`../vectors/${name}`, import.meta.url), "utf8");
  const lines = text.split("\n");
  return lines.slice(lines.findIndex((line) => line.startsWith("----------")) + 1);
}
