import { type ChildProcess, execFileSync, fork } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const here = "test/bench-service";

/** Builds what is measured, the packages and this folder's own programs, as a release does. */
export function build(): void {
  execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-b", here], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
  });
}

/** Starts a built program of this folder: no loader is paid for while it is measured. */
export function startBuilt(name: string, ...parameters: readonly string[]): ChildProcess {
  return fork(`${here}/dist/${name}.js`, [...parameters], {
    cwd: root,
    execArgv: [],
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
}
