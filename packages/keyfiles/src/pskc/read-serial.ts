import { serialForm } from "@jeton/core";
import { shown } from "../finding.ts";
import { atOf, childOf, type XmlElement } from "../xml/xml-element.ts";
import { keyAlgorithms, namespaces } from "./names.ts";
import type { PackageTools } from "./package-tools.ts";

/**
 * Returns the serial numbers that several keys of a file share. RFC 6030 figure 10: a device may hold several keys,
 * which differ by their Id. PINs are no keys.
 */
export function serialsOfSeveral(packages: readonly XmlElement[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const element of packages) {
    const key = childOf(element, namespaces.pskc, "Key");
    if (key?.attributes.get("Algorithm") === keyAlgorithms.pin) continue;
    const device = childOf(element, namespaces.pskc, "DeviceInfo");
    const serial = device && childOf(device, namespaces.pskc, "SerialNo")?.text.trim();
    if (!serial) continue;
    if (seen.has(serial)) shared.add(serial);
    seen.add(serial);
  }
  return shared;
}

/**
 * Returns the number of a key: that of its device, with the key's Id behind it where the device holds several; the
 * Id alone where the file names no device. Null after a problem.
 */
export function readSerial(
  { reading, sharedSerials }: PackageTools,
  key: XmlElement,
  element: XmlElement | undefined,
): string | null {
  const given = element?.text.trim() ?? "";
  const id = (key.attributes.get("Id") ?? "").trim();
  const isShared = id !== "" && id !== given && sharedSerials.has(given);
  const serial = given === "" ? id : isShared ? `${given}-${id}` : given;
  const at = atOf(given === "" ? key : (element ?? key));
  if (given === "" && serial !== "") {
    reading.warning("serial-from-id", at, "no SerialNo, the key's Id is taken", "a SerialNo");
  }
  if (serialForm.test(serial)) {
    if (isShared) {
      const found = `several keys on one device, ${shown(serial)} is taken for this one`;
      reading.warning("serial-with-id", at, found, "a SerialNo for each");
    }
    return serial;
  }
  const found = serial === "" ? "neither SerialNo nor Id" : shown(serial);
  const wanted = "1 to 64 printable ASCII characters, no blanks";
  reading.problem(serial === "" ? "serial-missing" : "serial-malformed", at, found, wanted);
  return null;
}
