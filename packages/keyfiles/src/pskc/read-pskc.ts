import { shown } from "../finding.ts";
import { KeyFileError } from "../key-file-error.ts";
import { type KeyFileReading, type ReadOptions, startReading } from "../reading.ts";
import { decodeText } from "../text.ts";
import { parseXml } from "../xml/parse-xml.ts";
import { atOf, pathOf, type XmlElement } from "../xml/xml-element.ts";
import type { Refuse } from "./derive-key.ts";
import { namesByLowerCase, namespaces, pskcVersion } from "./names.ts";
import { readKeyPackage } from "./read-key-package.ts";
import { serialsOfSeveral } from "./read-serial.ts";
import { iterationsMaxDefault, type PskcSecret } from "./secret.ts";
import { createUnlock } from "./unlock.ts";

/** How a PSKC file is read. */
export type PskcReadOptions = ReadOptions & {
  /** What opens the file, when it is encrypted. */
  readonly secret?: PskcSecret;
  /** Encrypted values that no MAC protects: refused (the default) or accepted with a warning. */
  readonly withoutMac?: "refuse" | "accept";
  /** PBKDF2 rounds at most, 2,000,000 when absent: a file must not buy hours of work. */
  readonly iterationsMax?: number;
};

/**
 * Reads a PSKC file (RFC 6030), plain, or encrypted with a pre-shared key or a password. A MAC that
 * is there is always verified, before the value that it protects is opened. Throws KeyFileError for
 * a file that cannot be used as a whole: KEY_FILE_MALFORMED, KEY_FILE_UNSUPPORTED, KEY_FILE_LOCKED.
 */
export function readPskc(
  input: Uint8Array | string,
  options: PskcReadOptions = {},
): KeyFileReading {
  const reading = startReading(options);
  const file = options.file ?? "input";
  const refuse: Refuse = (code, element, found, wanted) => {
    throw new KeyFileError(code, { place: reading.place(atOf(element)), found, wanted });
  };
  const text = decodeText(input, file);
  const root = parseXml(text, file);
  const isLowerCase = root.name === "keycontainer";
  const container = isLowerCase ? parseXml(text, file, namesByLowerCase) : root;
  if (isLowerCase) {
    const words = ["names in lower case, as privacyIDEA writes them", "RFC 6030's own"] as const;
    reading.warning("names-lower-case", atOf(container), ...words);
  }
  requireContainer(container, refuse);
  const unlock = createUnlock(
    container,
    {
      secret: options.secret ?? null,
      withoutMac: options.withoutMac ?? "refuse",
      iterationsMax: options.iterationsMax ?? iterationsMaxDefault,
    },
    { reading, refuse },
  );
  try {
    const isProtected = container.children.some(({ name }) => name === "EncryptionKey");
    const packages = container.children.filter((child) => isPskc(child, "KeyPackage"));
    const sharedSerials = serialsOfSeveral(packages);
    for (const child of container.children) {
      if (isPskc(child, "KeyPackage")) {
        const key = readKeyPackage(child, {
          ...{ reading, unlock, isProtected, isLowerCase, sharedSerials },
        });
        if (key !== null) reading.add(key, atOf(child));
      } else if (child.name === "Signature") {
        const words = ["a signature, which is not verified", "a trusted way for the file"] as const;
        reading.warning("signature-unverified", atOf(child), ...words);
      } else if (!isPskc(child, "EncryptionKey") && !isPskc(child, "MACMethod")) {
        reading.warning("field-ignored", atOf(child), "an unknown element", "RFC 6030's own");
      }
    }
    unlock.finish();
  } finally {
    unlock.destroy();
  }
  return reading.settle();
}

function requireContainer(root: XmlElement, refuse: Refuse): void {
  if (root.name !== "KeyContainer") {
    refuse("KEY_FILE_MALFORMED", root, `the element ${shown(root.name)}`, "KeyContainer");
  }
  if (root.namespace !== namespaces.pskc) {
    const wanted = `the namespace ${namespaces.pskc}`;
    refuse("KEY_FILE_UNSUPPORTED", root, "another namespace", wanted);
  }
  const version = root.attributes.get("Version");
  if (version !== pskcVersion) {
    const found = version === undefined ? "no Version" : `the version ${shown(version)}`;
    refuse("KEY_FILE_UNSUPPORTED", root, found, `"${pskcVersion}"`);
  }
  for (const name of ["EncryptionKey", "MACMethod"]) {
    const twice = root.children.find((child) => isPskc(child, name) && child.position > 1);
    if (twice !== undefined) {
      refuse("KEY_FILE_MALFORMED", twice, `${pathOf(twice)} again`, `${name} once`);
    }
  }
  if (!root.children.some((child) => isPskc(child, "KeyPackage"))) {
    refuse("KEY_FILE_MALFORMED", root, "no KeyPackage", "one or more");
  }
}

function isPskc(element: XmlElement, name: string): boolean {
  return element.name === name && element.namespace === namespaces.pskc;
}
