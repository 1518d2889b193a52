import { posix } from "node:path";

/** Returns the path that a relative import leads to from `path`, or null for a package's name. */
export function resolveRelative(path: string, name: string): string | null {
  if (!/^\.{0,2}\//.test(name) && name !== "." && name !== "..") return null;
  return name.startsWith("/") ? name : posix.join(posix.dirname(path), name);
}
