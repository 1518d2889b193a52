import type { Reading } from "../reading.ts";
import { atOf, type XmlElement } from "../xml/xml-element.ts";
import { namespaces } from "./names.ts";

/**
 * Returns the PSKC children of an element by name. Reports one that stands twice, which RFC 6030's
 * schema never allows here, and one that is not in `known`.
 */
export function partsOf(
  reading: Reading,
  element: XmlElement | null | undefined,
  known: readonly string[],
): ReadonlyMap<string, XmlElement> {
  const parts = new Map<string, XmlElement>();
  for (const child of element?.children ?? []) {
    if (child.namespace !== namespaces.pskc || !known.includes(child.name)) {
      reading.warning("field-ignored", atOf(child), "an element of no use here", "RFC 6030's own");
    } else if (parts.has(child.name)) {
      reading.problem("field-repeated", atOf(child), "it twice", "it once");
    } else {
      parts.set(child.name, child);
    }
  }
  return parts;
}
