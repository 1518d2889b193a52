import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Returns the path of a file under `deploy/`. */
export function deployPath(name: string): string {
  return fileURLToPath(new URL(`../../deploy/${name}`, import.meta.url));
}

/** Returns a file under `deploy/` with `changes` made, each of which must have its place in it. */
export function deployFile(name: string, changes: readonly (readonly [string, string])[]): string {
  let text = readFileSync(deployPath(name), "utf8");
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`Cannot find ${from} in deploy/${name}`);
    text = text.replaceAll(from, to);
  }
  return text;
}
