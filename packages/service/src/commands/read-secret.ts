import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { FailedError } from "@jeton/cli";

/**
 * Reads one line of standard input; at a terminal it asks for it and does not show what is typed.
 * Rejects with FailedError when whoever is asked leaves by Ctrl-C or Ctrl-D.
 */
export async function readSecret(prompt: string): Promise<string> {
  if (!process.stdin.isTTY) {
    const lines = createInterface({ input: process.stdin });
    for await (const line of lines) {
      lines.close();
      return line;
    }
    return "";
  }
  process.stderr.write(prompt);
  // Where readline would write what is typed, nothing is written.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await lines.question("");
  } catch (cause) {
    if (!(cause instanceof Error) || cause.name !== "AbortError") throw cause;
    throw new FailedError("Cannot go on: found no answer, wanted one line", { cause });
  } finally {
    lines.close();
    process.stderr.write("\n");
  }
}
