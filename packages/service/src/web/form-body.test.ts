import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseFormBody } from "./form-body.ts";

describe("parseFormBody()", () => {
  test("reads what URLSearchParams writes, whatever the texts", () => {
    const text = fc.string({ unit: "binary" });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text)), (pairs) => {
        const body = new TextEncoder().encode(new URLSearchParams(pairs).toString());
        const read = [...(parseFormBody(body) ?? [])].flatMap(([name, values]) =>
          values.map((value) => `${name}=${value}`),
        );
        expect(read.toSorted()).toEqual(pairs.map(([n, v]) => `${n}=${v}`).toSorted());
      }),
    );
  });

  test("never throws, and never reads U+FFFD that was not sent", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const sent = Buffer.from(bytes).toString("latin1");
        fc.pre(!/%ef%bf%bd|\u00ef\u00bf\u00bd/iu.test(sent));
        expect(JSON.stringify([...(parseFormBody(bytes) ?? [])])).not.toContain("\ufffd");
      }),
    );
  });

  test.each([
    [
      "a=1&a=2&b=",
      [
        ["a", ["1", "2"]],
        ["b", [""]],
      ],
    ],
    ["a+b=c+d%2B", [["a b", ["c d+"]]]],
    [
      "a&=x&&",
      [
        ["a", [""]],
        ["", ["x"]],
      ],
    ],
    ["a=b=c", [["a", ["b=c"]]]],
    ["a=%EF%BB%BFx", [["a", ["\ufeffx"]]]],
    ["", []],
  ])("reads %j", (body, expected) => {
    expect([...(parseFormBody(new TextEncoder().encode(body)) ?? ["null"])]).toEqual(expected);
  });
});
