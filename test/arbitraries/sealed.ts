import type { Sealed } from "@jeton/core";
import * as fc from "fast-check";
import { anyHex } from "./bytes.ts";

/** A sealed value by its form; no keyring opens it. */
export const anySealed: fc.Arbitrary<Sealed> = fc
  .tuple(anyHex(4), anyHex(60))
  .map(([keyId, content]) => `v1.${keyId}.${content}`);
