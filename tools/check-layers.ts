// `npm run layers`: fails when an import, a file or a package.json breaks the shape that
// docs/design/architecture.md draws, and when a citation or a link leads nowhere.
import { fileURLToPath } from "node:url";
import { programOptions } from "../test/support/program-options.ts";
import { checkExports } from "./layers/check-exports.ts";
import { checkWorkspace } from "./layers/check-workspace.ts";
import { readWorkspace } from "./layers/read-workspace.ts";
import { checkCitations } from "./papers/check-citations.ts";
import { checkLinks } from "./papers/check-links.ts";
import { checkManifests, readPublished } from "./papers/check-manifests.ts";
import { readPapers } from "./papers/text-file.ts";

programOptions({
  script: "layers",
  does: `Checks what docs/design/architecture.md draws: who imports whom, rooms, rings, dependencies, exported names, lengths
of files and functions; and that citations, links and manifests are right.`,
  options: {},
  status: "0 all is right; 1 something is not, a line for each; 2 wrong use.",
});

const root = fileURLToPath(new URL("..", import.meta.url));
const workspace = readWorkspace(root);
const papers = readPapers(root);
const violations = [
  ...checkWorkspace(workspace),
  ...checkExports(
    workspace,
    papers.texts.filter(({ path }) => path.endsWith(".md")),
  ),
  ...checkCitations(papers),
  ...checkLinks(papers),
  ...checkManifests(readPublished(root, workspace)),
];
for (const { path, line, problem } of violations) console.log(`${path}:${line}: ${problem}`);
if (violations.length > 0) {
  process.exitCode = 1;
} else {
  const { files, manifests } = workspace;
  console.log(
    `Checked ${files.length} files of ${manifests.length} packages: layers, rooms, rings, dependencies, exports, length, citations, links, manifests`,
  );
}
