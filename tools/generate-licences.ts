// Makes docs/reference/licences.md from package-lock.json.
import { readFileSync } from "node:fs";
import type { GeneratedFile } from "./generated-file.ts";
import { type Locked, licencesPage } from "./licences-page.ts";

type Lock = { readonly packages: Readonly<Record<string, Locked>> };

/** Returns the page of all licences. */
export function generateLicences(): GeneratedFile {
  const lockFile = new URL("../package-lock.json", import.meta.url);
  const lock = JSON.parse(readFileSync(lockFile, "utf8")) as Lock;
  return { path: "docs/reference/licences.md", text: licencesPage(lock.packages) };
}
