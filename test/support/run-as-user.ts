import { execFile } from "node:child_process";
import { stripVTControlCharacters } from "node:util";

/** How a program ended, and all that it printed: standard output, then standard error, without colours. */
export type UserRun = { readonly status: number; readonly output: string };

/** Runs a program as a user does, without what Vitest sets. Never rejects for a program that fails. */
export function runAsUser(
  program: string,
  words: readonly string[],
  where: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<UserRun> {
  const { FORCE_COLOR: _, NODE_ENV: __, VITEST: ___, ...rest } = process.env;
  const options = { cwd: where.cwd, env: { ...rest, NO_COLOR: "1", ...where.env } };
  return new Promise((resolve) => {
    execFile(program, [...words], options, (error, out, err) => {
      const output = stripVTControlCharacters(`${out}\n${err}`);
      resolve({ status: error === null ? 0 : Number(error.code), output });
    });
  });
}
