import { inflateSync } from "node:zlib";
import { nextPdfToken, type PdfToken } from "./pdf-token.ts";

/** All that a PDF says outside of the contents of its pages. */
export type PdfObjects = {
  /** The tokens of each object, and of the trailers, under the object's number; "" for a trailer. */
  readonly objects: readonly { readonly number: string; readonly tokens: readonly string[] }[];
};

/** What compressed objects may become, all of a file together: honest ones take some 100 kB. */
const inflatedBytesMax = 8 * 1024 * 1024;
/** Characters that are read of them; a place can be named as the beginning of any number of objects. */
const charactersMax = 2 * inflatedBytesMax;

/**
 * Returns what a PDF says, or null for one that cannot be read as surely as it is written. Viewers go
 * to objects by their place in the file, so nothing that could be one may stand where it is not read
 * here: in a string, a comment or a stream.
 */
export function readPdfObjects(text: string): PdfObjects | null {
  const objects: { number: string; tokens: readonly string[] }[] = [];
  const budget = { bytes: inflatedBytesMax, characters: charactersMax };
  let number = "";
  let own: PdfToken[] = [];
  let depth = 0;
  for (let at = 0; ; ) {
    const token = nextPdfToken(text, at);
    if (token === "broken") return null;
    const isEnd = token === "end";
    if (holdsObject(text, at, isEnd ? text.length : token.at)) return null;
    if (isEnd) break;
    at = token.end;
    const word = token.text;
    if (word === "<<" || word === "[") depth += 1;
    if (word === ">>" || word === "]") depth -= 1;
    if (depth < 0 || (word.startsWith("(") && holdsObject(text, token.at, token.end))) return null;
    if (word === "obj" || word === "endobj") {
      if (depth !== 0) return null;
      const header = word === "obj" ? own.splice(-2) : [];
      objects.push({ number, tokens: own.map((each) => each.text) });
      own = [];
      number = word === "obj" ? (numberOf(text, header, token) ?? "?") : "";
      if (number === "?") return null;
    } else if (word === "stream") {
      const stream = depth === 0 && own.at(-1)?.text === ">>" ? streamAt(text, at) : null;
      if (stream === null) return null;
      at = stream.end;
      const dictionary = own.map((each) => each.text);
      if (dictionary.includes("/First") || dictionary.includes("/ObjStm")) {
        const within = compressedObjects(dictionary, stream.content, budget);
        if (within === null) return null;
        // As many as there may be are too many for the arguments of one call.
        for (const each of within) objects.push(each);
      }
      objects.push({ number, tokens: dictionary });
      own = [];
    } else if (isNearlyKeyword(word)) return null;
    else own.push(token);
  }
  objects.push({ number, tokens: own.map((each) => each.text) });
  return depth === 0 ? { objects } : null;
}

/** Whether a lenient viewer could take the word for one that begins an object or a stream. */
function isNearlyKeyword(word: string): boolean {
  if (word.startsWith("/") || word.startsWith("(")) return false;
  return word.includes("obj") || word.includes("stream");
}

/** The number of an object whose header stands in one piece: "12 0 obj". */
function numberOf(text: string, header: readonly PdfToken[], obj: PdfToken): string | null {
  const [first] = header;
  const written = first === undefined ? "" : text.slice(first.at, obj.at);
  return /^(\d+)[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]*$/u.exec(written)?.[1] ?? null;
}

/** Whether what is passed over between these places could be taken for an object or a trailer. */
function holdsObject(text: string, from: number, to: number): boolean {
  // Most gaps are a blank or two.
  if (to - from < 4) return false;
  const passed = text.slice(from, to);
  if (/(?<!start)xref|trailer/u.test(passed)) return true;
  for (let at = passed.indexOf("obj"); at !== -1; at = passed.indexOf("obj", at + 1)) {
    if (!/[\0\t\n\f\r \d]/u.test(passed[at - 1] ?? " ")) continue;
    const before = passed.slice(Math.max(0, at - 200), at).replace(/%[^\r\n]*(?=[\r\n])/gu, " ");
    if (/(?:\d[\0\t\n\f\r ]+\d+|^)[\0\t\n\f\r ]*$/u.test(before)) return true;
  }
  return false;
}

