import { describe, expect, test } from "vitest";
import { otpErrorOf } from "../../../../test/support/thrown.ts";
import { type CsvLayout, KeyFileError, readCsv, readNamedCsv } from "../index.ts";

// Goal: what decides a key's codes is read or refused, and no key becomes a key with a clock in silence.
// Method: files whose header says more than the reader is told of, and layouts that are misspelt.
describe("readNamedCsv()", () => {
  const seed = "3132333435363738393031323334353637383930";
  const columnsError = (text: string) => {
    try {
      readNamedCsv(text, { file: "keys.csv" });
    } catch (error) {
      if (error instanceof KeyFileError) return [error.code, error.place.line, error.place.path];
      throw error;
    }
    return null;
  };

  test("reads the fields that the header names, in any order", () => {
    const text = `kind,seed hex, counter ,serial,digits,periodSeconds,holder\nhotp,${seed},42,1,8,,ada\ntotp,${seed},,2,6,30,\n`;
    const reading = readNamedCsv(text);
    expect(reading.warnings).toEqual([]);
    expect(reading.kind === "read" && reading.keys).toMatchObject([
      {
        serial: "1",
        parameters: { movingFactor: "counter", digits: 8 },
        counter: 42,
        holder: "ada",
      },
      { serial: "2", parameters: { periodSeconds: 30, digits: 6 }, counter: null },
    ]);
  });

  test("reads serial and seed alone as keys with a clock", () => {
    const reading = readNamedCsv(`serial,seed\n1,${seed}\n`);
    expect(reading.kind === "read" && reading.keys).toMatchObject([
      { serial: "1", parameters: { algorithm: "SHA-1", digits: 6, periodSeconds: 60 } },
    ]);
  });

  test("refuses a row of kind hotp without a counter", () => {
    const { problems } = readNamedCsv(`serial,seed,kind\n1,${seed},hotp\n`);
    expect(problems.map(({ code }) => code)).toEqual(["counter-missing"]);
  });

  test.each([
    ["serial,seed,counter", "7", "counter"],
    ["serial,seed,event counter", "7", "event counter"],
    ["serial,seed,skew", "30", "skew"],
    ["serial,seed,SN", "2", "SN"],
    ["serial,seed,", "hotp", "column 3"],
    ["serial,seed", "hotp", "column 3"],
  ])("refuses the file of %s,%s whose column %s nobody explains", (header, value, path) => {
    const row = `1,${seed},${value}`;
    expect(columnsError(`${header}\n${row}\n`)).toEqual(["KEY_FILE_COLUMNS", 1, path]);
  });

  test("passes over an empty column, and says which", () => {
    const { warnings } = readNamedCsv(`serial,seed hex,note,\n1,${seed},,\n`);
    expect(warnings).toMatchObject([
      { code: "columns-unmapped", found: 'no field for the columns: "note", ""' },
    ]);
  });

  test("never says what stands in a first line that is no header", () => {
    expect(() => readNamedCsv(`1,${seed}\n2,${seed}\n`)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(seed) }),
    );
    expect(columnsError(`1,${seed}\n`)).toEqual(["KEY_FILE_MALFORMED", 1, "serial"]);
  });
});

test("no message repeats the seed of a row that stands behind the header, its line break lost", () => {
  const seed = "73656564206f6620746865206b6579-1030303030303030";
  expect(() => readNamedCsv(`serial,seed,${seed}\n2,3132,y\n`)).toThrow(
    expect.objectContaining({
      code: "KEY_FILE_COLUMNS",
      message: expect.not.stringContaining(seed.slice(0, 12)),
    }),
  );
});

describe("readCsv() of a column that its layout passes over", () => {
  const seed = "3132333435363738393031323334353637383930";
  const layout = {
    header: true,
    seedEncoding: "hex",
    columns: { serial: "SN", seed: "Key" },
  } as const;
  const codeOf = (text: string, how: CsvLayout) => otpErrorOf(() => readCsv(text, { layout: how }));

  test.each(["kind", "counter", "algorithm", "digits", "periodSeconds", "Counter"])(
    "refuses one that is called %s",
    (name) => {
      const text = `SN,Key,${name}\n1,${seed},7\n`;
      expect(codeOf(text, layout)).toBe("KEY_FILE_COLUMNS");
    },
  );

  test("takes one where the layout says what it would decide, and an empty one", () => {
    const clocks = { ...layout, fixed: { kind: "totp", digits: 6 } } as const;
    const text = `SN,Key,counter,digits\n1,${seed},7,8\n`;
    expect(readCsv(text, { layout: clocks }).kind).toBe("read");
    expect(readCsv(`SN,Key,kind\n1,${seed},\n`, { layout }).kind).toBe("read");
  });
});
