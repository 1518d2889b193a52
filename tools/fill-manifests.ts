// `npm run manifests`: writes into each package.json what it must repeat of the root's, and the LICENSE
// beside it. A new package gets the root's keywords, to be replaced by its own.
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { programOptions } from "../test/support/program-options.ts";
import { readWorkspace } from "./layers/read-workspace.ts";
import { readPublished, wantedFields } from "./papers/check-manifests.ts";

programOptions({
  script: "manifests",
  does: `Writes into each package.json what it must repeat of the root's, and the LICENSE beside it. "npm run layers" says
where they differ.`,
  options: {},
  status: "0 written; 2 wrong use.",
});

const folder = fileURLToPath(new URL("..", import.meta.url));
const all = readPublished(folder, readWorkspace(folder));
const root = all.find((each) => each.folder === "");
if (root === undefined) throw new Error("Cannot fill the manifests: the root has none");

for (const each of all) {
  const path = join(folder, each.folder, "package.json");
  const keywords = each.fields.keywords ?? root.fields.keywords;
  const fields = { ...each.fields, ...wantedFields(root, each), keywords };
  if (JSON.stringify(fields) !== JSON.stringify(each.fields)) {
    writeFileSync(path, `${JSON.stringify(fields, null, 2)}\n`);
  }
  if (each.fields.private !== true && each.licence !== root.licence) {
    copyFileSync(join(folder, "LICENSE"), join(folder, each.folder, "LICENSE"));
  }
}
