import { type ChildProcess, execFileSync, fork } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const here = "test/bench-service";

/** Builds what is measured, the packages and a folder's own programs, as a release does. */
export function build(folder: string = here): void {
  execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-b", folder], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
  });
}

/** Starts a built program of a folder: no loader is paid for while it is measured. */
export function startBuilt(
  name: string,
  { folder = here }: { readonly folder?: string } = {},
  ...parameters: readonly string[]
): ChildProcess {
  return fork(`${folder}/dist/${name}.js`, [...parameters], {
    cwd: root,
    execArgv: [],
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
}
