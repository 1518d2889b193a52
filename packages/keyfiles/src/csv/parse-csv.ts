import { CsvError, parse } from "csv-parse/sync";
import { KeyFileError } from "../key-file-error.ts";

/** A record and the line on which it begins. */
export type CsvRecord = { readonly line: number; readonly fields: readonly string[] };

/**
 * Returns the records of RFC 4180 text. Throws KeyFileError KEY_FILE_MALFORMED, with the line, for
 * quotes that do not match. Records may differ in length; lines without any character are skipped.
 */
export function parseCsv(
  text: string,
  { delimiter, file }: { readonly delimiter: string; readonly file: string },
): readonly CsvRecord[] {
  try {
    // Inside quotes csv-parse counts CRLF as two lines. No field that is kept may have a break, so
    // nothing is lost by giving it one kind.
    const parsed: unknown = parse(text.replace(/\r\n?/g, "\n"), {
      delimiter,
      record_delimiter: "\n",
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    });
    return startLines(parsed as readonly ParsedRecord[]);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // The parser's own words are not kept as a cause: they quote the text, which holds seeds.
    const line = typeof error.lines === "number" ? error.lines : null;
    const place = { file, line, path: "" };
    const problem = { place, found: "quotes that do not match", wanted: "CSV as in RFC 4180" };
    throw new KeyFileError("KEY_FILE_MALFORMED", problem);
  }
}

/** What csv-parse answers with `info`: lines counts up to the record's end. */
type ParsedRecord = {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
};

function startLines(parsed: readonly ParsedRecord[]): readonly CsvRecord[] {
  return parsed.map(({ record, info }) => {
    const breaks = record.reduce((sum, field) => sum + (field.split("\n").length - 1), 0);
    return { line: info.lines - breaks, fields: record };
  });
}
