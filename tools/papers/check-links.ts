import { posix } from "node:path";
import type { SourceFile, Violation } from "../layers/workspace.ts";
import { type Papers, violationAt } from "./text-file.ts";

const link = /\]\(([^()\s]+)\)/g;
/** A page that a comment or a sentence names by its path from the root. */
const namedPage = /(?<![\w./-])docs\/[\w./-]+\.md\b/g;

/** Returns each link of a page that leads nowhere, and each page of docs/ to which no link leads. */
export function checkLinks(papers: Papers): readonly Violation[] {
  const pages = papers.texts.filter(({ path }) => path.endsWith(".md"));
  const targets = new Set<string>();
  const broken = pages.flatMap((page) => brokenLinks(page, papers, targets));
  const unknown = papers.texts
    .filter(({ path }) => !path.startsWith("tools/papers/"))
    .flatMap((file) => unknownPages(file, papers, targets));
  const lonely = pages
    .filter(({ path }) => path.startsWith("docs/") && !targets.has(path))
    .map((page) => violationAt(page, 0, "Cannot reach this page: nothing else names it"));
  return [...broken, ...unknown, ...lonely];
}

function brokenLinks(page: SourceFile, papers: Papers, targets: Set<string>): readonly Violation[] {
  return [...withoutCode(page.text).matchAll(link)].flatMap(({ index, 1: target = "" }) => {
    if (/^[a-z]+:/.test(target)) return [];
    const [file = "", anchor] = target.split("#");
    const path = file === "" ? page.path : posix.join(posix.dirname(page.path), file);
    const bare = path.replace(/\/$/, "");
    if (path !== page.path) targets.add(bare);
    if (!papers.paths.has(bare) && bare !== ".") {
      return [violationAt(page, index, `Cannot follow the link "${target}": there is no ${bare}`)];
    }
    if (anchor === undefined || !bare.endsWith(".md")) return [];
    const text = papers.texts.find((each) => each.path === bare)?.text ?? "";
    if (anchorsOf(text).has(anchor)) return [];
    return [violationAt(page, index, `Cannot follow the link "${target}": no such heading`)];
  });
}

function unknownPages(
  file: SourceFile,
  { paths }: Papers,
  targets: Set<string>,
): readonly Violation[] {
  const named = [...file.text.matchAll(namedPage)];
  for (const [path] of named) if (path !== file.path) targets.add(path);
  return named
    .filter(([path]) => !paths.has(path))
    .map(({ index, 0: path }) => violationAt(file, index, `Cannot find ${path}`));
}

/** Blanks code out, so that places in the text stay what they are. */
function withoutCode(text: string): string {
  return text.replaceAll(/^```.*?^```|`[^`\n]*`/gms, (code) => code.replaceAll(/[^\n]/g, " "));
}

/** The anchors of a page's headings, as forges make them. */
function anchorsOf(text: string): ReadonlySet<string> {
  const headings = text.replaceAll(/^```.*?^```/gms, "").matchAll(/^#+ (.*)$/gm);
  return new Set(
    [...headings].map(([, heading = ""]) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
        .trim()
        .replaceAll(" ", "-"),
    ),
  );
}
