import { isCounterBased } from "@jeton/core/units";
import { type FileKey, fileKey } from "../file-key.ts";
import { counterLimits, readName, reportNoCounter } from "../read-parameters.ts";
import type { Reading } from "../reading.ts";
import { atOf, childNamed, type XmlElement } from "../xml/xml-element.ts";
import { readDateTime } from "./date-time.ts";
import { identifier } from "./derive-key.ts";
import { keyAlgorithms, totpSpellings } from "./names.ts";
import { partsOf } from "./package-parts.ts";
import type { PackageTools } from "./package-tools.ts";
import { type PskcKind, readKeyParameters } from "./read-key-parameters.ts";
import { readPolicy } from "./read-policy.ts";
import { readSerial } from "./read-serial.ts";
import { readInteger, readSecret } from "./read-value.ts";

const packageParts = ["DeviceInfo", "CryptoModuleInfo", "Key"];
const deviceParts = [
  "Manufacturer",
  "SerialNo",
  "Model",
  "IssueNo",
  "StartDate",
  "ExpiryDate",
  "UserId",
];
const keyParts = [
  "Issuer",
  "AlgorithmParameters",
  "KeyProfileId",
  "KeyReference",
  "FriendlyName",
  "Data",
  "UserId",
  "Policy",
];
const dataParts = ["Secret", "Counter", "Time", "TimeInterval", "TimeDrift"];

/** Returns the key of a KeyPackage; null for a PIN, which is no key, or after a problem. */
export function readKeyPackage(element: XmlElement, tools: PackageTools): FileKey | null {
  const { reading } = tools;
  const before = reading.problemCount();
  const parts = partsOf(reading, element, packageParts);
  const keyElement = parts.get("Key");
  if (keyElement === undefined) {
    reading.problem("field-missing", atOf(element), "no Key", "one");
    return null;
  }
  const kind = kindOf(reading, keyElement);
  if (kind === null) return null;
  const device = partsOf(reading, parts.get("DeviceInfo"), deviceParts);
  const key = partsOf(reading, keyElement, keyParts);
  const data = partsOf(reading, key.get("Data"), dataParts);

  const nameOf = (part: XmlElement | undefined) =>
    part === undefined ? null : readName(reading, atOf(part), unfold(part.text));
  const names = {
    serial: readSerial(tools, keyElement, device.get("SerialNo")),
    holder: nameOf(key.get("UserId")) ?? nameOf(device.get("UserId")),
    issuer: nameOf(key.get("Issuer")),
    friendlyName: nameOf(key.get("FriendlyName")),
    manufacturer: nameOf(device.get("Manufacturer")),
    model: nameOf(device.get("Model")),
  };
  const policy = readPolicy(reading, key.get("Policy"));
  const parameters = readKeyParameters(tools, kind, {
    algorithmParameters: key.get("AlgorithmParameters"),
    interval: data.get("TimeInterval"),
    key: keyElement,
  });
  // Without its suite nothing says what moves a key on.
  if (kind === "ocra" && parameters === null) return null;
  const seed = readSeedOf(tools, keyElement, data.get("Secret"));
  const isCounter = parameters === null ? kind === "hotp" : isCounterBased(parameters);
  const counter = isCounter ? readCounterOf(tools, keyElement, data.get("Counter")) : null;
  const driftSteps = isCounter ? ignoreDrift(tools, data) : readDrift(tools, data);
  const dates = {
    startsAt: policy.startsAt ?? readDateTime(reading, device.get("StartDate")),
    expiresAt: policy.expiresAt ?? readDateTime(reading, device.get("ExpiryDate")),
  };
  if (seed === null || parameters === null || reading.problemCount() > before) {
    seed?.fill(0);
    return null;
  }
  const found = fileKey({ seed, parameters, counter, ...names, ...dates, driftSteps });
  seed.fill(0);
  return found;
}

/** A long name may be folded over lines; each fold is one blank. */
function unfold(text: string): string {
  return text.trim().replace(/ *[\t\r\n][ \t\r\n]*/g, " ");
}

function kindOf(reading: Reading, key: XmlElement): PskcKind | null {
  const algorithm = key.attributes.get("Algorithm");
  const at = atOf(key);
  if (algorithm === keyAlgorithms.totp) return "totp";
  if (algorithm === keyAlgorithms.hotp) return "hotp";
  if (algorithm === keyAlgorithms.ocra) return "ocra";
  if (algorithm !== undefined && totpSpellings.has(algorithm)) {
    reading.warning("algorithm-spelling", at, identifier(algorithm), keyAlgorithms.totp);
    return "totp";
  }
  if (algorithm === keyAlgorithms.pin) {
    reading.warning("pin-ignored", at, "a PIN", "none, holders choose theirs");
  } else {
    const found = algorithm === undefined ? "no Algorithm" : identifier(algorithm);
    const wanted = `${keyAlgorithms.totp}, hotp or ocra`;
    reading.problem("kind-unknown", at, found, wanted);
  }
  return null;
}

function readSeedOf(
  tools: PackageTools,
  key: XmlElement,
  secret: XmlElement | undefined,
): Uint8Array | null {
  if (secret !== undefined) return readSecret(tools, secret);
  tools.reading.problem("seed-missing", atOf(key), "no Secret", "a Secret in Data");
  return null;
}

/** RFC 6030 §4.2: the counter of the next code; the profile of hotp (§10) wants it. */
function readCounterOf(
  tools: PackageTools,
  key: XmlElement,
  counter: XmlElement | undefined,
): number | null {
  if (counter !== undefined) return readInteger(tools, counter, counterLimits);
  reportNoCounter(tools.reading, atOf(key));
  return null;
}

/** A key that counts has no clock. */
function ignoreDrift({ reading }: PackageTools, data: ReadonlyMap<string, XmlElement>): null {
  for (const name of ["Time", "TimeDrift"]) {
    const element = data.get(name);
    if (element === undefined) continue;
    reading.warning("field-ignored", atOf(element), `a ${name}`, "none for a key that counts");
  }
  return null;
}

/** TimeDrift is the key's step minus the server's (RFC 6030 §4.2), the sign of this project. */
function readDrift(tools: PackageTools, data: ReadonlyMap<string, XmlElement>): number | null {
  const { reading } = tools;
  const int = { code: "value-malformed", min: -(2 ** 31), max: 2 ** 31 - 1 } as const;
  const time = data.get("Time");
  if (time !== undefined && readInteger(tools, time, int) !== 0) {
    reading.warning("field-ignored", atOf(time), "a Time that is not 0", "0");
  }
  const counter = data.get("Counter");
  if (counter !== undefined) {
    reading.warning("field-ignored", atOf(counter), "a Counter", "none for a key with a clock");
  }
  const drift = data.get("TimeDrift");
  if (tools.isLowerCase && drift !== undefined) {
    // It is in seconds there, with decimals.
    if (Number(childNamed(drift, "PlainValue")?.text ?? Number.NaN) === 0) return 0;
    reading.warning("field-ignored", atOf(drift), "a TimeDrift in seconds", "one in steps");
    return null;
  }
  return drift === undefined ? null : readInteger(tools, drift, int);
}
