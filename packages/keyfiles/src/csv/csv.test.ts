import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyFileKeys } from "../../../../test/arbitraries/file-key.ts";
import { otpErrorOf } from "../../../../test/support/thrown.ts";
import { type CsvLayout, type FileKey, fileKey, readCsv, writeCsv } from "../index.ts";
import { spreadsheetDamage } from "./spreadsheet-damage.ts";

const everything = {
  serial: "N° de la clé",
  seed: "seed",
  holder: "holder",
  issuer: 'a "quoted", name',
  friendlyName: "friendly",
  manufacturer: "maker",
  model: "model",
  algorithm: "hash",
  digits: "digits",
  periodSeconds: "period",
  kind: "kind",
  suite: "suite",
  counter: "counter",
} as const;

/** A layout as JSON gives it: of any form. */
function written(layout: unknown): CsvLayout {
  return layout as CsvLayout;
}

const numbered = Object.fromEntries(
  Object.keys(everything).map((field, index) => [field, (index * 7) % 23]),
) as unknown as CsvLayout["columns"];

const anyLayout: fc.Arbitrary<CsvLayout> = fc
  .record({
    header: fc.boolean(),
    delimiter: fc.constantFrom(",", ";", "\t", "|"),
    seedEncoding: fc.constantFrom("hex", "base32", "base64"),
  })
  .map((layout) => ({ ...layout, columns: layout.header ? everything : numbered }));

/** Texts that a spreadsheet makes of numbers, one of each form; a serial number has no blanks. */
const anyDamage = fc.constantFrom(
  ...["8.65E+11", "0.0", "17,00", "1/2/2026", "01.02.26", "2026-01-02", "1-janv.-26"],
  ...['="000480001"', "#N/A", "#####"],
);

/** Keys of which no field that spreadsheets take for a number reads as damaged by one. */
const anyUndamagedKeys = anyFileKeys.filter((keys) =>
  keys.every(({ serial, holder }) =>
    [serial, holder].every((text) => spreadsheetDamage(text ?? "") === null),
  ),
);

/** What a column can carry of a key. */
function withoutDates(keys: readonly ReturnType<typeof fileKey>[]) {
  return keys.map((key) => ({ ...key, driftSteps: null, startsAt: null, expiresAt: null }));
}

describe("writeCsv()", () => {
  test("writes what readCsv() gives back, in any layout", () => {
    fc.assert(
      fc.property(anyUndamagedKeys, anyLayout, (keys, layout) => {
        const reading = readCsv(writeCsv(keys, layout), { layout });
        expect(reading).toMatchObject({ kind: "read", keys: withoutDates(keys), problems: [] });
        const expected = layout.header ? ["seed-short"] : ["seed-short", "columns-unmapped"];
        expect(reading.warnings.filter(({ code }) => !expected.includes(code))).toEqual([]);
      }),
    );
  });

  test("refuses a key that reads as damaged by a spreadsheet, which readCsv() would refuse", () => {
    const column = fc.constantFrom("serial", "holder");
    fc.assert(
      fc.property(anyUndamagedKeys, anyLayout, anyDamage, column, (keys, layout, damage, field) => {
        const damaged = [...keys.slice(1), { ...(keys[0] as FileKey), [field]: damage }];
        expect(otpErrorOf(() => writeCsv(damaged, layout))).toBe("KEY_FILE_UNWRITABLE");
      }),
    );
    const layout = { header: true, seedEncoding: "base64", columns: { seed: "Key" } } as const;
    const parameters = { algorithm: "SHA-1", digits: 6, periodSeconds: 60, t0Seconds: 0 } as const;
    const key = fileKey({ seed: Buffer.from("12/34/56", "base64"), parameters });
    expect(otpErrorOf(() => writeCsv([key], layout))).toBe("KEY_FILE_UNWRITABLE");
    expect(readCsv("Key\r\n12/34/56\r\n", { layout }).kind).toBe("refused");
  });

  test("refuses what its columns would not give back", () => {
    const layout = {
      header: true,
      seedEncoding: "hex",
      columns: { serial: "SN", seed: "Key" },
    } as const;
    const parameters = { algorithm: "SHA-1", digits: 6, periodSeconds: 60, t0Seconds: 0 } as const;
    const key = fileKey({ seed: new Uint8Array(2), parameters, serial: "1" });
    expect(writeCsv([key], layout)).toBe("SN,Key\r\n1,0000\r\n");
    for (const bad of [
      { ...key, serial: null },
      { ...key, parameters: { ...parameters, digits: 8 } },
      { ...key, parameters: { ...parameters, periodSeconds: 30 } },
      { ...key, parameters: { ...parameters, algorithm: "SHA-512" as const } },
      { ...key, parameters: { ...parameters, t0Seconds: 1 } },
    ]) {
      expect(otpErrorOf(() => writeCsv([bad], layout))).toBe("KEY_FILE_UNWRITABLE");
    }
    const fixed = { ...layout, fixed: { periodSeconds: 30 } };
    const slow = { ...key, parameters: { ...parameters, periodSeconds: 30 } };
    expect(readCsv(writeCsv([slow], fixed), { layout: fixed })).toMatchObject({ keys: [slow] });
  });
});

