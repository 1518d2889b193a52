import { OtpError } from "../base/otp-error.ts";
import type { KeyRecord } from "./key-record.ts";
import { decodeRecord } from "./stored-record.ts";

/**
 * Returns the record of a text that any earlier version of this program wrote, as the present
 * version has it. A record from before there were MACs is unsealed: `mac` is "".
 * Throws OtpError RECORD_MALFORMED for what is no record of any version.
 */
export function upgradeRecord(text: string): KeyRecord {
  return decodeRecord(JSON.stringify({ mac: "", ...fieldsOf(text) }));
}

function fieldsOf(text: string): object {
  try {
    return JSON.parse(text) as object;
  } catch (cause) {
    throw new OtpError("RECORD_MALFORMED", "Cannot read a stored key: it is no JSON", cause);
  }
}
