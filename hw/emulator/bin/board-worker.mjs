// The thread of a living board: in the workspace it runs src/ unbuilt, else dist/.
import { existsSync } from "node:fs";

const source = new URL("../src/fronts/board-worker.ts", import.meta.url);
if (existsSync(source)) {
  await import("../../../tools/register-source.mjs");
  await import(source.href);
} else {
  await import("../dist/fronts/board-worker.js");
}
