import { spawn } from "node:child_process";

/** What a program on a terminal wrote: output and error together, as a terminal shows both. */
export type TerminalRun = { readonly status: number | null; readonly shown: string };

/**
 * Runs a program of Node on a terminal of its own (Debian's `script`), where it finds that its output and
 * its error are terminals.
 */
export async function runOnTerminal(words: readonly string[]): Promise<TerminalRun> {
  const command = [process.execPath, ...words].map((word) => `'${word.replaceAll("'", "'\\''")}'`);
  const child = spawn("script", ["-qec", command.join(" "), "/dev/null"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let shown = "";
  child.stdout.on("data", (bytes: Buffer) => {
    shown += bytes.toString("latin1");
  });
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  return { status, shown };
}
