import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Lcd, showCode, showSelfTest } from "./lcd.ts";
import { readLcd } from "./read-lcd.ts";
import { segmentNames } from "./segments.ts";
import { drawSvg } from "./svg.ts";

const codes = fc.stringMatching(/^[0-9]{6,10}$/);

/** Throws unless every element is closed in turn and every bare character is escaped. */
function requireWellFormed(xml: string): void {
  // XML 1.0 §2.2: no control characters but these three, no halves of surrogate pairs.
  if (/[^\t\n\r\P{C}\p{Cf}\p{Co}\p{Cn}]/u.test(xml)) throw new Error("forbidden character");
  const open: string[] = [];
  const markup = /<(\/?)([a-zA-Z]+)((?: [\w-]+="[^"<]*")*)(\/?)>|([^<]+)/gy;
  let end = 0;
  for (const match of xml.matchAll(markup)) {
    const [all, closing, name = "", attributes = "", empty, text] = match;
    end = match.index + all.length;
    const names = [...attributes.matchAll(/ ([\w-]+)=/g)].map((attribute) => attribute[1]);
    if (new Set(names).size !== names.length) throw new Error(`repeated attribute in ${all}`);
    if (/&(?!amp;|lt;|gt;|quot;)/.test(attributes + (text ?? "")))
      throw new Error(`bare &: ${all}`);
    if (text !== undefined) continue;
    if (closing === "/" && open.pop() !== name) throw new Error(`unexpected ${all}`);
    if (closing === "" && empty === "") open.push(name);
  }
  if (end !== xml.length || open.length > 0) throw new Error(`broken after ${end} characters`);
}

/** The LCD as a browser test reads it: from the data attributes of what is drawn. */
function lcdFromSvg(svg: string, like: Lcd): Lcd {
  const digits = like.digits.map((_, digit) =>
    segmentNames.reduce((mask, segment, bit) => {
      const drawn = `data-digit="${digit}" data-segment="${segment}" data-on="true"`;
      return svg.includes(drawn) ? mask | (1 << bit) : mask;
    }, 0),
  );
  const barsOn = svg.match(/data-bar="\d" data-on="true"/g)?.length ?? 0;
  const sign = (name: string): boolean => svg.includes(`data-sign="${name}" data-on="true"`);
  return {
    ...like,
    digits,
    barsOn,
    lowBattery: sign("low-battery"),
    locked: sign("lock"),
    separator: sign("separator"),
  };
}

describe("drawSvg()", () => {
  test("shows what readLcd reads", () => {
    const bars = fc.integer({ min: 0, max: 6 });
    fc.assert(
      fc.property(codes, bars, fc.boolean(), (code, barsOn, lowBattery) => {
        const lcd = showCode(code, { barsOn, lowBattery });
        const seen = lcdFromSvg(drawSvg(lcd), lcd);
        expect(seen).toEqual(lcd);
        expect(readLcd(seen)).toEqual({ kind: "code", code });
      }),
    );
  });

  test("draws every segment once, lit or not", () => {
    const svg = drawSvg(showCode("------"));
    expect(svg.match(/data-segment=/g)).toHaveLength(6 * 7);
    expect(svg.match(/data-bar=/g)).toHaveLength(6);
    expect(svg.match(/data-on="true"/g)).toHaveLength(6);
  });

  test("is well formed, whatever the serial and title hold", () => {
    fc.assert(
      fc.property(codes, fc.string({ unit: "binary" }), fc.string(), (code, serial, title) => {
        requireWellFormed(drawSvg(showCode(code), { body: { serial }, title }));
      }),
    );
    expect(drawSvg(showCode("123456"), { body: { serial: '<&">' } })).toContain(
      "&lt;&amp;&quot;&gt;",
    );
  });

  test("holds nothing that a strict Content-Security-Policy refuses", () => {
    const svg = drawSvg(showSelfTest(8), { body: { serial: "000000001" } });
    expect(svg).not.toMatch(/\sstyle=|<style|<script|\son[a-z]+=|href=|url\((?!#)/);
  });

  test("names itself by its digits, one by one", () => {
    expect(drawSvg(showCode("492039", { barsOn: 4 }))).toContain(
      'role="img"><title>Code 4 9 2 0 3 9, 4 of 6 bars left</title>',
    );
    expect(drawSvg(showCode("------"))).toContain("<title>Display shows no code");
  });

  test("keeps the ids of two pictures apart when asked to", () => {
    const ids = (prefix: string): string[] => [
      ...(drawSvg(showCode("123456"), { body: { serial: "1" }, idPrefix: prefix }).match(
        / id="[^"]+"/g,
      ) ?? []),
    ];
    expect(ids("left").length).toBeGreaterThan(0);
    expect(ids("left").filter((id) => ids("right").includes(id))).toEqual([]);
  });
});
