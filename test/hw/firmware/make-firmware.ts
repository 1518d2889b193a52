import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** Where `make` runs and the C tests look for their files from. */
export const firmwareFolder: string = fileURLToPath(
  new URL("../../../hw/firmware/", import.meta.url),
);

/** What `make` built, in a folder of its own. */
export type MadePrograms = {
  path(name: string): string;
  remove(): Promise<void>;
};

/** Builds targets of hw/firmware's Makefile. Rejects with the compiler's words. */
export async function makeFirmware(names: readonly string[]): Promise<MadePrograms> {
  const folder = await mkdtemp(join(tmpdir(), "jeton-firmware-"));
  const targets = names.map((name) => join(folder, name));
  await execute("make", ["-s", "-j", "2", `BUILD=${folder}`, ...targets], {
    cwd: firmwareFolder,
    timeout: 240_000,
  });
  return {
    path: (name) => join(folder, name),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/**
 * Runs a program with this input and answers what it prints. Rejects, with all that it said, when it
 * fails or is not done after two and a half minutes.
 */
export function runProgram(path: string, words: readonly string[], input = ""): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(path, [...words], { cwd: firmwareFolder, timeout: 150_000 });
    let printed = "";
    let complained = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      complained += text;
    });
    child.on("error", reject);
    child.on("close", (status, signal) => {
      if (status === 0) resolve(printed);
      else reject(new Error(`${path} ended with ${status ?? signal}:\n${printed}${complained}`));
    });
    child.stdin.on("error", () => {
      // A program that ends before it has read all says why itself.
    });
    child.stdin.end(input);
  });
}
