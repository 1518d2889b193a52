// `npm run install-size`: what an empty project gets by installing our packages. They must be built before
// (`npm run build`). Names after the command choose among them; `--root FOLDER` measures another tree.
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Installed, measureInstall, type Wanted } from "./measure.ts";

const key = ["packages/core", "firmware-sim/key"];
const all: readonly Wanted[] = [
  { name: "@jeton/core", folders: ["packages/core"] },
  {
    name: "@jeton/validator",
    folders: ["packages/core", "packages/store", "packages/validator"],
  },
  { name: "@jeton/key", folders: key },
  {
    name: "@jeton/sim",
    folders: [
      ...[...key, "packages/cli", "packages/http", "packages/keyfiles", "hw/driver"],
      "firmware-sim",
    ],
  },
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { root: { type: "string" }, times: { type: "string", default: "3" } },
});
const root = values.root ?? fileURLToPath(new URL("../..", import.meta.url));

console.log("| Package | Packages | Size | `npm install` |");
console.log("| --- | ---: | ---: | ---: |");
for (const wanted of all) {
  if (positionals.length > 0 && !positionals.includes(wanted.name)) continue;
  console.log(row(await measureInstall(root, wanted, Number(values.times))));
}

function row({ name, packages, bytes, seconds }: Installed): string {
  const median = seconds.toSorted((a, b) => a - b)[Math.floor(seconds.length / 2)] ?? Number.NaN;
  return `| \`${name}\` | ${packages} | ${(bytes / 1e6).toFixed(1)} MB | ${median.toFixed(1)} s |`;
}
