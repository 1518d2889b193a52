// Makes one script for browsers of what the page of `jeton-sim serve` needs to drive a display board.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { GeneratedFile } from "./generated-file.ts";

const head = "// Made of board.ts and the driver by esbuild: `npm run generate`.\n";

/** Returns the script that `jeton-sim serve` serves as `board.js`. */
export async function generateBoardScript(): Promise<GeneratedFile> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("../firmware-sim/public/board.ts", import.meta.url))],
    ...{ bundle: true, write: false, legalComments: "inline", charset: "utf8" },
    ...{ format: "esm", platform: "browser", target: "es2022" },
    conditions: ["jeton-source"],
  });
  return {
    path: "firmware-sim/public/board.generated.js",
    text: head + (outputFiles[0]?.text ?? ""),
  };
}
