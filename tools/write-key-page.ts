// `npm run key-page`: writes the page of a key and its validator as one file.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { keyPage } from "@jeton/playground";
import { programOptions } from "../test/support/program-options.ts";

const usual = "packages/playground/dist/key-page.html";

const { out } = programOptions({
  script: "key-page",
  does: `Writes the page of a key and its validator as one HTML file. It needs no server and no network: open it in a
browser, or put it on any static host.`,
  options: { out: { kind: "text", value: "FILE", help: `where to (default ${usual})` } },
  status: "0 written; 1 it could not be; 2 wrong use.",
});

const path =
  out === undefined ? fileURLToPath(new URL(`../${usual}`, import.meta.url)) : resolve(out);
const text = await keyPage();
mkdirSync(dirname(path), { recursive: true });
writeFileSync(path, text);
console.log(`Written: ${path}, ${Math.round(text.length / 1024)} KiB`);
console.log(`Open it: ${pathToFileURL(path)}`);
