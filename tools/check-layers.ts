// `npm run layers`: fails when an import, a file or a package.json breaks the shape of DESIGN §3.
import { fileURLToPath } from "node:url";
import { checkWorkspace } from "./layers/check-workspace.ts";
import { readWorkspace } from "./layers/read-workspace.ts";

const workspace = readWorkspace(fileURLToPath(new URL("..", import.meta.url)));
const violations = checkWorkspace(workspace);
for (const { path, line, problem } of violations) console.log(`${path}:${line}: ${problem}`);
if (violations.length > 0) {
  process.exitCode = 1;
} else {
  const { files, manifests } = workspace;
  console.log(
    `Checked ${files.length} files of ${manifests.length} packages: layers, rooms, rings, dependencies, length`,
  );
}
