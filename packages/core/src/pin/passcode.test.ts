import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyPin } from "../../../../test/arbitraries/pin.ts";
import {
  formatPasscode,
  type ParsedPasscode,
  parsePasscode,
  passcodeLengthMax,
} from "./passcode.ts";

const anyDigits = fc.integer({ min: 6, max: 10 });
const anyCode = anyDigits.chain((digits) =>
  fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: digits, maxLength: digits }),
);
const blanks = [" ", "\t", "\n", "\u00a0", "\u2009", "\u3000", "\u200b", "\u2060", "\ufeff"];

/** Sprinkles blanks between the characters and round them. */
function spaced(text: string): fc.Arbitrary<string> {
  const gap = fc.string({ unit: fc.constantFrom(...blanks), maxLength: 2 });
  return fc
    .array(gap, { minLength: text.length + 1, maxLength: text.length + 1 })
    .map((gaps) => gaps.map((blank, index) => blank + text.slice(index, index + 1)).join(""));
}

/** The digits 0 to 9 of every numbering system that ICU writes with one decimal digit each. */
const scripts = Intl.supportedValuesOf("numberingSystem")
  .map((numberingSystem) => {
    const format = new Intl.NumberFormat("en", { numberingSystem, useGrouping: false });
    return {
      numberingSystem,
      digits: Array.from({ length: 10 }, (_, digit) => format.format(digit)),
    };
  })
  .filter(({ digits }) => digits.every((digit) => /^\p{Nd}$/u.test(digit)));

describe("parsePasscode()", () => {
  test("gives back the PIN and the code that formatPasscode() joined", () => {
    fc.assert(
      fc.property(fc.option(anyPin), anyCode, (pin, code) => {
        const parsed = parsePasscode(formatPasscode(pin, code), code.length);
        expect(parsed).toEqual({ ok: true, pin, code });
      }),
      { numRuns: 500 },
    );
  });

  test("drops blanks wherever they stand", () => {
    const anyText = fc
      .tuple(
        fc.string({ unit: fc.constantFrom(..."0189azAZ!é€"), minLength: 4, maxLength: 6 }),
        anyCode,
      )
      .chain(([pin, code]) => fc.tuple(fc.constant({ pin, code }), spaced(pin + code)));
    fc.assert(
      fc.property(anyText, ([{ pin, code }, text]) => {
        expect(parsePasscode(text, code.length)).toEqual({ ok: true, pin, code });
      }),
    );
  });

  test.each(scripts)("reads the decimal digits of $numberingSystem", ({ digits }) => {
    const text = digits.join("");
    expect(parsePasscode(text, 6)).toEqual({ ok: true, pin: "0123", code: "456789" });
  });

  test("reads all digits of Unicode: ICU knows more than fifty scripts, all are read above", () => {
    expect(scripts.length).toBeGreaterThan(50);
    expect(scripts.map(({ numberingSystem }) => numberingSystem)).toEqual(
      expect.arrayContaining([
        "arab",
        "arabext",
        "deva",
        "fullwide",
        "mathsanb",
        "mathmono",
        "adlm",
      ]),
    );
  });

  test.each<[string, ParsedPasscode]>([
    ["026920", { ok: true, pin: null, code: "026920" }],
    ["1234026920", { ok: true, pin: "1234", code: "026920" }],
    ["１２３４ 123 456", { ok: true, pin: "1234", code: "123456" }],
    [
      "\u{1d7ce}\u{1d7d7}\u{1d7d8}\u{1d7e1}\u{1d7e2}\u{1d7ff}",
      { ok: true, pin: null, code: "090909" },
    ],
    ["é123456", { ok: true, pin: "é", code: "123456" }],
    ["", { ok: false, problem: "length" }],
    [" 26920", { ok: false, problem: "length" }],
    ["26920", { ok: false, problem: "length" }],
    ["26920x", { ok: false, problem: "alphabet" }],
    ["0x6920", { ok: false, problem: "alphabet" }],
    ["2692.0", { ok: false, problem: "alphabet" }],
    ["-26920", { ok: false, problem: "alphabet" }],
    ["+26920", { ok: false, problem: "alphabet" }],
    ["2692e0", { ok: false, problem: "alphabet" }],
    ["é26920", { ok: false, problem: "alphabet" }],
    ["26920²", { ok: false, problem: "alphabet" }],
    ["26920①", { ok: false, problem: "alphabet" }],
    ["26920Ⅷ", { ok: false, problem: "alphabet" }],
    ["26920\u0660\u0301", { ok: false, problem: "alphabet" }],
    ["026920\u0000", { ok: false, problem: "alphabet" }],
    ["\u202e026920", { ok: false, problem: "alphabet" }],
    ["\ud800026920", { ok: false, problem: "alphabet" }],
  ])("reads %j as it should", (text, parsed) => {
    expect(parsePasscode(text, 6)).toEqual(parsed);
  });

  test("takes texts only, and as many digits as keys show", () => {
    for (const text of [123_456, null, undefined]) {
      expect(() => parsePasscode(text as unknown as string, 6)).toThrow(TypeError);
    }
    for (const digits of [5, 11, 6.5]) {
      expect(() => parsePasscode("4071026920", digits)).toThrow(RangeError);
    }
  });

  test("never throws and never answers a code of another form, whatever the text", () => {
    const anyText = fc.oneof(
      fc.string({ unit: "binary", maxLength: 80 }),
      fc.array(fc.integer({ min: 0, max: 0xff_ff })).map((units) => String.fromCharCode(...units)),
    );
    fc.assert(
      fc.property(anyText, anyDigits, (text, digits) => {
        const parsed = parsePasscode(text, digits);
        if (parsed.ok) {
          expect(parsed.code).toMatch(new RegExp(`^[0-9]{${digits}}$`));
          expect(parsed.pin).not.toBe("");
        } else {
          expect(["length", "alphabet"]).toContain(parsed.problem);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("never throws and never guesses, for a code with any one character of Unicode in it", () => {
    const oddities: string[] = [];
    for (let point = 0; point <= 0x10_ff_ff; point += 1) {
      const character = String.fromCodePoint(point);
      const parsed = parsePasscode(`12345${character}`, 6);
      if (parsed.ok !== /^\p{Nd}$/u.test(character)) oddities.push(point.toString(16));
    }
    expect(oddities).toEqual([]);
  });

  test("refuses what is longer than a PASSCODE can be, without reading a megabyte", () => {
    const most = "1".repeat(passcodeLengthMax);
    expect(parsePasscode(most, 6).ok).toBe(true);
    expect(parsePasscode(`${most}1`, 6)).toEqual({ ok: false, problem: "length" });
    expect(parsePasscode("1".repeat(1_000_000), 6)).toEqual({ ok: false, problem: "length" });
    expect(parsePasscode(" ".repeat(1_000_000), 6)).toEqual({ ok: false, problem: "length" });
  });
});

describe("formatPasscode()", () => {
  test("takes a text as code, and a text or null as PIN", () => {
    const format = (pin: unknown, code: unknown) => () =>
      formatPasscode(pin as string, code as string);
    expect(format(null, "026920")()).toBe("026920");
    for (const wrong of [4071, undefined, {}]) {
      expect(format(wrong, "026920")).toThrow(TypeError);
      expect(format("4071", wrong)).toThrow(TypeError);
    }
    expect(format("4071", null)).toThrow(TypeError);
  });
});
