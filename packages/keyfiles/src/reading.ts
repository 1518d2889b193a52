import type { FileKey } from "./file-key.ts";
import { type Finding, type Place, type ProblemCode, shown, type WarningCode } from "./finding.ts";

/** How a file is read. */
export type ReadOptions = {
  /** The file's name for places in findings; "input" when absent. */
  readonly file?: string;
  /** What one bad key does: nothing is imported (the default), or the good keys are kept. */
  readonly mode?: "all-or-nothing" | "keep-good";
};

/**
 * What a file holds. "refused": a key has a problem and the mode is all-or-nothing; the problems
 * say which keys. "read": every key of the file, or in the mode keep-good every good one.
 */
export type KeyFileReading =
  | {
      readonly kind: "read";
      readonly keys: readonly FileKey[];
      readonly problems: readonly Finding<ProblemCode>[];
      readonly warnings: readonly Finding<WarningCode>[];
    }
  | {
      readonly kind: "refused";
      readonly problems: readonly Finding<ProblemCode>[];
      readonly warnings: readonly Finding<WarningCode>[];
    };

/** A reading under way: a reader reports what it finds and adds the keys that it could read. */
export type Reading = {
  problem(code: ProblemCode, at: At, found: string, wanted: string): void;
  warning(code: WarningCode, at: At, found: string, wanted: string): void;
  /** Problems reported so far; a key is good when it has added none. */
  problemCount(): number;
  add(key: FileKey, at: At): void;
  place(at: At): Place;
  settle(): KeyFileReading;
};

/** A place inside the file that is being read. */
export type At = { readonly line: number | null; readonly path: string };

/** Returns a reading with nothing in it. */
export function startReading(options: ReadOptions): Reading {
  const file = options.file ?? "input";
  const problems: Finding<ProblemCode>[] = [];
  const warnings: Finding<WarningCode>[] = [];
  const keys: FileKey[] = [];
  const serials = new Set<string>();
  const place = ({ line, path }: At) => ({ file, line, path });
  const problem: Reading["problem"] = (code, at, found, wanted) => {
    problems.push({ code, place: place(at), found, wanted });
  };
  return {
    problem,
    warning: (code, at, found, wanted) => {
      warnings.push({ code, place: place(at), found, wanted });
    },
    problemCount: () => problems.length,
    add: (key, at) => {
      if (key.serial !== null && serials.has(key.serial)) {
        key.seed.fill(0);
        const found = `the serial number ${shown(key.serial)} again`;
        problem("serial-repeated", at, found, "each serial number once");
        return;
      }
      if (key.serial !== null) serials.add(key.serial);
      keys.push(key);
    },
    place,
    settle: () => {
      if (problems.length === 0 || options.mode === "keep-good") {
        return { kind: "read", keys, problems, warnings };
      }
      for (const key of keys) key.seed.fill(0);
      return { kind: "refused", problems, warnings };
    },
  };
}
