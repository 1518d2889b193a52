import { checkCycles } from "./check-cycles.ts";
import { checkDependencies } from "./check-dependencies.ts";
import { checkFunctions } from "./check-functions.ts";
import { checkImports } from "./check-imports.ts";
import { checkLength } from "./check-length.ts";
import { checkRooms } from "./check-rooms.ts";
import type { Violation, Workspace } from "./workspace.ts";

/** Returns all that is broken, in the order of the files. */
export function checkWorkspace(workspace: Workspace): readonly Violation[] {
  return [checkImports, checkCycles, checkDependencies, checkRooms, checkLength, checkFunctions]
    .flatMap((check) => check(workspace))
    .toSorted((a, b) => a.path.localeCompare(b.path, "en") || a.line - b.line);
}
