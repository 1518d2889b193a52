import { type EditedDatabase, literal } from "../support/edited-store.ts";
import { editRecord, type Past } from "./edits.ts";

/** One way to change the database without this program, and the command that finds it. */
export type Tampering = {
  readonly of: "record" | "event" | "document" | "checkpoint" | "store";
  readonly what: string;
  /** What finds it; with `--expect` only by a checkpoint that was kept elsewhere. */
  readonly foundBy: "jeton audit verify" | "jeton audit verify --expect" | "every command";
  /** What is said. */
  readonly says: RegExp;
  /** Whether what was put back is a whole past of the key, which works until it is found. */
  readonly isWholePast?: true;
  readonly edit: (db: EditedDatabase, past: Past) => Promise<unknown>;
};

export const damaged = (serial: string) =>
  new RegExp(`^key ${serial}: its record is damaged: `, "m");
export const sealed = (serial: string) =>
  new RegExp(`^key ${serial}: its record is damaged: it is not what was sealed`, "m");
export const event = (sequence: number, problem = "") =>
  new RegExp(`^key K1, event ${sequence}: ${problem}`, "m");
export const document = (kind: string, problem = "not what was sealed") =>
  new RegExp(`^document "[^"]*" of the kind "${kind}": ${problem}`, "m");

type Change = Parameters<typeof editRecord>[2];

export function record(
  what: string,
  change: Change,
  serial = "K1",
  says = sealed(serial),
): Tampering {
  const edit: Tampering["edit"] = (db) => editRecord(db, serial, change);
  return { of: "record", what, foundBy: "jeton audit verify", says, edit };
}

export function other(
  of: Tampering["of"],
  what: string,
  says: RegExp,
  edit: Tampering["edit"],
): Tampering {
  return { of, what, foundBy: "jeton audit verify", says, edit };
}

export const sql =
  (...texts: readonly string[]): Tampering["edit"] =>
  async (db) => {
    for (const text of texts) await db.sql(text);
  };

/** Exchanges a column of two rows of a table. */
export const exchange =
  (table: string, column: string, first: string, second: string): Tampering["edit"] =>
  async (db) => {
    const value = async (where: string) => {
      const [row] = await db.sql<Record<string, string>>(
        `SELECT ${column} AS value FROM ${table} WHERE ${where}`,
      );
      return literal(row?.value ?? null);
    };
    const [one, two] = [await value(first), await value(second)];
    await db.sql(`UPDATE ${table} SET ${column} = ${two} WHERE ${first}`);
    await db.sql(`UPDATE ${table} SET ${column} = ${one} WHERE ${second}`);
  };

export const k1 = "serial = 'K1'";