describe("readCsv() of keys that answer challenges", () => {
  const seed = "3132333435363738393031323334353637383930";
  const suite = "OCRA-1:HOTP-SHA256-8:C-QN08";
  const read = (header: string, ...cells: readonly string[]) => {
    const columns = Object.fromEntries(header.split(",").map((name) => [name, name]));
    const layout = written({ header: true, seedEncoding: "hex", columns });
    return readCsv(`${header}\n${cells.join(",")}\n`, { layout });
  };

  test.each([
    ["serial,seed,suite,counter", [suite, "7"]],
    ["serial,seed,kind,suite,counter", ["ocra", suite, "7"]],
    ["serial,seed,kind,suite,counter,digits,algorithm", ["OATH-OCRA", suite, "7", "8", "SHA256"]],
  ])("takes all but the counter from the suite: %s", (header, cells) => {
    expect(read(header, "1", seed, ...cells)).toMatchObject({
      kind: "read",
      keys: [{ counter: 7, parameters: { suite, digits: 8, algorithm: "SHA-256" } }],
      warnings: [],
    });
  });

  test.each([
    ["suite,digits,counter", [suite, "6", "0"], "suite-differs"],
    ["suite,periodSeconds,counter", ["OCRA-1:HOTP-SHA1-6:QN08-T1M", "30", ""], "suite-differs"],
    ["suite,kind,counter", [suite, "hotp", "0"], "suite-differs"],
    ["suite,counter", [suite, ""], "counter-missing"],
    ["suite,kind", ["", "ocra"], "suite-missing"],
    ["suite", ["OCRA-1:HOTP-SHA1-6:C-QN08-PSHA1"], "suite-unsupported"],
    ["suite", ["OCRA-1:HOTP-SHA1-6:QN08"], "suite-unsupported"],
    ["suite", ["HMAC-SHA1"], "suite-unsupported"],
  ])("refuses what a row leaves open or says otherwise: %s %j", (header, cells, code) => {
    const { problems } = read(`serial,seed,${header}`, "1", seed, ...cells);
    expect(problems.map((problem) => problem.code)).toEqual([code]);
  });

  test("one suite may be that of all keys, and nothing stands beside it", () => {
    const columns = { serial: "SN", seed: "Key", counter: "C" };
    const layout = { header: true, seedEncoding: "hex", columns, fixed: { suite } } as const;
    const text = `SN,Key,C\r\n1,${seed},7\r\n`;
    const reading = readCsv(text, { layout });
    const keys = reading.kind === "read" ? reading.keys : [];
    expect(keys).toMatchObject([{ counter: 7, parameters: { suite } }]);
    expect(writeCsv(keys, layout)).toBe(text);
    const { fixed: _, ...without } = layout;
    const bare = { ...without, columns: { ...columns, kind: "kind" } } as const;
    expect(otpErrorOf(() => writeCsv(keys, bare))).toBe("KEY_FILE_UNWRITABLE");
    const doubled = { ...layout, fixed: { suite, digits: 8 } };
    expect(() => readCsv(text, { layout: doubled })).toThrow("the suite alone, it says all");
  });

  test("a layout passes over no suite", () => {
    const layout = written({ header: true, seedEncoding: "hex", columns: { seed: "Key" } });
    const text = `Key,OCRA suite\n${seed},${suite}\n`;
    expect(otpErrorOf(() => readCsv(text, { layout }))).toBe("KEY_FILE_COLUMNS");
  });
});

describe("readCsv() of keys that count", () => {
  const columns = { serial: "SN", seed: "Key", kind: "Type", counter: "Counter" } as const;
  const layout = { header: true, seedEncoding: "hex", columns } as const;
  const seed = "3132333435363738393031323334353637383930";

  test("reads rows of kind hotp beside others, and rows without a kind as keys with a clock", () => {
    const text = `SN,Key,Type,Counter\n1,${seed},hotp,42\n2,${seed},TOTP,\n3,${seed},,\n`;
    const reading = readCsv(text, { layout });
    expect(reading.kind === "read" && reading.keys).toMatchObject([
      { serial: "1", parameters: { movingFactor: "counter" }, counter: 42 },
      { serial: "2", parameters: { periodSeconds: 60 }, counter: null },
      { serial: "3", parameters: { periodSeconds: 60 }, counter: null },
    ]);
  });

  test.each([
    ["hotp,", "counter-missing"],
    ["hotp,-1", "counter-unsupported"],
    ["hotp,many", "number-malformed"],
    ["motp,1", "kind-unknown"],
  ])("refuses a row of %s", (end, code) => {
    const reading = readCsv(`SN,Key,Type,Counter\n1,${seed},${end}\n`, { layout });
    expect(reading.problems.map((problem) => problem.code)).toEqual([code]);
  });

  test("refuses a counter whose row does not say the kind, and passes over that of a key with a clock", () => {
    const silent = readCsv(`SN,Key,Type,Counter\n1,${seed},,5\n`, { layout });
    expect(silent.problems).toMatchObject([{ code: "kind-unknown", place: { path: "Type" } }]);
    const timed = readCsv(`SN,Key,Type,Counter\n1,${seed},totp,0\n`, { layout });
    expect(timed.warnings).toMatchObject([{ code: "field-ignored", place: { path: "Counter" } }]);
    expect(timed.kind === "read" && timed.keys).toMatchObject([{ counter: null }]);
  });

  test("wants a counter in the file also where all keys count", () => {
    const fixed = {
      ...layout,
      columns: { serial: "SN", seed: "Key" },
      fixed: { kind: "hotp" },
    } as const;
    const reading = readCsv(`SN,Key\n1,${seed}\n`, { layout: fixed });
    expect(reading.problems.map((problem) => problem.code)).toEqual(["counter-missing"]);
  });
});

