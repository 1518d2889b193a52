/** A token of a PDF (ISO 32000-2 §7.2), and where it stands. */
export type PdfToken = {
  /**
   * "<<", "[", a number or a keyword as it is written; a name as "/" and its characters, escapes
   * resolved; a string as "(" and its bytes, as written in brackets or decoded from hex digits.
   */
  readonly text: string;
  readonly at: number;
  readonly end: number;
};

// A class for each kind, so that no character is looked at more often than twice.
const blank = /(?:[\0\t\n\f\r ]|%[^\r\n]*)*/y;
const name = /\/[^\0\t\n\f\r ()<>[\]{}/%]*/y;
const hexString = /<[0-9A-Fa-f\0\t\n\f\r ]*>/y;
const regular = /[^\0\t\n\f\r ()<>[\]{}/%]+/y;

/** Returns the first token from this place on; "end" behind the last one, "broken" for anything else. */
export function nextPdfToken(text: string, from: number): PdfToken | "end" | "broken" {
  const at = from + (matchAt(blank, text, from) ?? "").length;
  switch (text[at]) {
    case undefined:
      return "end";
    case "(": {
      const end = stringEnd(text, at);
      return end === null ? "broken" : { text: text.slice(at, end - 1), at, end };
    }
    case "/": {
      const written = matchAt(name, text, at) ?? "/";
      const plain = written.includes("#") ? plainName(written) : written;
      return { text: plain, at, end: at + written.length };
    }
    case "<": {
      const digits = matchAt(hexString, text, at);
      if (digits !== null) return { text: `(${decodedHex(digits)}`, at, end: at + digits.length };
      return text[at + 1] === "<" ? { text: "<<", at, end: at + 2 } : "broken";
    }
    case ">":
      return text[at + 1] === ">" ? { text: ">>", at, end: at + 2 } : "broken";
    case "[":
    case "]":
    case "{":
    case "}":
      return { text: text[at] ?? "", at, end: at + 1 };
    case ")":
      return "broken";
    default: {
      const word = matchAt(regular, text, at) ?? "";
      return { text: word, at, end: at + word.length };
    }
  }
}

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

/** Strings hold balanced brackets, and others behind a backslash (§7.3.4.2). */
function stringEnd(text: string, begin: number): number | null {
  let depth = 0;
  for (let at = begin; at < text.length; at += 1) {
    const character = text[at];
    if (character === "\\") at += 1;
    else if (character === "(") depth += 1;
    else if (character === ")") {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return null;
}

/** A name may be written with escapes (§7.3.5): /J#61vaScript is /JavaScript. */
function plainName(written: string): string {
  return written.replace(/#([0-9a-f]{2})/giu, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function decodedHex(written: string): string {
  const digits = written.replace(/[^0-9a-f]/giu, "");
  return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, "hex").toString("latin1");
}
