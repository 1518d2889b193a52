import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A runtime of test/runtimes/package.json. */
export type Runtime = {
  readonly name: string;
  /** Its program, if it is installed. */
  readonly program: string | null;
  /** The words after the program's name that run this module. */
  readonly words: (module: string) => readonly string[];
};

const { arch } = process;

/** The runtimes whose programs come from npm; Chromium is the machine's. */
export const runtimes: readonly Runtime[] = [
  ...[20, 22, 24, 26].map((major) => ({
    name: `Node ${major}`,
    program: installed(`node-${major}-linux-${arch}/bin/node`),
    words: (module: string) => [module],
  })),
  {
    name: "Deno",
    program: installed(`@deno/linux-${arch}-glibc/deno`),
    // No permission is given: the module needs none.
    words: (module) => ["run", "--no-remote", "--no-npm", module],
  },
  {
    name: "Bun",
    program: installed(`@oven/bun-linux-${arch === "arm64" ? "aarch64" : arch}/bin/bun`),
    words: (module) => ["run", module],
  },
];

export const workerd: string | null = installed(
  `@cloudflare/workerd-linux-${arch === "x64" ? "64" : arch}/bin/workerd`,
);

export const howToInstall = "npm ci --ignore-scripts --prefix test/runtimes";

/** The binaries stand in packages of their own: no install script is needed to have them. */
function installed(path: string): string | null {
  const file = fileURLToPath(new URL(`node_modules/${path}`, import.meta.url));
  return existsSync(file) ? file : null;
}
