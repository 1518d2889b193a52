import { lstatSync, symlinkSync, unlinkSync } from "node:fs";
import { EmulatorError } from "../emulator-error.ts";

/**
 * Makes `link` a symbolic link to `path`; an older link there is replaced, anything else is left
 * alone. Answers a function that removes it. Throws `EMULATOR_PTY`.
 */
export function linkTo(path: string, link: string): () => void {
  try {
    const old = lstatSync(link, { throwIfNoEntry: false });
    if (old?.isSymbolicLink() === true) unlinkSync(link);
    else if (old !== undefined) {
      throw new EmulatorError(
        "EMULATOR_PTY",
        `Cannot make "${link}" a link: found a file or folder, wanted a free name or an old link`,
      );
    }
    symlinkSync(path, link);
  } catch (error) {
    if (error instanceof EmulatorError) throw error;
    throw new EmulatorError("EMULATOR_PTY", `Cannot make "${link}" a link: ${problemOf(error)}`, {
      cause: error,
    });
  }
  return () => {
    try {
      unlinkSync(link);
    } catch {
      // It is gone already, which is what was wanted.
    }
  };
}

function problemOf(error: unknown): string {
  const wanted = "wanted a name in a folder that is there and can be written";
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "ENOENT" || code === "ENOTDIR") return `there is no such folder, ${wanted}`;
  if (code === "EACCES" || code === "EPERM") return `this user may not, ${wanted}`;
  return `${error instanceof Error ? error.message : String(error)}, ${wanted}`;
}
