import type { UnixMilliseconds } from "@jeton/core/units";
import type { Reading } from "../reading.ts";
import { atOf, type XmlElement } from "../xml/xml-element.ts";
import { readDateTime } from "./date-time.ts";
import { namespaces } from "./names.ts";

/** Returns the dates of a Policy (RFC 6030 §5). All else that it demands is only reported. */
export function readPolicy(
  reading: Reading,
  policy: XmlElement | undefined,
): { readonly startsAt: UnixMilliseconds | null; readonly expiresAt: UnixMilliseconds | null } {
  const dates = new Map<string, XmlElement>();
  for (const child of policy?.children ?? []) {
    const name = child.namespace === namespaces.pskc ? child.name : "";
    if (name === "StartDate" || name === "ExpiryDate") {
      if (dates.has(name)) reading.problem("field-repeated", atOf(child), "it twice", "it once");
      dates.set(name, child);
    } else if (name !== "KeyUsage" || child.text.trim() !== "OTP") {
      const found = "a demand that is not enforced here";
      reading.warning(
        "policy-ignored",
        atOf(child),
        found,
        "StartDate, ExpiryDate or KeyUsage OTP",
      );
    }
  }
  return {
    startsAt: readDateTime(reading, dates.get("StartDate")),
    expiresAt: readDateTime(reading, dates.get("ExpiryDate")),
  };
}
