import { type UnixMilliseconds, unixMilliseconds } from "@jeton/core/units";
import { moment9999 } from "../file-key.ts";
import { shown } from "../finding.ts";
import type { Reading } from "../reading.ts";
import { atOf, type XmlElement } from "../xml/xml-element.ts";

const form =
  /^([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?(Z|[+-][0-9]{2}:[0-9]{2})?$/;

/** Returns the moment of an xs:dateTime from 1970 to 9999, or null after a problem. */
export function readDateTime(
  reading: Reading,
  element: XmlElement | undefined,
): UnixMilliseconds | null {
  if (element === undefined) return null;
  const text = element.text.trim();
  const parts = form.exec(text);
  const moment = parts === null ? Number.NaN : momentOf(text, parts);
  if (!(moment >= 0 && moment <= moment9999)) {
    const wanted = "a date and time from 1970 to 9999 as in 2026-01-31T00:00:00Z";
    reading.problem("date-malformed", atOf(element), shown(text), wanted);
    return null;
  }
  if (parts?.[8] === undefined) {
    reading.warning("zone-assumed", atOf(element), "no time zone, taken as UTC", "Z at the end");
  }
  return unixMilliseconds(moment);
}

/** Returns the moment as pskctool reads it, with a fraction only when there is one. */
export function formatDateTime(moment: UnixMilliseconds): string {
  return new Date(moment).toISOString().replace(".000Z", "Z");
}

function momentOf(text: string, parts: RegExpExecArray): number {
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = parts
    .slice(1, 7)
    .map(Number);
  const utc = Date.UTC(year, month - 1, day, hours, minutes, seconds);
  // Date.UTC carries the 31st of June on to July; a file that says so is wrong.
  if (new Date(utc).toISOString().slice(0, 19) !== text.slice(0, 19)) return Number.NaN;
  const milliseconds = Number((parts[7] ?? "").padEnd(3, "0").slice(0, 3));
  const zone = /^([+-])([0-9]{2}):([0-9]{2})$/.exec(parts[8] ?? "");
  if (zone === null) return utc + milliseconds;
  const minutesAhead = Number(zone[2]) * 60 + Number(zone[3]);
  if (minutesAhead > 14 * 60 || Number(zone[3]) > 59) return Number.NaN;
  return utc + milliseconds - (zone[1] === "-" ? -1 : 1) * minutesAhead * 60_000;
}
