// A worker of `jeton-sim fleet`: in the workspace it runs src/ unbuilt, else dist/.
import { existsSync } from "node:fs";

const source = new URL("../src/fleet/fleet-worker.ts", import.meta.url);
if (existsSync(source)) {
  await import("../../tools/register-source.mjs");
  await import(source.href);
} else {
  await import("../dist/fleet/fleet-worker.js");
}
