import {
  type FileKey,
  type Finding,
  KeyFileError,
  type PskcSecret,
  type WarningCode,
} from "@jeton/keyfiles";
import {
  type Assignment,
  type KeyFileFormat,
  keyFileKinds,
  kindOfKeyFile,
  readAssignments,
  readKeyFile,
} from "../keys/index.ts";
import type { Upload } from "./upload.ts";

/** What is done with a file: keys are put in stock, or assigned. */
export type BulkKind = "import" | "assign-many";

/** What a file is: the keys in it with what was found beside them, or why it is of no use. */
export type KeyFilePlan =
  | {
      readonly kind: "read";
      readonly keys: readonly FileKey[];
      /** Why keys are left out. */
      readonly problems: readonly Finding[];
      readonly warnings: readonly GroupedFinding[];
    }
  | UnusableFile;

/** Why a whole file is of no use. */
export type UnusableFile =
  | { readonly kind: "unusable"; readonly error: KeyFileError }
  /** Neither the form nor the file says what it is. */
  | { readonly kind: "unknown-kind" };

/** A finding that some keys share: the first of them, and how many there are. */
export type GroupedFinding = { readonly finding: Finding; readonly count: number };

function isImportKind(text: string): text is KeyFileFormat["kind"] {
  return (keyFileKinds as readonly string[]).includes(text);
}

/** Reads the keys of an uploaded file. The caller has their seeds overwritten. */
export function readKeys({ bytes, name, fields }: Upload): KeyFilePlan {
  const chosen = fields.get("kind") ?? "";
  const kind = chosen === "" ? kindOfKeyFile(bytes, name) : chosen;
  if (kind === null || !isImportKind(kind)) return { kind: "unknown-kind" };
  const format = formatOf(kind, fields);
  try {
    const reading = readKeyFile(bytes, format, { file: name, mode: "keep-good" });
    return {
      kind: "read",
      keys: reading.kind === "read" ? reading.keys : [],
      problems: reading.problems,
      warnings: grouped(reading.warnings),
    };
  } catch (error) {
    return unusable(error);
  }
}

function formatOf(kind: KeyFileFormat["kind"], fields: ReadonlyMap<string, string>): KeyFileFormat {
  const secret = fields.get("secret") ?? "";
  switch (kind) {
    case "csv":
      return { kind, layout: null };
    case "authenticator":
      return { kind, password: secret === "" ? null : secret };
    case "pskc":
      return {
        kind,
        secret: secretOf(secret),
        withoutMac: fields.get("without-mac") === "yes",
      };
    case "otpauth":
    case "usersfile":
      return { kind };
    default:
      return kind satisfies never;
  }
}

/** What a list of assignments is. */
export type ListPlan =
  | { readonly kind: "read"; readonly assignments: readonly Assignment[] }
  | UnusableFile;

/** Reads a list of assignments. */
export function readList({ bytes, name }: Upload): ListPlan {
  try {
    return { kind: "read", assignments: readAssignments(bytes, name) };
  } catch (error) {
    return unusable(error);
  }
}

function unusable(error: unknown): UnusableFile {
  if (error instanceof KeyFileError) return { kind: "unusable", error };
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
function grouped(warnings: readonly Finding<WarningCode>[]): readonly GroupedFinding[] {
  const groups = new Map<WarningCode, GroupedFinding>();
  for (const finding of warnings) {
    const { count, finding: first } = groups.get(finding.code) ?? { count: 0, finding };
    groups.set(finding.code, { finding: first, count: count + 1 });
  }
  return [...groups.values()];
}
