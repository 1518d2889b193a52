import { type SaxesAttributeNS, SaxesParser } from "saxes";
import { shown } from "../finding.ts";
import { KeyFileError } from "../key-file-error.ts";
import { splitLines } from "../text.ts";
import { pathOf, type XmlElement } from "./xml-element.ts";
import { xmlFault } from "./xml-fault.ts";

/** Elements inside each other, at most. PSKC needs eight. */
export const xmlDepthMax = 32;

/**
 * Returns the root element. Throws KeyFileError KEY_FILE_MALFORMED, with the line, for what is not
 * well-formed, has a DTD, is nested deeper than 32 or declares an encoding other than UTF-8. No
 * entity but XML's own five is known, nothing outside the text is ever looked at, and the time
 * grows with the length only. `names` are what elements and attributes are called in place of their own names.
 */
export function parseXml(
  text: string,
  file: string,
  names: ReadonlyMap<string, string> = noNames,
): XmlElement {
  const parser = new SaxesParser({ xmlns: true, position: true });
  // Behind a last line break the parser counts one line more than anybody sees.
  const lastLine = splitLines(text.trimEnd()).length;
  const fail = (found: string, wanted: string, path = "", line = parser.line): never => {
    const place = { file, line: Math.min(line, lastLine), path };
    throw new KeyFileError("KEY_FILE_MALFORMED", { place, found, wanted });
  };
  let root: GrowingElement | null = null;
  let open: GrowingElement | null = null;
  let depth = 0;
  let startLine = 1;
  parser.on("error", ({ message }) => {
    const fault = xmlFault(message, { text, column: parser.column, hasRoot: root !== null });
    fail(fault.found, fault.wanted, open === null ? "" : pathOf(open), fault.line);
  });
  parser.on("doctype", () => fail("a DTD", "none, entities are not read"));
  parser.on("xmldecl", ({ encoding }) => {
    if (encoding !== undefined && !/^(?:utf-8|us-ascii)$/i.test(encoding)) {
      fail(`the encoding ${shown(encoding)}`, '"UTF-8"');
    }
  });
  parser.on("opentagstart", () => {
    // The parser has read one character past the name, which may be a line's end.
    startLine = parser.line - (parser.column === 0 ? 1 : 0);
  });
  parser.on("opentag", (tag) => {
    depth += 1;
    if (depth > xmlDepthMax) {
      fail(
        `elements nested deeper than ${xmlDepthMax}`,
        "fewer",
        open === null ? "" : pathOf(open),
      );
    }
    const element = growElement(open, tag, { line: startLine, names });
    root ??= element;
    open = element;
  });
  const addText = (part: string) => {
    if (open !== null) open.text += part;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => {
    depth -= 1;
    open = open?.parent ?? null;
  });
  parser.write(text).close();
  return root ?? fail("no element", "one");
}

/** An element that is still open. What most elements lack is made when it is needed. */
type GrowingElement = Omit<XmlElement, "children" | "parent" | "text"> & {
  readonly parent: GrowingElement | null;
  readonly children: GrowingElement[];
  text: string;
  counts: Map<string, number> | null;
};

const noAttributes: ReadonlyMap<string, string> = new Map();
const noNames: ReadonlyMap<string, string> = new Map();

function growElement(
  parent: GrowingElement | null,
  tag: {
    readonly uri: string;
    readonly local: string;
    readonly attributes: Record<string, SaxesAttributeNS>;
  },
  { line, names }: { readonly line: number; readonly names: ReadonlyMap<string, string> },
): GrowingElement {
  const named = (local: string) => names.get(local) ?? local;
  const name = named(tag.local);
  const attributes = Object.values(tag.attributes).filter(({ prefix }) => prefix === "");
  const element: GrowingElement = {
    namespace: tag.uri,
    name,
    attributes:
      attributes.length === 0
        ? noAttributes
        : new Map(attributes.map(({ local, value }) => [named(local), value])),
    children: [],
    text: "",
    counts: null,
    line,
    parent,
    position: parent === null ? 1 : countChild(parent, name),
  };
  parent?.children.push(element);
  return element;
}

/** Counted while reading: to count an element's elder siblings later would take squared time. */
function countChild(parent: GrowingElement, name: string): number {
  parent.counts ??= new Map();
  const position = (parent.counts.get(name) ?? 0) + 1;
  parent.counts.set(name, position);
  return position;
}
