// `npm run generate`: writes all files that are made from other files of the tree. `npm run generated` is
// the same with `--check`.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { programOptions } from "../test/support/program-options.ts";
import { drawWiring } from "./draw-wiring.ts";
import { generateBoardScript } from "./generate-board-script.ts";
import { generateCodeLanes } from "./generate-code-lanes.ts";
import { generateControlClient } from "./generate-control-client.ts";
import { generateKeyPictures } from "./generate-key-pictures.ts";
import { generateLicences } from "./generate-licences.ts";
import { generateOpenapi } from "./generate-openapi.ts";
import { generateSha1 } from "./generate-sha1.ts";

const { check } = programOptions({
  script: "generate",
  does: `Writes the files that are made from others: the code of SHA-1 and of codes in a row, drawings of the key and of
the wiring, both openapi.json, a client of one of them, the script that drives boards from a page, the page of licences.`,
  options: { check: { kind: "flag", help: "write nothing, and say which file is stale" } },
  status: "0 written, or none is stale; 1 a file is stale; 2 wrong use.",
});

const { service, simulator } = await generateOpenapi();
const files = [
  ...[generateSha1(), generateCodeLanes(), drawWiring(), generateLicences()],
  ...[...generateKeyPictures(), service, simulator],
  ...[await generateControlClient(simulator.text), await generateBoardScript()],
];
for (const { path, text, isSame = (found: string) => found === text } of files) {
  const target = new URL(`../${path}`, import.meta.url);
  if (existsSync(target) && isSame(readFileSync(target, "utf8"))) continue;
  if (check) {
    console.error(`Stale: ${path}; run \`npm run generate\``);
    process.exitCode = 1;
  } else {
    writeFileSync(target, text);
    console.log(`Written: ${path}`);
  }
}
