import type { Place } from "./finding.ts";
import { KeyFileError, type KeyFileProblem } from "./key-file-error.ts";

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
    const problem = { ...undecodable(input, place), wanted: "UTF-8: save the file in it" };
    throw new KeyFileError("KEY_FILE_MALFORMED", problem, cause);
  }
}

/** Says which bytes are no UTF-8, and on which line. */
function undecodable(input: Uint8Array, place: Place): Pick<KeyFileProblem, "place" | "found"> {
  const [first, second] = input;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return { place, found: "UTF-16" };
  }
  const before = new TextDecoder("utf-8").decode(input).split("\ufffd", 1)[0] ?? "";
  const line = splitLines(before).length;
  return { place: { ...place, line }, found: "bytes that are no UTF-8 text" };
}

/** Returns the lines without their ends: LF, CRLF or CR. */
export function splitLines(text: string): readonly string[] {
  return text.split(/\r\n|\n|\r/);
}
