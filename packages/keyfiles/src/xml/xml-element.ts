import { mayBeShown } from "../finding.ts";

/** An element of a parsed document, its name resolved to a namespace. */
export type XmlElement = {
  readonly namespace: string;
  readonly name: string;
  /** Attributes without a prefix, by name. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The text directly inside, without that of children. */
  readonly text: string;
  readonly line: number;
  readonly parent: XmlElement | null;
  /** Its number among the children of that name, from 1. */
  readonly position: number;
};

/** Returns "KeyContainer/KeyPackage[2]/Key": a number from the second of a name on. */
export function pathOf(element: XmlElement): string {
  const parts: string[] = [];
  for (let at: XmlElement | null = element; at !== null; at = at.parent) {
    const counted = at.position > 1 || at.name === "KeyPackage";
    const name = shownName(at.name);
    parts.unshift(counted ? `${name}[${at.position}]` : name);
  }
  return parts.join("/");
}

/** A damaged file may have a seed for an element's name; words in capitals, as PSKC has them, are none. */
function shownName(name: string): string {
  const isWords = name.length <= 64 && /^(?:[A-Z]+[a-z]{2,})+$/.test(name);
  return isWords || mayBeShown(name) ? name : `(${name.length} characters)`;
}

/** Returns the element's place for findings. */
export function atOf(element: XmlElement): { readonly line: number; readonly path: string } {
  return { line: element.line, path: pathOf(element) };
}

/** Returns the first child of that name, or null. */
export function childOf(element: XmlElement, namespace: string, name: string): XmlElement | null {
  return (
    element.children.find((child) => child.name === name && child.namespace === namespace) ?? null
  );
}

/** Returns the first child of that name in any namespace, or null. */
export function childNamed(element: XmlElement, name: string): XmlElement | null {
  return element.children.find((child) => child.name === name) ?? null;
}
