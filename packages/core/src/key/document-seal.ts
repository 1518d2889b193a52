import type { Keyring } from "../seals/keyring.ts";
import type { SignatureFinding } from "../seals/signature.ts";
import type { StoredDocument } from "./document-store.ts";
import { checkMac, type Mac, macOf } from "./record-seal.ts";

/** What of a document is sealed: where it stands and what it says. */
export type DocumentContent = StoredDocument & { readonly kind: string };

/** What was found in a stored body. */
export type OpenedBody = {
  readonly finding: SignatureFinding | "unsealed";
  /** The master key that sealed it; null for none. */
  readonly keyId: string | null;
  /** What was sealed; of an unsealed body, the body itself. */
  readonly body: string;
};

/** A MAC and a blank. No JSON object begins so. */
const sealedForm = /^([0-9a-f]{8}\.[0-9a-f]{64}) /;

/**
 * Returns the body as it is stored: `KEYID.HEX`, a blank, and the body itself. The MAC covers kind,
 * id, revision, expiry and body, so that no document passes as another one or as a later one.
 */
export function sealBody(keyring: Keyring, document: DocumentContent): string {
  return `${macOf(keyring.active, contentOf(document))} ${document.body}`;
}

/** Checks the stored body of a document and takes the MAC off it. */
export function openBody(keyring: Keyring, document: DocumentContent): OpenedBody {
  const [head = "", mac = ""] = sealedForm.exec(document.body) ?? [];
  if (mac === "") return { finding: "unsealed", keyId: null, body: document.body };
  const body = document.body.slice(head.length);
  const finding = checkMac(keyring, mac satisfies Mac, contentOf({ ...document, body }));
  return { finding, keyId: mac.slice(0, 8), body };
}

function contentOf({ kind, id, revision, expiresAt, body }: DocumentContent): readonly unknown[] {
  return ["jeton-document", 1, kind, id, revision, expiresAt, body];
}
