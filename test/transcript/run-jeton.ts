import { readFileSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { vi } from "vitest";

/** The command's first module: it is run anew for each command line, in this process. */
const commandPath = fileURLToPath(new URL("../../packages/service/src/cli.ts", import.meta.url));
let commandsRun = 0;

/** How a command ended. */
export type CommandEnded = {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
};

/** Runs `jeton` with these words on the data of a directory, and returns what it printed. */
export async function runJeton(directory: string, words: readonly string[]): Promise<CommandEnded> {
  agreeWithTrueTime(directory);
  const written = { stdout: "", stderr: "" };
  const argv = process.argv;
  const spies = spyOnOutput(written);
  try {
    process.argv = ["node", "jeton", ...words, "--data", directory];
    commandsRun += 1;
    await vi.importActual(`${commandPath}?run=${commandsRun}`);
    const status = Number(process.exitCode ?? 0);
    return { status, stdout: masked(written.stdout), stderr: masked(written.stderr) };
  } finally {
    process.argv = argv;
    process.exitCode = 0;
    process.stdout.removeAllListeners("error");
    for (const spy of spies) spy.mockRestore();
  }

  function masked(text: string): string {
    return text
      .replaceAll(directory, "DATA")
      .replaceAll(userInfo().username, "USER")
      .replace(/(Activation code: |"activationCode":")[A-Z]{8}/gu, "$1CODE")
      .replace(/(Temporary code: |"code":")[A-Z]{5} ?[A-Z]{5}/gu, "$1CODE");
  }
}

function spyOnOutput(written: { stdout: string; stderr: string }) {
  const line =
    (where: keyof typeof written) =>
    (...given: readonly unknown[]): void => {
      written[where] += `${given.join(" ")}\n`;
    };
  const piece = (where: keyof typeof written) => (text: unknown) => {
    written[where] += String(text);
    return true;
  };
  return [
    vi.spyOn(console, "log").mockImplementation(line("stdout")),
    vi.spyOn(console, "error").mockImplementation(line("stderr")),
    vi.spyOn(process.stdout, "write").mockImplementation(piece("stdout")),
    vi.spyOn(process.stderr, "write").mockImplementation(piece("stderr")),
  ];
}

/**
 * The store compares the file's own time of change with the time that it wrote into it. Here `Date`
 * stands still, so that a store which is opened again would take itself for a copy.
 */
function agreeWithTrueTime(directory: string): void {
  const path = join(directory, "jeton.sqlite-history");
  const text = readFileSync(path, "utf8");
  const fields: unknown[] = JSON.parse(text);
  fields[3] = Math.round(performance.timeOrigin + performance.now());
  writeFileSync(path, `${JSON.stringify(fields).padEnd(text.length - 1)}\n`);
}
