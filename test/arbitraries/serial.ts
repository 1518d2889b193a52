import * as fc from "fast-check";

/** A key's serial number: 1 to 64 printable ASCII characters, no blanks. */
export const anySerial: fc.Arbitrary<string> = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  minLength: 1,
  maxLength: 64,
});
