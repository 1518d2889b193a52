/** An element to write. */
export type XmlNode = {
  readonly name: string;
  readonly attributes?: { readonly [name: string]: string };
  readonly content?: string | readonly XmlNode[];
};

/** Returns the document: declaration, then one element a line, indented by two blanks. */
export function writeXml(root: XmlNode): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${written(root, "")}`;
}

function written({ name, attributes = {}, content = "" }: XmlNode, indent: string): string {
  const given = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeXml(value).replaceAll("\n", "&#10;")}"`)
    .join("");
  if (content.length === 0) return `${indent}<${name}${given}/>\n`;
  if (typeof content === "string")
    return `${indent}<${name}${given}>${escapeXml(content)}</${name}>\n`;
  const children = content.map((child) => written(child, `${indent}  `)).join("");
  return `${indent}<${name}${given}>\n${children}${indent}</${name}>\n`;
}

const escapes: { readonly [character: string]: string } = {
  ...{ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" },
};

/** Returns text for XML or HTML; characters that XML 1.0 cannot have at all become "?". */
export function escapeXml(text: string): string {
  return text
    .replace(/[&<>"]/g, (character) => escapes[character] ?? character)
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "?");
}
