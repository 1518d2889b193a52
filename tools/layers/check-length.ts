import { linesMax } from "./layer-table.ts";
import type { Violation, Workspace } from "./workspace.ts";

/** Returns each file of 300 lines or more. */
export function checkLength(workspace: Workspace): readonly Violation[] {
  return workspace.files.flatMap(({ path, text }) => {
    const lines = text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
    if (lines < linesMax || path.endsWith(".generated.ts")) return [];
    const problem = `Cannot keep a file so long: found ${lines} lines, wanted fewer than ${linesMax}`;
    return [{ path, line: lines, problem }];
  });
}
