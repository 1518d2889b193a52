import { OtpError } from "@jeton/core";
import type { z } from "zod";

/**
 * Returns what the text of a stored document holds; `what` names it for people: "a ticket".
 * Throws OtpError RECORD_MALFORMED for a text that we did not write.
 */
export function readStored<T>(schema: z.ZodType<T>, body: string, what: string): T {
  try {
    return schema.parse(JSON.parse(body));
  } catch (cause) {
    throw new OtpError("RECORD_MALFORMED", `Cannot read ${what}: it was edited`, cause);
  }
}
