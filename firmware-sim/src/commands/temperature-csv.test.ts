import { describe, expect, test } from "vitest";
import { readTemperatureCsv, TemperatureFileError } from "./temperature-csv.ts";

describe("readTemperatureCsv()", () => {
  test("reads seconds and ISO moments, with a heading, blanks and quotes", () => {
    const text =
      '\ufeffmoment,celsius\r\n1767225600,20\r\n"1767225660.5", 21.25\r\n2026-01-01T00:02:00Z,-3\r\n';
    expect(readTemperatureCsv(text)).toEqual({
      kind: "recorded",
      points: [
        [1_767_225_600_000, 20],
        [1_767_225_660_500, 21.25],
        [1_767_225_720_000, -3],
      ],
    });
  });

  test.each<[string, string, RegExp]>([
    ["nothing", "", /line 1: found no temperature/],
    ["a heading alone", "moment,celsius\n", /no temperature/],
    ["one column", "0,20\n5\n", /line 2: found 1 columns/],
    ["three columns", "0,20,9\n", /line 1: found 3 columns/],
    ["a second heading", "t,c\nt,c\n", /line 2: found "t"/],
    ["a moment without a zone", "2026-01-01T00:00:00,20\n", /line 1.*ISO 8601 with a zone/],
    ["a furnace", "0,20\n5,900\n", /line 2: found "900", wanted °C from -60 to 125/],
    ["time that stands", "0,20\n0,21\n", /line 2.*moments that rise/],
    ["an open quote", '0,20\n5,"21\n', /line \d: found no CSV/],
  ])("refuses %s and names the line", (_, text, says) => {
    expect(() => readTemperatureCsv(text)).toThrow(TemperatureFileError);
    expect(() => readTemperatureCsv(text)).toThrow(says);
  });
});
