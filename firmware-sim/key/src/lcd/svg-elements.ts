/** Attributes of an element. Numbers are written with at most two decimals. */
export type Attributes = Readonly<Record<string, string | number | boolean>>;

/** Returns an SVG element as text; every attribute value is escaped, `children` are not. */
export function element(name: string, attributes: Attributes, ...children: string[]): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeXml(attributeText(value))}"`)
    .join("");
  return children.length === 0
    ? `<${name}${written}/>`
    : `<${name}${written}>${children.join("")}</${name}>`;
}

/** Returns a vertical gradient of `colours`, spread evenly from top to bottom. */
export function gradient(id: string, colours: readonly string[]): string {
  const stops = colours.map((colour, index) =>
    element("stop", { offset: index / Math.max(1, colours.length - 1), "stop-color": colour }),
  );
  return element("linearGradient", { id, x1: 0, y1: 0, x2: 0, y2: 1 }, ...stops);
}

/** Returns `text` fit to stand in XML; characters that XML forbids become "?". */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "?")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}

function attributeText(value: string | number | boolean): string {
  return typeof value === "number" ? String(Math.round(value * 100) / 100) : String(value);
}
