import { KeyFileError } from "../key-file-error.ts";

/** A part of a JSON text, and where it stands: `db/entries[2]`, counted from 1. */
export type JsonPart = { readonly value: unknown; readonly path: string };

/** Returns what a JSON text holds. @throws KeyFileError KEY_FILE_MALFORMED, which repeats nothing of it. */
export function parseJson(text: string, file: string): JsonPart {
  try {
    return { value: JSON.parse(text) as unknown, path: "" };
  } catch (error) {
    // The engine's message quotes the text, which has seeds in it.
    const position = /position (\d+)/.exec(error instanceof Error ? error.message : "")?.[1];
    const before = position === undefined ? null : text.slice(0, Number(position));
    const line = before === null ? null : before.split("\n").length;
    const place = { file, line, path: "" };
    const wanted = "the export as the application wrote it, whole";
    throw new KeyFileError("KEY_FILE_MALFORMED", { place, found: "no JSON", wanted });
  }
}

/** Returns a member of an object; its value is undefined where there is none, or no object. */
export function member({ value, path }: JsonPart, name: string): JsonPart {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  const own =
    isObject && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
  return { value: own, path: path === "" ? name : `${path}/${name}` };
}

/** Returns the items of an array, or null where it is none. */
export function itemsOf({ value, path }: JsonPart): readonly JsonPart[] | null {
  if (!Array.isArray(value)) return null;
  return value.map((item: unknown, index) => ({ value: item, path: `${path}[${index + 1}]` }));
}

/** Returns what a text or a number writes; null where nothing is said. Others are named, and no reader takes that. */
export function written({ value }: JsonPart): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === "string") return value;
  return typeof value === "number" ? String(value) : `(${typeof value})`;
}

/** Makes the error of a file that is JSON but not of the application's shape. */
export function misshapen(file: string, part: JsonPart, wanted: string): KeyFileError {
  const { value, path } = part;
  const found = value === undefined ? "nothing" : Array.isArray(value) ? "an array" : typeof value;
  return new KeyFileError("KEY_FILE_MALFORMED", {
    place: { file, line: null, path },
    found,
    wanted,
  });
}
