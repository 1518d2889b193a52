import * as fc from "fast-check";

/** What callers in plain JavaScript hand in by mistake, beside all else. */
export const anyForeign: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    ...[null, undefined, Number.NaN, Number.POSITIVE_INFINITY, -1, 1.9, 2 ** 53, -0, 5, 11],
    ...["", "6", "123456", "SHA-1", "__proto__", 6n, Symbol("step"), true],
    ...[{}, [], () => 1, new Date(0), new Uint8Array(0), new Uint8Array(20), Object.create(null)],
  ),
  fc.anything({ withBigInt: true, withNullPrototype: true, withTypedArray: true }),
);
