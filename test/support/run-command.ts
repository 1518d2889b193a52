import { execFile } from "node:child_process";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** Returns what a program prints. Rejects when it fails or complains. */
export async function runCommand(program: string, words: readonly string[]): Promise<string> {
  const { stdout, stderr } = await execute(program, [...words], { maxBuffer: 2 ** 26 });
  if (stderr !== "") throw new Error(`Cannot trust ${program}: it complained: ${stderr}`);
  return stdout;
}
