/** The section that `npm run board-programs` writes; `npm run bench:board` leaves it as it is. */
export const boardProgramsTitle = "Programs that are not ours";

/** Returns the page with this text as its section of that title: in its place, or at the end. */
export function withSection(page: string, title: string, text: string): string {
  const heading = `## ${title}\n`;
  const section = `${heading}\n${text}\n`;
  const at = page.indexOf(heading);
  if (at < 0) return `${page.trimEnd()}\n\n${section}`;
  const next = page.indexOf("\n## ", at + heading.length);
  return next < 0
    ? page.slice(0, at) + section
    : `${page.slice(0, at)}${section}\n${page.slice(next + 1)}`;
}

/** Returns the text of the page's section of that title, or null. */
export function sectionOf(page: string, title: string): string | null {
  const heading = `## ${title}\n`;
  const at = page.indexOf(heading);
  if (at < 0) return null;
  const next = page.indexOf("\n## ", at + heading.length);
  return page.slice(at + heading.length, next < 0 ? undefined : next).trim();
}
