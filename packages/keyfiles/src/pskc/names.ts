/** Namespaces and identifiers of RFC 6030 and of the specifications that it uses. */
export const namespaces = {
  pskc: "urn:ietf:params:xml:ns:keyprov:pskc",
  ds: "http://www.w3.org/2000/09/xmldsig#",
  xenc: "http://www.w3.org/2001/04/xmlenc#",
  xenc11: "http://www.w3.org/2009/xmlenc11#",
  pkcs5: "http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#",
} as const;

/**
 * The names of elements and attributes by their lower case, in which privacyIDEA's export writes them
 * (https://github.com/privacyidea/privacyidea, export_pskc in privacyidea/lib/importotp.py).
 */
export const namesByLowerCase: ReadonlyMap<string, string> = new Map(
  [
    ...[
      "KeyContainer",
      "Version",
      "Id",
      "KeyPackage",
      "Key",
      "Algorithm",
      "EncryptionKey",
      "KeyName",
    ],
    ...["MACMethod", "MACKey", "MACAlgorithm", "EncryptionMethod", "CipherData", "CipherValue"],
    ...["DeviceInfo", "Manufacturer", "SerialNo", "Model", "IssueNo", "DeviceBinding", "StartDate"],
    ...["ExpiryDate", "UserId", "CryptoModuleInfo", "Issuer", "FriendlyName", "KeyProfileId"],
    ...["KeyReference", "AlgorithmParameters", "Suite", "ChallengeFormat", "ResponseFormat"],
    ...["Encoding", "Length", "Min", "Max", "CheckDigits", "Data", "Secret", "Counter", "Time"],
    ...["TimeInterval", "TimeDrift", "PlainValue", "EncryptedValue", "ValueMAC", "Policy"],
    ...["PINPolicy", "KeyUsage", "NumberOfTransactions", "Extensions", "Signature"],
  ].map((name) => [name.toLowerCase(), name]),
);

/** The only version there is (RFC 6030 §4). */
export const pskcVersion = "1.0";

/** Key algorithms. RFC 6030 §10 registers hotp and pin; the OATH profiles add totp, makers ocra. */
export const keyAlgorithms = {
  totp: "urn:ietf:params:xml:ns:keyprov:pskc:totp",
  hotp: "urn:ietf:params:xml:ns:keyprov:pskc:hotp",
  ocra: "urn:ietf:params:xml:ns:keyprov:pskc:ocra",
  pin: "urn:ietf:params:xml:ns:keyprov:pskc:pin",
} as const;

/** How drafts, and files made after them, spelt totp. */
export const totpSpellings: ReadonlySet<string> = new Set([
  "urn:ietf:params:xml:ns:keyprov:pskc#totp",
  "http://www.ietf.org/keyprov/pskc#totp",
]);

/** RFC 8018 §5.2, by its own name and by that of XML Encryption 1.1. */
export const pbkdf2Names: ReadonlySet<string> = new Set([
  `${namespaces.pkcs5}pbkdf2`,
  `${namespaces.xenc11}pbkdf2`,
]);

/** Bytes of the keys of xmlenc#aes128-cbc, aes192-cbc and aes256-cbc. */
export const aesKeyBytes: readonly number[] = [16, 24, 32];

/** Returns the identifier of AES-CBC with a key of so many bytes. */
export function aesCbcName(keyBytes: number): string {
  return `${namespaces.xenc}aes${keyBytes * 8}-cbc`;
}

/** Returns the bytes of the key that an AES-CBC identifier wants, or null for another cipher. */
export function aesCbcKeyBytes(name: string): number | null {
  return aesKeyBytes.find((bytes) => aesCbcName(bytes) === name) ?? null;
}
