import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const model = fileURLToPath(new URL("../../docs/design/model/single-use.pml", import.meta.url));

/** What Spin said about the model. */
export type SpinRun = {
  readonly states: number;
  readonly errors: number;
  /** The claim that does not hold, as Spin words it; null when all hold. */
  readonly violated: string | null;
  /** The validators' and the environment's steps that lead to the error. */
  readonly story: readonly string[];
};

/**
 * Searches the model of single use, with these words defined ("NO_FLOOR", "LAW=2"), until the first
 * error. Throws when the search was not complete.
 */
export async function runSpin(spin: string, defined: readonly string[] = []): Promise<SpinRun> {
  const directory = mkdtempSync(join(tmpdir(), "jeton-spin-"));
  const options = { cwd: directory, maxBuffer: 16 * 1024 * 1024 };
  const words = defined.map((word) => `-D${word}`);
  try {
    await run(spin, ["-a", ...words, model], options);
    await run("gcc", ["-w", "-O1", "-DSAFETY", "-DMEMLIM=2000", "-o", "pan", "pan.c"], options);
    const { stdout } = await run(join(directory, "pan"), ["-m1000", "-w21", "-n"], options);
    const errors = numberIn(stdout, /errors: (\d+)/);
    const isCut = errors === 0 && /Search not completed|max search depth/.test(stdout);
    if (isCut) throw new Error(`Cannot trust this search: it was cut off: ${stdout}`);
    return {
      states: numberIn(stdout, /(\d+) states, stored/),
      errors,
      violated: /^pan:\d+: (.*)/m.exec(stdout)?.[1] ?? null,
      story: errors === 0 ? [] : await tell(spin, words, options),
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Replays the error. Spin ends with 1 where the claim fails. */
async function tell(
  spin: string,
  words: readonly string[],
  options: { readonly cwd: string },
): Promise<readonly string[]> {
  const replayed = await run(spin, ["-t", "-T", ...words, "-k", "single-use.pml.trail", model], {
    ...options,
  }).catch((error: unknown) => error as { readonly stdout: string });
  return replayed.stdout
    .split("\n")
    .filter((line) => /^(V[12] |FAILOVER|TIME|REPLICATED)/.test(line));
}

function numberIn(text: string, form: RegExp): number {
  const found = form.exec(text)?.[1];
  if (found === undefined) throw new Error(`Cannot read what Spin found: ${text}`);
  return Number(found);
}
