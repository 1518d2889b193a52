import { FailedError } from "./command-error.ts";
import { quoted } from "./options.ts";

/** What a command does with a file, and what it wants of it. */
export type FileUse = {
  /** "read" or "write", with what it is where that helps: "read the layout". */
  readonly act: string;
  readonly file: string;
  /** The cure: "a file that can be read". */
  readonly wanted: string;
};

/** Returns what `work` does with the file. What the system says of the file becomes FailedError. */
export function withFile<T>({ act, file, wanted }: FileUse, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    throw new FailedError(
      `Cannot ${act} ${quoted(file)}: ${fileProblem(cause)}, wanted ${wanted}`,
      { cause },
    );
  }
}

/** Says in words what the system reports of a file. */
export function fileProblem(error: Error & { readonly code: string }): string {
  return problems[error.code] ?? error.message.replace(/, [a-z]+( '.*)?$/s, "");
}

const problems: { readonly [code: string]: string } = {
  ENOENT: "there is no such file or folder",
  EACCES: "this user may not",
  EPERM: "this user may not",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of its path is no folder",
  EEXIST: "it is there already",
  ENOSPC: "the disk is full",
  EROFS: "it lies where nothing can be written",
};

function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && "syscall" in error && "code" in error;
}
