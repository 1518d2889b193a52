import {
  isCounterBased,
  type KeyParameters,
  parseOcraSuite,
  type QuestionFormat,
  type UnixMilliseconds,
} from "@jeton/core/units";
import { encodeBase } from "../base-n.ts";
import { type FileKey, fileKey } from "../file-key.ts";
import { requireT0, unwritable } from "../unwritable.ts";
import { present, textNode, writeXml, type XmlNode } from "../xml/write-xml.ts";
import { formatDateTime } from "./date-time.ts";
import { createLock, type Lock, type PskcEncryption } from "./lock.ts";
import { keyAlgorithms, namespaces, pskcVersion } from "./names.ts";
import { type PskcKind, suiteOf } from "./read-key-parameters.ts";

/**
 * Returns a PSKC file (RFC 6030) of these keys, valid by the RFC's schema, in their order.
 * `encryption` null writes the seeds in plain base64, to be asked for by name. Read back it gives
 * every field of every key. Throws KeyFileError KEY_FILE_UNWRITABLE for a key without serial number
 * or with a T0, or when there is no key: the schema wants one.
 */
export function writePskc(
  keys: readonly FileKey[],
  options: { readonly encryption: PskcEncryption | null },
): string {
  const [first] = keys;
  if (first === undefined)
    throw new RangeError("Cannot write a PSKC file of no keys: expected one");
  const lock = options.encryption === null ? null : createLock(options.encryption);
  try {
    const packages = keys.map((key, index) => keyPackage(fileKey(key), index, lock));
    return writeXml({
      name: "pskc:KeyContainer",
      attributes: { ...declarations(lock !== null), Version: pskcVersion },
      content: [...(lock?.header ?? []), ...packages],
    });
  } finally {
    lock?.destroy();
  }
}

/** All PSKC elements have a prefix, for PKCS #5's must stand without a namespace. */
function declarations(encrypted: boolean): { readonly [name: string]: string } {
  if (!encrypted) return { "xmlns:pskc": namespaces.pskc };
  return Object.fromEntries(
    Object.entries(namespaces).map(([prefix, namespace]) => [`xmlns:${prefix}`, namespace]),
  );
}

function keyPackage(key: FileKey, index: number, lock: Lock | null): XmlNode {
  const { serial } = key;
  if (serial === null) {
    throw unwritable("PSKC", index, key, { found: "no serial number", wanted: "one" });
  }
  requireT0("PSKC", index, key);
  const device = [
    textNode("pskc:Manufacturer", key.manufacturer),
    textNode("pskc:SerialNo", serial),
    textNode("pskc:Model", key.model),
  ];
  return {
    name: "pskc:KeyPackage",
    content: [
      { name: "pskc:DeviceInfo", content: present(device) },
      {
        name: "pskc:Key",
        attributes: {
          Id: serial,
          Algorithm: keyAlgorithms[kindOf(key.parameters)],
        },
        content: keyParts(key, lock),
      },
    ],
  };
}

function kindOf(parameters: KeyParameters): PskcKind {
  if (parameters.suite !== undefined) return "ocra";
  return isCounterBased(parameters) ? "hotp" : "totp";
}

/** The order is the schema's. */
function keyParts(key: FileKey, lock: Lock | null): readonly XmlNode[] {
  const { algorithm, digits, suite } = key.parameters;
  const parameters: readonly XmlNode[] = [
    { name: "pskc:Suite", content: suite ?? suiteOf(algorithm) },
    ...(suite === undefined ? [] : [challengeFormat(suite)]),
    {
      name: "pskc:ResponseFormat",
      attributes: { Length: String(digits), Encoding: "DECIMAL" },
      content: [],
    },
  ];
  const data = [secret(key.seed, lock), ...movingFactor(key)];
  return present([
    textNode("pskc:Issuer", key.issuer),
    { name: "pskc:AlgorithmParameters", content: parameters },
    textNode("pskc:FriendlyName", key.friendlyName),
    { name: "pskc:Data", content: present(data) },
    textNode("pskc:UserId", key.holder),
    policy(key),
  ]);
}

function challengeFormat(suite: string): XmlNode {
  const { format, lengthMax } = parseOcraSuite(suite).question;
  const [Min, Max] = [1, lengthMax].map(String);
  const attributes = { Encoding: encodings[format], Min: Min ?? "", Max: Max ?? "" };
  return { name: "pskc:ChallengeFormat", attributes, content: [] };
}

const encodings: Readonly<Record<QuestionFormat, string>> = {
  N: "DECIMAL",
  H: "HEXADECIMAL",
  A: "ALPHANUMERIC",
};

/** The order is the schema's. */
function movingFactor({ parameters, counter, driftSteps }: FileKey): readonly (XmlNode | null)[] {
  if (isCounterBased(parameters)) return [plainValue("pskc:Counter", counter ?? 0)];
  return [
    plainValue("pskc:Time", 0),
    plainValue("pskc:TimeInterval", parameters.periodSeconds),
    driftSteps === null ? null : plainValue("pskc:TimeDrift", driftSteps),
  ];
}

function secret(seed: Uint8Array, lock: Lock | null): XmlNode {
  const content =
    lock === null
      ? [{ name: "pskc:PlainValue", content: encodeBase("base64", seed) }]
      : lock.encryptedValue(seed);
  return { name: "pskc:Secret", content };
}

function plainValue(name: string, value: number): XmlNode {
  return { name, content: [{ name: "pskc:PlainValue", content: String(value) }] };
}

function policy(key: FileKey): XmlNode | null {
  const written = (moment: UnixMilliseconds | null) =>
    moment === null ? null : formatDateTime(moment);
  const dates = present([
    textNode("pskc:StartDate", written(key.startsAt)),
    textNode("pskc:ExpiryDate", written(key.expiresAt)),
  ]);
  return dates.length === 0 ? null : { name: "pskc:Policy", content: dates };
}
