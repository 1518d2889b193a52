import { execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** What an empty project gets by installing a package. */
export type Installed = {
  readonly name: string;
  /** Packages in node_modules, ours included. */
  readonly packages: number;
  /** Bytes of all their files. */
  readonly bytes: number;
  /** How long `npm install` took each time, seconds; everything foreign was in npm's cache. */
  readonly seconds: readonly number[];
};

/** A package to be installed, and the folders of it and of all of ours that it needs. */
export type Wanted = { readonly name: string; readonly folders: readonly string[] };

/** Returns those of the folders below `root` that lack a file which their manifest exports. */
export function unbuiltOf(root: string, folders: readonly string[]): readonly string[] {
  return folders.filter((folder) => {
    const { exports } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as {
      readonly exports: Readonly<Record<string, { readonly default?: string } | string>>;
    };
    return Object.values(exports).some((entry) => {
      const file = typeof entry === "string" ? entry : entry.default;
      return file !== undefined && !existsSync(join(root, folder, file));
    });
  });
}

/**
 * Packs the folders below `root`, which must be built, and installs them into an empty project: once so
 * that npm has in its cache whatever they need, then `times` times by the clock.
 */
export async function measureInstall(
  root: string,
  { name, folders }: Wanted,
  times: number,
): Promise<Installed> {
  const work = mkdtempSync(join(tmpdir(), "jeton-install-"));
  try {
    const packed = join(work, "packed");
    mkdirSync(packed);
    for (const folder of folders) {
      await execute("npm", ["pack", "--pack-destination", packed, `./${folder}`], { cwd: root });
    }
    const files = readdirSync(packed).map((file) => join(packed, file));
    const seconds: number[] = [];
    let modules = "";
    for (let time = 0; time <= times; time += 1) {
      const project = join(work, `project-${time}`);
      const took = await install(project, files);
      modules = join(project, "node_modules");
      if (time > 0) seconds.push(took);
    }
    return { name, packages: packagesIn(modules), bytes: bytesIn(modules), seconds };
  } finally {
    rmSync(work, { recursive: true });
  }
}

/** Installs into an empty project, without scripts: compilers are another matter. Returns the seconds. */
async function install(project: string, files: readonly string[]): Promise<number> {
  mkdirSync(project);
  writeFileSync(join(project, "package.json"), '{ "private": true, "type": "module" }');
  const words = ["install", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"];
  const began = performance.now();
  await execute("npm", [...words, ...files], { cwd: project });
  return (performance.now() - began) / 1000;
}

function packagesIn(modules: string): number {
  return readdirSync(modules, { recursive: true, withFileTypes: true }).filter(
    ({ name, parentPath }) => name === "package.json" && isPackage(parentPath),
  ).length;
}

/** Whether the folder is a package's own: node_modules/name, or node_modules/@scope/name. */
function isPackage(folder: string): boolean {
  return /node_modules\/(@[^/]+\/)?[^/@]+$/.test(folder);
}

function bytesIn(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { name, parentPath }) => sum + statSync(join(parentPath, name)).size, 0);
}
