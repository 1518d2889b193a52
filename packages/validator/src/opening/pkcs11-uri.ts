import { OtpError } from "@jeton/core";

/** Which key of which token a `pkcs11:` URI (RFC 7512) names, and how it is reached. */
export type Pkcs11Uri = {
  /** What the token must say of itself; at least one is given. */
  readonly token: Readonly<Partial<Record<TokenAttribute, string>>>;
  /** The key's label (CKA_LABEL); null when it is named by its id alone. */
  readonly object: string | null;
  /** The key's CKA_ID; null when it is named by its label alone. */
  readonly id: Uint8Array | null;
  /** The PKCS#11 library of the token's maker. */
  readonly modulePath: string;
  /** The file with the PIN. */
  readonly pinFile: string;
};

/** The attributes of RFC 7512 by which a token is told from others. */
export type TokenAttribute = (typeof tokenAttributes)[number];

const tokenAttributes = ["token", "serial", "manufacturer", "model"] as const;
const pathAttributes: readonly string[] = [...tokenAttributes, "object", "id", "type"];
const queryAttributes: readonly string[] = ["module-path", "pin-source"];
const example =
  "pkcs11:token=jeton;object=master?module-path=/usr/lib/softhsm/libsofthsm2.so&pin-source=file:/etc/jeton/pin";

/** Returns whether a word of a master-key file names a key in a token. */
export function isPkcs11Uri(word: string): boolean {
  return word.toLowerCase().startsWith("pkcs11:");
}

/**
 * Reads the URI of a secret key in a token. Throws OtpError MASTER_KEY_UNUSABLE for one that says too little,
 * says something twice, or has an attribute that is not used here: it might have named another key.
 * No message repeats a value, which may be a PIN.
 */
export function parsePkcs11Uri(uri: string): Pkcs11Uri {
  const [path = "", ...queries] = uri.slice("pkcs11:".length).split("?");
  if (queries.length > 1) throw unreadable('it has "?" twice');
  const named = attributesOf(path, ";", pathAttributes);
  const asked = attributesOf(queries[0] ?? "", "&", queryAttributes);
  if ((named.get("type") ?? "secret-key") !== "secret-key") {
    throw unreadable('its type is not "secret-key"');
  }
  const token = Object.fromEntries(
    tokenAttributes.flatMap((name) => {
      const value = textOf(named.get(name));
      return value === null ? [] : [[name, value]];
    }),
  );
  if (Object.keys(token).length === 0) throw unreadable("it names no token");
  const object = textOf(named.get("object"));
  const id = named.get("id");
  if (object === null && id === undefined) throw unreadable("it names no object");
  return {
    token,
    object,
    id: id === undefined ? null : bytesOf(id),
    modulePath: absolutePath("module-path", textOf(asked.get("module-path"))),
    pinFile: pinFileOf(textOf(asked.get("pin-source"))),
  };
}

function attributesOf(
  text: string,
  separator: string,
  known: readonly string[],
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const part of text === "" ? [] : text.split(separator)) {
    const [name = "", ...value] = part.split("=");
    if (name === "pin-value") {
      throw unreadable(
        "it holds the PIN: write that to a file, mode 0600, and name it by pin-source",
      );
    }
    if (!known.includes(name)) throw unreadable(`only ${known.join(", ")} are read there`);
    // RFC 7512 §2.3: an attribute must not appear more than once.
    if (found.has(name)) throw unreadable(`${name} stands there twice`);
    found.set(name, value.join("="));
  }
  return found;
}

/** RFC 7512 §2.4: `file:` URIs and names of files; a command ("|") is never run. */
function pinFileOf(source: string | null): string {
  return absolutePath("pin-source", source?.replace(/^file:(\/\/(?=\/))?/, "") ?? null);
}

function absolutePath(name: string, path: string | null): string {
  if (path?.startsWith("/")) return path;
  throw unreadable(`it needs ${name} with the full path of a file`);
}

function textOf(value: string | undefined): string | null {
  if (value === undefined || value === "") return null;
  try {
    return decodeURIComponent(value);
  } catch {
    throw unreadable("a percent sign in it begins no UTF-8 character");
  }
}

/** Any bytes, not only those of UTF-8 (RFC 7512 §2.3, `pk11-id`). */
function bytesOf(value: string): Uint8Array {
  const hex = value.replace(/%([0-9a-f]{2})|(.)/gis, (_, byte?: string, plain = "") =>
    byte === undefined ? Buffer.from(plain, "utf8").toString("hex") : byte,
  );
  return new Uint8Array(Buffer.from(hex, "hex"));
}

function unreadable(found: string): OtpError {
  return new OtpError(
    "MASTER_KEY_UNUSABLE",
    `Cannot read the pkcs11: URI of the master key: ${found}, wanted such as ${example}`,
  );
}
