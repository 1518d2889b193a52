import { escapeXml } from "./xml.ts";

/** Returns a figure; several plots in one page must not share the ids of their clip paths. */
export function figure(title: string, svg: string, caption: string, prefix: string): string {
  const own = svg.replace(/\bzr(\d+)/g, `${prefix}-zr$1`);
  return `<figure><h3>${escapeXml(title)}</h3>${own}<figcaption>${escapeXml(caption)}</figcaption></figure>`;
}
