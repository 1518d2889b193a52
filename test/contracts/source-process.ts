import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Starts a TypeScript file of this workspace as a process of its own, with a channel to it. */
export function startSource(file: string, ...parameters: readonly string[]): ChildProcess {
  return fork("tools/run-source.mjs", [file, ...parameters], {
    cwd: root,
    execArgv: [],
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
}

/** Returns the next message of a child; fails when it ends before it sent one. */
export function nextMessage<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`The process ended with ${code}`));
    child.once("exit", ended);
    child.once("message", (message) => {
      child.off("exit", ended);
      resolve(message as T);
    });
  });
}

/** Ends a child and waits until it is gone. */
export function stopProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once("exit", () => resolve());
    child.kill(signal);
  });
}
