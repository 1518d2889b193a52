import { OtpError } from "@jeton/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loggedError, withoutQuoted } from "./logged-error.ts";

describe("loggedError()", () => {
  test("keeps what happened and where, without what stands in quotes", () => {
    const cause = new TypeError('state: found "4071", expected an object');
    const error = new OtpError("RECORD_MALFORMED", 'Cannot read key "K-1": no "JSON"', cause);
    const logged = loggedError(error);
    expect(logged).toMatchObject({
      ...{ type: "OtpError", code: "RECORD_MALFORMED", message: 'Cannot read key "…"' },
      cause: { type: "TypeError", message: 'state: found "…", expected an object' },
    });
    expect(logged.stack[0]).toMatch(/logged-error\.test\.ts:\d+:\d+/);
  });

  test("holds nothing of a name, whatever signs it has and wherever the error repeats it", () => {
    const anyName = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 30 })
      .map((text) => `mark7731${text}mark7731`);
    fc.assert(
      fc.property(anyName, (name) => {
        const cause = Object.assign(new Error(`duplicate key: "${name}"\n    at "${name}"`), {
          detail: `Key (holder)=(${name}) already exists.`,
          parameters: [name],
          code: name,
        });
        const error = new OtpError(
          "HOLDER_TAKEN",
          `Cannot store key "${name}": ${cause.message}`,
          cause,
        );
        expect(JSON.stringify(loggedError(error))).not.toContain("mark7731");
      }),
    );
  });

  test("says of what is no error its type only", () => {
    expect(loggedError("K-1")).toEqual({ type: "string", message: "", stack: [] });
    expect(loggedError(null)).toMatchObject({ type: "object" });
  });
});

describe("withoutQuoted()", () => {
  test("leaves a text without quotes as it is", () => {
    expect(withoutQuoted("column last_step is behind")).toBe("column last_step is behind");
  });
});
