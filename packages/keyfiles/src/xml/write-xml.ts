/** An element to write: its name with prefix, attributes in order, then text or children. */
export type XmlNode = {
  readonly name: string;
  readonly attributes?: { readonly [name: string]: string };
  readonly content: string | readonly XmlNode[];
};

/** Returns an element of text, or null for no text, so that a list can leave it out. */
export function textNode(name: string, text: string | null): XmlNode | null {
  return text === null ? null : { name, content: text };
}

/** Returns the nodes that are there. */
export function present(nodes: readonly (XmlNode | null)[]): readonly XmlNode[] {
  return nodes.filter((node) => node !== null);
}

/** Returns the document: declaration, then one element a line, indented by two blanks. */
export function writeXml(root: XmlNode): string {
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>'];
  writeNode(root, "", lines);
  return `${lines.join("\n")}\n`;
}

function writeNode(node: XmlNode, indent: string, lines: string[]): void {
  const attributes = Object.entries(node.attributes ?? {})
    .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    .join("");
  const start = `${indent}<${node.name}${attributes}`;
  if (node.content.length === 0) {
    lines.push(`${start}/>`);
  } else if (typeof node.content === "string") {
    lines.push(`${start}>${escapeXml(node.content)}</${node.name}>`);
  } else {
    lines.push(`${start}>`);
    for (const child of node.content) writeNode(child, `${indent}  `, lines);
    lines.push(`${indent}</${node.name}>`);
  }
}

const escapes: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => escapes[character] ?? character);
}
