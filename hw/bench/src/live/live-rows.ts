import { barLine } from "@jeton/cli";
import type { BenchNews } from "../run-plan.ts";

/** How one board stands, as its line tells it. */
export type LiveRow = {
  readonly board: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What is being done, and how much of it; null before and after. */
  readonly doing: { readonly at: string; readonly title: string; readonly part: number } | null;
  /** The last thing to tell. */
  readonly note: string;
  readonly isOver: boolean;
};

/** Returns the row of a board of which nothing has been told. */
export function freshRow(board: string): LiveRow {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  return { board, ...counts, doing: null, note: "is being met", isOver: false };
}

/** Returns the row after the news. */
export function withNews(row: LiveRow, news: BenchNews): LiveRow {
  switch (news.kind) {
    case "met":
      return { ...row, note: news.version.trim() };
    case "doing": {
      const { repetition, number, title, part } = news;
      return { ...row, doing: { at: `${repetition}.${number}`, title, part } };
    }
    case "did": {
      const { outcome, message, title } = news.step;
      const note = outcome === "failed" ? `${title}: ${message}` : row.note;
      return { ...row, [outcome]: row[outcome] + 1, doing: null, note };
    }
    case "left":
      return { ...row, doing: null, isOver: true };
    default:
      return news satisfies never;
  }
}

/** Marks by which an outcome is told without colour. */
export type Paint = (text: string, colour: "red" | "green" | "dim") => string;

/** Returns the lines of the table, none longer than `columns`. */
export function liveLines(
  rows: readonly LiveRow[],
  columns: number,
  paint: Paint,
): readonly string[] {
  const width = Math.min(24, Math.max(5, ...rows.map(({ board }) => board.length)));
  return rows.map((row) => {
    const { passed, failed, skipped, doing, isOver, note } = row;
    const name = row.board.slice(0, width).padEnd(width);
    const counts = `${passed} ok, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}`;
    const mark = failed > 0 ? "!" : isOver ? "=" : ">";
    const tail =
      doing === null
        ? note
        : `${doing.at} ${doing.title} ${doing.part > 0 && doing.part < 1 ? percent(doing.part) : ""}`;
    const line = `${mark} ${name}  ${counts.padEnd(16)}  ${tail}`.slice(0, columns).trimEnd();
    if (failed > 0) return paint(line, "red");
    return isOver ? paint(line, "green") : line;
  });
}

function percent(part: number): string {
  return barLine("", part, 0).replace(/,.*$/, "").trim();
}
