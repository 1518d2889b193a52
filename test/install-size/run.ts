// `npm run install-size`: what an empty project gets by installing our packages.
import { fileURLToPath } from "node:url";
import { programOptions } from "../support/program-options.ts";
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

const options = programOptions({
  script: "install-size",
  does: `Installs our packages into an empty project, each alone, and prints what came. They must be built before
("npm run build").`,
  options: {
    package: {
      kind: "text",
      value: "NAME",
      oneOf: all.map(({ name }) => name),
      help: "only this one",
    },
    root: { kind: "text", value: "FOLDER", help: "another tree than this one" },
    times: { kind: "number", value: "N", min: 1, help: "installations of each (default 3)" },
  },
  status: "0 measured; 1 a package cannot be packed or installed; 2 wrong use.",
});
const { package: only, times = 3 } = options;
const root = options.root ?? fileURLToPath(new URL("../..", import.meta.url));

console.log("| Package | Packages | Size | `npm install` |");
console.log("| --- | ---: | ---: | ---: |");
for (const wanted of all) {
  if (only !== undefined && wanted.name !== only) continue;
  console.log(row(await measureInstall(root, wanted, times)));
}

function row({ name, packages, bytes, seconds }: Installed): string {
  const median = seconds.toSorted((a, b) => a - b)[Math.floor(seconds.length / 2)] ?? Number.NaN;
  return `| \`${name}\` | ${packages} | ${(bytes / 1e6).toFixed(1)} MB | ${median.toFixed(1)} s |`;
}
