import type { SourceFile, Violation } from "../layers/workspace.ts";
import { type Papers, violationAt } from "./text-file.ts";

/** The page that gives the laws their numbers. */
export const lawsPage = "docs/design/laws.md";

/** Names of papers that are not in the tree; their tests write them, too. */
const unknownPaper = /\b(DESIGN|STYLE)\b(?!_)/g;
/** "law 2", "laws 6 and 7", "laws 2, 11 and 12", "laws 1 to 5", also over the end of a line. */
const law = /\b[Ll]aws?[\s*/#]+(\d+(?:(?:,| and| to|-)[\s*/#]*\d+)*)/g;
const section = /§/g;
/** What has sections: a file that cites one, or a neighbour in its folder, must name one of these. */
const standard = /\bRFC \d|\bFIPS \d|\bISO \d|\bXML\b|\bW3C\b|[Dd]atasheet|\bNIST\b|sqlite\.org/;

/** Returns each citation of a law, a paper or a section that leads nowhere. */
export function checkCitations({ texts }: Papers): readonly Violation[] {
  const laws = lawsOf(texts.find(({ path }) => path === lawsPage)?.text ?? "");
  // The checks themselves and their tests name what they refuse.
  const standards = new Set(texts.filter(({ text }) => standard.test(text)).map(folderOf));
  const cited = texts.filter(({ path }) => !path.startsWith("tools/papers/"));
  return cited.flatMap((file) => [
    ...unknownLaws(file, laws),
    ...unknownPapers(file),
    ...(standards.has(folderOf(file)) ? [] : looseSections(file)),
  ]);
}

function lawsOf(page: string): ReadonlySet<number> {
  return new Set([...page.matchAll(/^## Law (\d+): /gm)].map(([, number]) => Number(number)));
}

function unknownLaws(file: SourceFile, laws: ReadonlySet<number>): readonly Violation[] {
  return [...file.text.matchAll(law)].flatMap(({ index, 1: list = "" }) =>
    [...list.matchAll(/\d+/g)]
      .filter(([number]) => !laws.has(Number(number)))
      .map(([number]) =>
        violationAt(file, index, `Cannot find law ${number}: ${lawsPage} has no heading for it`),
      ),
  );
}

function unknownPapers(file: SourceFile): readonly Violation[] {
  return [...file.text.matchAll(unknownPaper)].map(({ index, 0: name }) =>
    violationAt(file, index, `Cannot find "${name}": name a page of docs/design instead`),
  );
}

function looseSections(file: SourceFile): readonly Violation[] {
  return [...file.text.matchAll(section)].map(({ index }) =>
    violationAt(
      file,
      index,
      "Cannot find the section: no file of its folder names a standard that has it",
    ),
  );
}

function folderOf({ path }: SourceFile): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}
