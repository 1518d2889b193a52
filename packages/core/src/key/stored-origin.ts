import { type KeyOrigin, keyOrigin, originNameForm } from "./key-origin.ts";
import { fields, moment, text, wrong } from "./stored-fields.ts";

/** Returns the origin of a stored record. Throws TypeError, with the path of what is wrong. */
export function storedOrigin(value: unknown): KeyOrigin {
  const at = fields(value, "origin");
  const name = (field: "manufacturer" | "model") =>
    at[field] === null ? null : text(at[field], `origin.${field}`, originNameForm);
  const date = (field: "startsAt" | "expiresAt") =>
    at[field] === null ? null : moment(at[field], `origin.${field}`);
  const dates = { startsAt: date("startsAt"), expiresAt: date("expiresAt") };
  const origin = keyOrigin({ manufacturer: name("manufacturer"), model: name("model"), ...dates });
  if (origin === undefined) throw wrong("origin", "something that is not null", at);
  return origin;
}
