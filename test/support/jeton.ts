import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** How a command ended. */
export type Ended = {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
};

/** Where the command is. */
export const commandPath: string = fileURLToPath(
  new URL("../../packages/service/bin/jeton.mjs", import.meta.url),
);

/** Runs `jeton` with these words and answers how it ended. */
export function jeton(
  words: readonly string[],
  options: { readonly input?: string } & Pick<SpawnOptions, "uid" | "gid" | "env"> = {},
): Promise<Ended> {
  const { input = "", ...process_ } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [commandPath, ...words], {
      ...process_,
      // The variables of whoever runs the tests must not lead a test to their data.
      env: { PATH: process.env.PATH, ...process_.env },
      stdio: ["pipe", "pipe", "pipe"],
    });
    const collected = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text) => {
      collected.stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      collected.stderr += text;
    });
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, ...collected }));
    // A command that does not read its input may end first.
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}

/** Waits until a `jeton serve` listens, and returns its address. */
export function servedAt(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    child.once("exit", (code) => reject(new Error(`jeton serve ended with ${code}`)));
    child.stdout?.on("data", (chunk) => {
      text += String(chunk);
      const found = /^Portal: +(\S+)\/portal$/m.exec(text);
      if (found?.[1] !== undefined) resolve(found[1]);
    });
  });
}
