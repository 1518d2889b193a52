// The parser is csv-parse, which key files use as well: quotes, line ends and a byte order mark.
import { celsiusMax, celsiusMin, type TemperaturePoint, type TemperatureProfile } from "@jeton/key";
import { parse } from "csv-parse/sync";

/** A file of temperatures that cannot be used; the message names the line. */
export class TemperatureFileError extends Error {
  override readonly name: string = "TemperatureFileError";
}

/** Points in a file, at most. A point a minute fills a year. */
export const temperaturePointsMax = 600_000;

/**
 * Returns the profile that a CSV holds: in each line a moment and °C. Moments are Unix seconds, or
 * ISO 8601 with a zone (`2026-01-31T08:00:00Z`); they must rise. A first line that is no number is
 * a heading. Throws TemperatureFileError with the line and what was wanted.
 */
export function readTemperatureCsv(text: string): TemperatureProfile {
  const rows = rowsOf(text);
  const points: TemperaturePoint[] = [];
  for (const { record, line } of rows) {
    const [moment = "", celsius = "", ...more] = record;
    if (line === 1 && Number.isNaN(Number(celsius))) continue;
    if (more.length > 0 || record.length < 2) {
      throw refused(line, `${record.length} columns`, "a moment and °C");
    }
    points.push([momentOf(moment, line), celsiusOf(celsius, line)]);
    const [before, last] = points.slice(-2).map(([at]) => at);
    if (last !== undefined && before !== undefined && last <= before) {
      throw refused(line, "a moment that is not later than the one before", "moments that rise");
    }
  }
  if (points.length === 0) throw refused(1, "no temperature", "one line or more");
  if (points.length > temperaturePointsMax) {
    throw refused(1, `${points.length} lines`, `at most ${temperaturePointsMax}`);
  }
  return { kind: "recorded", points };
}

type Row = { readonly record: readonly string[]; readonly line: number };

function rowsOf(text: string): readonly Row[] {
  try {
    const rows = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as readonly { record: string[]; info: { lines: number } }[];
    return rows.map(({ record, info }) => ({ record, line: info.lines }));
  } catch (cause) {
    const line = (cause as { lines?: number }).lines ?? 1;
    throw new TemperatureFileError(
      `Cannot read line ${line}: found no CSV, wanted a moment and °C`,
      {
        cause,
      },
    );
  }
}

function momentOf(text: string, line: number): number {
  const seconds = /^\d{1,12}(\.\d{1,3})?$/.test(text) ? Number(text) : Number.NaN;
  const iso = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
  const at = Number.isNaN(seconds) ? iso : Math.round(seconds * 1000);
  if (Number.isSafeInteger(at) && at >= 0) return at;
  throw refused(line, JSON.stringify(text.slice(0, 40)), "Unix seconds, or ISO 8601 with a zone");
}

function celsiusOf(text: string, line: number): number {
  const celsius = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (celsius >= celsiusMin && celsius <= celsiusMax) return celsius;
  throw refused(line, JSON.stringify(text.slice(0, 40)), `°C from ${celsiusMin} to ${celsiusMax}`);
}

function refused(line: number, found: string, wanted: string): TemperatureFileError {
  return new TemperatureFileError(`Cannot read line ${line}: found ${found}, wanted ${wanted}`);
}
