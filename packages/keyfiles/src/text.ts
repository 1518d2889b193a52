import { KeyFileError } from "./key-file-error.ts";

/** Bytes of a file at most: 64 MiB, some hundred thousand keys. More is refused unread. */
export const keyFileBytesMax: number = 64 * 1024 * 1024;

/**
 * Returns the text of a file, without a byte order mark. Throws KeyFileError KEY_FILE_MALFORMED
 * when it is longer than 64 MiB or not UTF-8.
 */
export function decodeText(input: Uint8Array | string, file: string): string {
  const place = { file, line: null, path: "" };
  if (input.length > keyFileBytesMax) {
    const wanted = `at most ${keyFileBytesMax} bytes`;
    throw new KeyFileError("KEY_FILE_MALFORMED", { place, found: `${input.length}`, wanted });
  }
  if (typeof input === "string") return input.startsWith("\ufeff") ? input.slice(1) : input;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(input);
  } catch (cause) {
    const problem = { place, found: "bytes that are no text", wanted: "UTF-8" };
    throw new KeyFileError("KEY_FILE_MALFORMED", problem, cause);
  }
}

/** Returns the lines without their ends: LF, CRLF or CR. */
export function splitLines(text: string): readonly string[] {
  return text.split(/\r\n|\n|\r/);
}
