import {
  type CodeParameters,
  counterParameters,
  firstCounterMax,
  keyParameters,
  unixMilliseconds,
} from "@jeton/core";
import { type FileKey, fileKey } from "@jeton/keyfiles";
import * as fc from "fast-check";
import { anyKeyParameters } from "./code-parameters.ts";
import { anySeed } from "./seed.ts";
import { anySerial } from "./serial.ts";

/** A name as files carry it: any script, XML's and CSV's and URIs' own characters drawn often. */
export const anyName: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.string({ unit: "grapheme", maxLength: 8 }), fc.constantFrom(...marks())), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) =>
    parts
      .join("")
      .replace(/[\p{C}\p{Zl}\p{Zp}\ufffe\uffff]/gu, "")
      .trim(),
  )
  .filter((name) => name !== "" && name.length <= 256);

/** Code parameters without T0: no file has a place for one. */
export const anyFileParameters: fc.Arbitrary<CodeParameters> = anyKeyParameters.map(
  (parameters) => ({ ...parameters, t0Seconds: 0 }),
);

/** What a file says of a key's codes: of one that counts its counter as well, of some with a clock a drift. */
export const anyFileMake: fc.Arbitrary<Pick<FileKey, "parameters" | "counter" | "driftSteps">> =
  fc.oneof(
    fc.record({
      parameters: anyFileParameters,
      counter: fc.constant(null),
      driftSteps: fc.option(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
    }),
    fc.record({
      parameters: anyFileParameters.map(({ algorithm, digits }) =>
        counterParameters({ algorithm, digits }),
      ),
      counter: fc.oneof(fc.nat({ max: 1000 }), fc.nat({ max: firstCounterMax })),
      driftSteps: fc.constant(null),
    }),
  );

/** The same of a key that answers challenges, for which PSKC and CSV have a place. */
const anySuiteMake: typeof anyFileMake = fc.oneof(
  fc.record({
    parameters: fc
      .constantFrom("OCRA-1:HOTP-SHA1-6:C-QN08", "OCRA-1:HOTP-SHA512-10:C-QA64")
      .map((suite) => keyParameters({ suite })),
    counter: fc.nat({ max: firstCounterMax }),
    driftSteps: fc.constant(null),
  }),
  fc.record({
    parameters: fc
      .constantFrom("OCRA-1:HOTP-SHA256-8:QH40-T1M", "OCRA-1:HOTP-SHA1-6:QN04-T15S")
      .map((suite) => keyParameters({ suite })),
    counter: fc.constant(null),
    driftSteps: fc.option(fc.integer({ min: -1000, max: 1000 })),
  }),
);

/** A key as a file may hold it, with a serial number. */
export const anyFileKey: fc.Arbitrary<FileKey> = fc
  .record({
    seed: anySeed,
    make: fc.oneof({ arbitrary: anyFileMake, weight: 2 }, anySuiteMake),
    serial: anySerial,
    holder: fc.option(anyName),
    issuer: fc.option(anyName),
    friendlyName: fc.option(anyName),
    manufacturer: fc.option(anyName),
    model: fc.option(anyName),
    startsAt: fc.option(fc.nat({ max: 253_402_300_799_999 }).map(unixMilliseconds)),
    expiresAt: fc.option(fc.nat({ max: 253_402_300_799_999 }).map(unixMilliseconds)),
  })
  .map(({ make, ...others }) => fileKey({ ...make, ...others }));

/** Several keys, each with a serial number of its own. */
export const anyFileKeys: fc.Arbitrary<FileKey[]> = fc.uniqueArray(anyFileKey, {
  selector: (key) => key.serial,
  minLength: 1,
  maxLength: 4,
});

function marks(): string[] {
  return [
    "+",
    "%20",
    "%",
    "&",
    "<",
    ">",
    '"',
    "'",
    "]]>",
    ",",
    ";",
    "=",
    "#",
    " ",
    "é",
    "中",
    "👍",
  ];
}
