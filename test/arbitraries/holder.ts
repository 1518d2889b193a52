import { holderIdentifier } from "@jeton/core";
import * as fc from "fast-check";

/** A holder's identifier in the form in which it is stored: any script, no blanks, lower case. */
export const anyHolder: fc.Arbitrary<string> = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 40 })
  .map(holderIdentifier)
  .filter((identifier) => identifier !== null);
