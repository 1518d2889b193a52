#!/usr/bin/env node
// In the workspace this runs src/ unbuilt; the published package has dist/ only.
import { existsSync } from "node:fs";

const source = new URL("../src/cli.ts", import.meta.url);
if (existsSync(source)) {
  await import("../../../tools/register-source.mjs");
  await import(source.href);
} else {
  await import("../dist/cli.js");
}
