import { splitLines } from "../text.ts";

/** What is wrong with XML, in words. */
export type XmlFault = { readonly found: string; readonly wanted: string; readonly line?: number };

type Rule = readonly [form: RegExp, found: string, wanted: string];

/**
 * What the parser says of each fault, and what we say. Its own words are not repeated: they quote the text, which
 * holds seeds. The first rule that fits is taken.
 */
const rules: readonly Rule[] = [
  [
    /unclosed tag/,
    "the end of the file inside this element",
    "its end tag; the file may be cut off",
  ],
  [/unexpected end/, "the end of the file inside a tag", "all of the file; it may be cut off"],
  [/undefined entity/, "an entity that XML does not know", "&amp;, &lt;, &gt;, &quot; or &apos;"],
  [/entity/, 'an "&" that begins no entity', '"&amp;" for "&"'],
  [
    /unmatched closing tag|unexpected close tag|empty close tag/,
    "an end tag of no open element",
    "those of the elements that are open, the innermost first",
  ],
  [/text data outside/, "text behind the last element", "nothing there"],
  [/only one root/, "a second root element", "one"],
  [/root element/, "no element", "one"],
  [/duplicate attribute/, "an attribute twice", "each attribute once"],
  [
    /namespace prefix|xmlns|undefine prefix|default namespace|xml namespace/,
    "a prefix without a namespace",
    'xmlns:PREFIX="…" on this element or one around it',
  ],
  [/attribute/, "an attribute that is not whole", 'NAME="VALUE", with quotes'],
  [
    /tag name|closing tag|opening tag|malformed name/,
    'a "<" that begins no tag',
    '"&lt;" for "<" in a text',
  ],
  [/\]\]>/, '"]]>" in a text', '"]]&gt;"'],
  [/comment/, "a comment that is not whole", "<!-- … --> without -- inside"],
  [/doctype/, "a DTD", "none, entities are not read"],
  [
    /XML declaration|processing instruction|expected the name|expected one of|did not expect any more|version number|encoding value|standalone|value required|must be quoted|whitespace required/,
    "an XML declaration that is not whole",
    '<?xml version="1.0" encoding="UTF-8"?> at the very start',
  ],
  [/incorrect syntax/, 'a "<!" of no known kind', "an element"],
  [/disallowed character/, "a character that XML does not allow", "no control characters"],
];

/**
 * Returns the fault that a message of the parser names, with its line where the parser tells another one.
 * `column` is counted from 0, `hasRoot` says whether an element came before.
 */
export function xmlFault(
  message: string,
  {
    text,
    column,
    hasRoot,
  }: { readonly text: string; readonly column: number; readonly hasRoot: boolean },
): XmlFault {
  if (/text data outside/.test(message) && !hasRoot) {
    const line = splitLines(/^\s*/.exec(text)?.[0] ?? "").length;
    return { found: "text that is no XML", wanted: 'XML, which begins with "<"', line };
  }
  const rule = rules.find(([form]) => form.test(message));
  if (rule === undefined)
    return { found: `a fault, at column ${column}`, wanted: "well-formed XML" };
  const [, found, wanted] = rule;
  if (!isEnd(found)) return { found: `${found}, at column ${column}`, wanted };
  // The parser seeks the end of what a bare "&" begins as far as the end of the file.
  const bare = text.search(/&(?!(?:[a-z]+|#\d+|#x[0-9a-f]+);)/i);
  if (bare < 0) return { found, wanted };
  const line = splitLines(text.slice(0, bare)).length;
  return { found: 'an "&" that begins no entity', wanted: '"&amp;" for "&"', line };
}

function isEnd(found: string): boolean {
  return found.startsWith("the end of the file") || found === "no element";
}