describe("readCsv()", () => {
  const layout: CsvLayout = {
    header: true,
    delimiter: ";",
    seedEncoding: "base32",
    columns: { serial: "Serial", seed: "Secret" },
    fixed: { digits: 8, periodSeconds: 30, manufacturer: "Maker" },
  };

  test("reads a supplier's file: byte order mark, fixed values, columns that it does not need", () => {
    const text = '\ufeffNote;Secret;Serial\r\n"a;b";gezdgnbvgy3tqojqgezdgnbvgy3tqojq; 100 \r\n';
    const reading = readCsv(new TextEncoder().encode(text), { layout, file: "keys.csv" });
    expect(reading.kind === "read" && reading.keys).toMatchObject([
      {
        serial: "100",
        manufacturer: "Maker",
        parameters: { algorithm: "SHA-1", digits: 8, periodSeconds: 30 },
        seed: new TextEncoder().encode("12345678901234567890"),
      },
    ]);
    expect(reading.warnings.map(({ code, place }) => [code, place.file, place.line])).toEqual([
      ["columns-unmapped", "keys.csv", 1],
      ["seed-lower-case", "keys.csv", 2],
    ]);
  });

  test("keeps the good keys when asked, and names the lines of the others", () => {
    const text =
      "Serial;Secret\n1;GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\n2;\n3;GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\n";
    expect(readCsv(text, { layout }).kind).toBe("refused");
    const kept = readCsv(text, { layout, mode: "keep-good" });
    expect(kept.kind === "read" && kept.keys.map(({ serial }) => serial)).toEqual(["1", "3"]);
    expect(kept.problems.map(({ code, place }) => [code, place.line])).toEqual([["seed-empty", 3]]);
  });

  test("refuses a file of no lines, and reads one of a header alone as no keys", () => {
    expect(otpErrorOf(() => readCsv("", { layout }))).toBe("KEY_FILE_MALFORMED");
    expect(readCsv("Serial;Secret\n", { layout })).toMatchObject({ kind: "read", keys: [] });
    expect(
      readCsv("", { layout: { ...layout, header: false, columns: { seed: 0 } } }),
    ).toMatchObject({ kind: "read", keys: [] });
  });

  test("never says what a seed was, when the columns are mixed up", () => {
    const mixed: CsvLayout = {
      header: true,
      seedEncoding: "hex",
      columns: { serial: "b", seed: "a", algorithm: "c", digits: "d", periodSeconds: "e" },
    };
    const secret = "JBSWY3DPEHPK3PXP";
    const text = `a,b,c,d,e\nx,${secret} ${secret},${secret},${secret},${secret}\n`;
    const { problems } = readCsv(text, { layout: mixed });
    expect(problems.map(({ code }) => code)).toEqual([
      "serial-malformed",
      "algorithm-unknown",
      "number-malformed",
      "number-malformed",
      "seed-malformed",
    ]);
    expect(JSON.stringify(problems)).not.toContain(secret);
  });

  test.each<readonly [string, CsvLayout]>([
    ["a name without header", { ...layout, header: false }],
    ["a number with a header", { ...layout, columns: { seed: 0 } }],
    ["two characters between fields", { ...layout, delimiter: "::" }],
    ["a quote between fields", { ...layout, delimiter: '"' }],
    ["one column for two fields", { ...layout, columns: { seed: "a", serial: "a" } }],
    ["a column and a fixed value", { ...layout, columns: { seed: "a", digits: "b" } }],
    ["5 digits", { ...layout, fixed: { digits: 5 } }],
    ["an empty name", { ...layout, fixed: { model: "" } }],
    ["a counter and no kind", { ...layout, columns: { seed: "a", counter: "b" } }],
    ["a column of no field", written({ ...layout, columns: { seed: "a", Kind: "b" } })],
    ["a fixed value of no field", written({ ...layout, fixed: { type: "hotp" } })],
    ["a fixed counter", written({ ...layout, fixed: { kind: "hotp", counter: 0 } })],
    ["a part of no layout", written({ ...layout, Fixed: { kind: "hotp" } })],
    ["no seed encoding", written({ ...layout, seedEncoding: undefined })],
    ["a header in words", written({ ...layout, header: "yes" })],
  ])("calls a layout with %s a slip of the caller", (_, wrong) => {
    expect(() => readCsv("a\n", { layout: wrong })).toThrow(RangeError);
  });
});
