/** The fields of a form in the order in which they came, repeated ones included. */
export type FormBody = ReadonlyMap<string, readonly string[]>;

/**
 * Returns the fields of an `application/x-www-form-urlencoded` body, or null when it is not one in
 * well-formed UTF-8. The usual parsers put U+FFFD in place of broken bytes and leave broken escapes
 * as they are, so that two different bodies could mean the same. `otherwise`: what names and values that
 * are not in UTF-8 are read as, each by itself.
 */
export function parseFormBody(
  bytes: Uint8Array,
  otherwise: "latin1" | null = null,
): FormBody | null {
  const fields = new Map<string, string[]>();
  // One character for each byte, so that escaped and plain bytes are decoded together.
  const text = Buffer.from(bytes).toString("latin1");
  for (const pair of text.split("&")) {
    if (pair === "") continue;
    const split = pair.includes("=") ? pair.indexOf("=") : pair.length;
    const name = decode(pair.slice(0, split), otherwise);
    const value = decode(pair.slice(split + 1), otherwise);
    if (name === null || value === null) return null;
    fields.set(name, [...(fields.get(name) ?? []), value]);
  }
  return fields;
}

function decode(text: string, otherwise: "latin1" | null): string | null {
  if (/%(?![0-9a-f]{2})/iu.test(text)) return null;
  const bytes = text
    .replaceAll("+", " ")
    .replace(/%(..)/gu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  try {
    // ignoreBOM keeps a byte order mark as the character that it is.
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    return decoder.decode(Buffer.from(bytes, "latin1"));
  } catch {
    return otherwise === null ? null : bytes;
  }
}
