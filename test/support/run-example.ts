import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const execute = promisify(execFile);
const root = fileURLToPath(new URL("../../", import.meta.url));

/** Runs a program of a page where packages of the workspace are found by name; answers what it prints. */
export async function runExample(program: string): Promise<string> {
  const [printed = ""] = await runExampleTimes(program, 1);
  return printed;
}

/** Runs it so many times, one run behind the other, in one directory; answers what each run prints. */
export async function runExampleTimes(program: string, times: number): Promise<readonly string[]> {
  const output = join(root, "test-output");
  mkdirSync(output, { recursive: true });
  const directory = mkdtempSync(join(output, "example-"));
  try {
    writeFileSync(join(directory, "example.mts"), program);
    const source = join(root, "tools", "register-source.mjs");
    const words = ["--import", source, "example.mts"];
    const printed: string[] = [];
    while (printed.length < times) {
      printed.push((await execute(process.execPath, words, { cwd: directory })).stdout);
    }
    return printed;
  } finally {
    rmSync(directory, { recursive: true });
  }
}
