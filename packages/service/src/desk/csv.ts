import type { Context } from "hono";
import type { Fleet } from "../fleet/survey-fleet.ts";
import type { Language, Translate } from "../i18n/messages.ts";
import { csvCell } from "../keys/csv-cell.ts";
import type { KeyRow } from "./list-keys.ts";
import type { PersonRow } from "./list-people.ts";

type Words = { readonly t: Translate; readonly language: Language };

/** What separates columns where spreadsheets speak the language: a comma is the decimal sign in French. */
const delimiters: Readonly<Record<Language, string>> = { fr: ";", en: "," };

/** By this spreadsheets know that a file is UTF-8. */
const byteOrderMark = "\uFEFF";

/** Returns keys as CSV, piece by piece, with the names of the columns in the language. */
export function keysCsv(words: Words, rows: AsyncIterable<KeyRow>): AsyncGenerator<string> {
  const { t } = words;
  const titles = [t("key.serial"), t("key.holder"), t("key.state"), t("keys.heard")];
  return csv(words, titles, rows, (row) => [
    ...[row.serial, row.holder ?? "", t(`keys.group-${row.group}`), heardCell(row)],
  ]);
}

/** Returns people with their keys as CSV, piece by piece, with the names of the columns in the language. */
export function peopleCsv(words: Words, rows: AsyncIterable<PersonRow>): AsyncGenerator<string> {
  const { t } = words;
  const titles = [
    ...[t("person.identifier"), t("person.family-name"), t("person.given-name")],
    ...[t("person.email"), t("person.school"), t("key.serial"), t("key.state"), t("keys.heard")],
  ];
  return csv(words, titles, rows, ({ entry, key }) => [
    ...[entry.holder, entry.familyName, entry.givenName, entry.email, entry.school],
    ...(key === null ? ["", "", ""] : [key.serial, t(`keys.group-${key.group}`), heardCell(key)]),
  ]);
}

/** Returns the health of the keys as CSV, piece by piece, with the names of the columns in the language. */
export function fleetCsv(words: Words, fleet: Fleet): AsyncGenerator<string> {
  const { t } = words;
  const titles = [
    ...[t("key.serial"), t("key.holder"), t("fleet.batch"), t("keys.heard")],
    ...[t("fleet.offset-min"), t("fleet.offset-max"), t("fleet.rate-min"), t("fleet.rate-max")],
    ...[t("fleet.rate-since"), t("fleet.passes-until"), t("fleet.first-seen")],
    ...[t("fleet.battery-end"), t("fleet.finding")],
  ];
  return csv(words, titles, eachOf(fleet.keys), (key) => {
    const { clock } = key;
    const { rate = null, since = null } = clock?.measured ?? {};
    const thousandth = (value: number | undefined) => (value === undefined ? "" : value / 1000);
    return [
      ...[key.serial, key.holder ?? "", key.batch, momentCell(clock?.heardAt)],
      ...[thousandth(clock?.offset.min), thousandth(clock?.offset.max)],
      ...[thousandth(rate?.min), thousandth(rate?.max), momentCell(since)],
      ...[momentCell(clock?.passesUntil), momentCell(key.firstSeenAt)],
      ...[
        momentCell(key.batteryEndsAt),
        key.findings.map((found) => t(`fleet.finding-${found}`)).join(", "),
      ],
    ];
  });
}

/** Returns rows that are there already as those that come one by one. */
export async function* eachOf<T>(rows: Iterable<T>): AsyncGenerator<T> {
  yield* rows;
}

/** Returns an answer that is the file `name`.csv. A row is made when the browser reads it. */
export function answerCsv(c: Context, name: string, pieces: AsyncGenerator<string>): Response {
  return c.body(streamOf(pieces), 200, {
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": `attachment; filename="${name}.csv"`,
  });
}

/** As in RFC 4180; lines end in CRLF. No cell is a formula. */
async function* csv<T>(
  { language }: Words,
  titles: readonly string[],
  rows: AsyncIterable<T>,
  cellsOf: (row: T) => readonly (string | number)[],
): AsyncGenerator<string> {
  const cellOf = (cell: string | number) =>
    typeof cell === "number" ? numberCell(language, cell) : csvCell(cell, delimiters[language]);
  const line = (cells: readonly (string | number)[]) =>
    `${cells.map(cellOf).join(delimiters[language])}\r\n`;
  yield byteOrderMark + line(titles);
  for await (const row of rows) yield line(cellsOf(row));
}

/** A number is none of people's texts: its sign begins no formula. */
function numberCell(language: Language, value: number): string {
  return language === "fr" ? String(value).replace(".", ",") : String(value);
}

function heardCell({ heardAt }: KeyRow): string {
  return momentCell(heardAt);
}

/** Moments are in ISO 8601, UTC. */
function momentCell(at: number | null | undefined): string {
  return at == null ? "" : new Date(at).toISOString();
}

function streamOf(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}
