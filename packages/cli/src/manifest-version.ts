import { readFileSync } from "node:fs";

/** Returns the version in a package.json. */
export function manifestVersion(manifest: URL): string {
  const content: unknown = JSON.parse(readFileSync(manifest, "utf8"));
  const has = typeof content === "object" && content !== null && "version" in content;
  return has ? String(content.version) : "unknown";
}
