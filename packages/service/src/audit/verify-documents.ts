import type { Ports } from "@jeton/validator/parts";
import { everyDocument, type SealedDocument } from "../documents/reseal-documents.ts";
import type { Broken } from "./trail-report.ts";

/** Checks the seal of every document of every kind; returns how many there are and what is broken. */
export async function verifyDocuments(
  ports: Pick<Ports, "bareDocuments" | "keyring">,
): Promise<{ readonly documents: number; readonly broken: readonly Broken[] }> {
  const broken: Broken[] = [];
  let documents = 0;
  for await (const document of everyDocument(ports)) {
    documents += 1;
    const problem = problemOf(document);
    if (problem === null) continue;
    broken.push({ serial: null, sequence: null, checkpoint: null, problem });
  }
  return { documents, broken };
}

function problemOf({ kind, document, finding, keyId }: SealedDocument): string | null {
  const name = `document "${document.id}" of the kind "${kind}"`;
  switch (finding) {
    case "good":
      return null;
    case "wrong":
      return `${name}: not what was sealed`;
    case "unsealed":
      return `${name}: its seal is gone`;
    case "unknown-key":
      return `${name}: sealed with master key ${keyId}, which is not here`;
    default:
      return finding satisfies never;
  }
}