/** A stream begins behind the end of its keyword's line (§7.3.8.1) and ends with "endstream". */
function streamAt(
  text: string,
  at: number,
): { readonly content: string; readonly end: number } | null {
  const [line = ""] = /^(?:\r\n|\n|\r)/u.exec(text.slice(at, at + 2)) ?? [];
  const begin = at + line.length;
  const end = text.indexOf("endstream", begin);
  if (line === "" || end === -1 || holdsObject(text, begin, end)) return null;
  return { content: text.slice(begin, end), end: end + "endstream".length };
}

type Budget = { bytes: number; characters: number };

/**
 * Returns the objects of an object stream (§7.5.7), read from the places at which it says that they
 * begin. Only FlateDecode is read, as nearly all programs write it: there the length of what comes out
 * cannot depend on what stands behind.
 */
function compressedObjects(
  dictionary: readonly string[],
  content: string,
  budget: Budget,
): PdfObjects["objects"] | null {
  const joined = dictionary.join(" ");
  const isPlain =
    /\/Filter (?:\/FlateDecode|\[ \/FlateDecode \]) (?:\/|>>)/u.test(joined) &&
    !/\/(?:DecodeParms|DP|F|FFilter|Crypt) /u.test(joined) &&
    ["/Filter", "/N", "/First"].every(
      (key) => dictionary.indexOf(key) === dictionary.lastIndexOf(key),
    ) &&
    dictionary.filter((word) => word === "<<").length === 1;
  const count = numberAfter(dictionary, "/N");
  const first = numberAfter(dictionary, "/First");
  if (!isPlain || count === null || first === null) return null;
  const text = inflated(content, budget);
  if (text === null) return null;
  const objects: { number: string; tokens: readonly string[] }[] = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    const number = nextPdfToken(text, at);
    const offset = typeof number === "string" ? number : nextPdfToken(text, number.end);
    if (typeof number === "string" || typeof offset === "string") return null;
    if (!/^\d{1,10}$/u.test(number.text) || !/^\d{1,10}$/u.test(offset.text)) return null;
    at = offset.end;
    const tokens = objectAt(text, first + Number(offset.text), budget);
    if (tokens === null) return null;
    objects.push({ number: number.text, tokens });
  }
  return objects;
}

function inflated(content: string, budget: Budget): string | null {
  try {
    const bytes = inflateSync(Buffer.from(content, "latin1"), { maxOutputLength: budget.bytes });
    budget.bytes -= bytes.length;
    return budget.bytes > 0 ? bytes.toString("latin1") : null;
  } catch {
    // Damaged, cut short, or larger than any honest one.
    return null;
  }
}

/** The tokens of the one object that begins here. */
function objectAt(text: string, begin: number, budget: Budget): readonly string[] | null {
  const tokens: string[] = [];
  let depth = 0;
  for (let at = begin; ; ) {
    const token = nextPdfToken(text, at);
    if (typeof token === "string") return null;
    budget.characters -= token.end - at;
    if (budget.characters < 0) return null;
    at = token.end;
    tokens.push(token.text);
    if (token.text === "<<" || token.text === "[") depth += 1;
    if (token.text === ">>" || token.text === "]") depth -= 1;
    if (depth < 0) return null;
    if (depth === 0) return tokens;
  }
}

function numberAfter(tokens: readonly string[], key: string): number | null {
  const value = tokens[tokens.indexOf(key) + 1] ?? "";
  return tokens.includes(key) && /^\d{1,7}$/u.test(value) ? Number(value) : null;
}
