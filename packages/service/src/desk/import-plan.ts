import { OtpError } from "@jeton/core";
import {
  describeFinding,
  type FileKey,
  type Finding,
  KeyFileError,
  type PskcSecret,
} from "@jeton/keyfiles";
import {
  type Assignment,
  type KeyFileFormat,
  keyFileKinds,
  plainCsvLayout,
  readAssignments,
  readKeyFile,
} from "../admin/index.ts";
import type { Upload } from "./upload.ts";

/** What is done with a file: keys are put in stock, or assigned. */
export type BulkKind = "import" | "assign-many";

/** What a file is: the keys in it with what was found beside them, or why it is of no use. */
export type KeyFilePlan =
  | {
      readonly kind: "read";
      readonly keys: readonly FileKey[];
      /** Keys that are left out, one sentence each. */
      readonly problems: readonly string[];
      readonly warnings: readonly string[];
    }
  | { readonly kind: "unusable"; readonly why: string };

export type ImportKind = KeyFileFormat["kind"];

export function isImportKind(text: string): text is ImportKind {
  return (keyFileKinds as readonly string[]).includes(text);
}

/** Reads the keys of an uploaded file. The caller has their seeds overwritten. */
export function readKeys({ bytes, name, fields }: Upload): KeyFilePlan {
  const kind = fields.get("kind") ?? "";
  if (!isImportKind(kind)) return { kind: "unusable", why: "an unknown kind of file" };
  const secret = secretOf(fields.get("secret") ?? "");
  const format: KeyFileFormat =
    kind === "pskc"
      ? { kind, secret }
      : kind === "csv"
        ? { kind, layout: plainCsvLayout }
        : { kind };
  try {
    const reading = readKeyFile(bytes, format, { file: name, mode: "keep-good" });
    return {
      kind: "read",
      keys: reading.kind === "read" ? reading.keys : [],
      problems: reading.problems.map(describeFinding),
      warnings: grouped(reading.warnings),
    };
  } catch (error) {
    return { kind: "unusable", why: reasonOf(error) };
  }
}

/** Reads a list of assignments; the answer of a file that is none is its reason. */
export function readList({ bytes, name }: Upload): readonly Assignment[] | string {
  try {
    return readAssignments(bytes, name);
  } catch (error) {
    return reasonOf(error);
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof KeyFileError || error instanceof OtpError) return error.message;
  throw error;
}

/** A pre-shared key is written in hexadecimal digits; all else is a password. */
function secretOf(text: string): PskcSecret | null {
  if (text === "") return null;
  if (/^(?:[0-9a-f]{32}|[0-9a-f]{48}|[0-9a-f]{64})$/iu.test(text)) {
    return { kind: "pre-shared-key", key: new Uint8Array(Buffer.from(text, "hex")) };
  }
  return { kind: "password", password: text };
}

/** Of a warning that a thousand keys share one sentence is enough. */
function grouped(warnings: readonly Finding[]): readonly string[] {
  const firsts = new Map<string, { readonly finding: Finding; readonly count: number }>();
  for (const finding of warnings) {
    const first = firsts.get(finding.code);
    firsts.set(finding.code, {
      finding: first?.finding ?? finding,
      count: (first?.count ?? 0) + 1,
    });
  }
  return [...firsts.values()].map(({ finding, count }) =>
    count === 1 ? describeFinding(finding) : `${describeFinding(finding)} (× ${count})`,
  );
}
