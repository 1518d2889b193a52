// Writes docs/reference/licences.md from package-lock.json. `--check` writes nothing and exits 1 when
// the page is stale.
import { readFileSync, writeFileSync } from "node:fs";
import { type Locked, licencesPage } from "./licences-page.ts";

const page = new URL("../docs/reference/licences.md", import.meta.url);
const lock = JSON.parse(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8")) as {
  readonly packages: Readonly<Record<string, Locked>>;
};
const text = licencesPage(lock.packages);

if (!process.argv.includes("--check")) {
  writeFileSync(page, text);
} else if (readFileSync(page, "utf8") !== text) {
  console.error("Stale: docs/reference/licences.md; run `npm run generate`");
  process.exitCode = 1;
}
