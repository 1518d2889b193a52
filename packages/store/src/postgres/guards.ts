/** Tables that guards stand before. */
export const guardedTables = ["keys", "events", "anchors", "history"] as const;

type GuardedTable = (typeof guardedTables)[number];

/**
 * A trigger by which the database itself refuses, whoever writes. It is data because it is needed
 * twice: to make it, and to see at each opening that it is there, unaltered and switched on.
 */
export type Guard = {
  readonly name: string;
  readonly table: GuardedTable;
  readonly when:
    | "BEFORE INSERT"
    | "BEFORE UPDATE"
    | "BEFORE DELETE"
    | "BEFORE UPDATE OR DELETE"
    | "BEFORE TRUNCATE";
  /** PL/pgSQL. A message begins with the word by which the adapter knows it. */
  readonly body: string;
};

/** Made by migration 1. A guard that is to do otherwise gets another name and a migration. */
export const firstGuards: readonly Guard[] = [
  {
    name: "keys_changed_forward",
    table: "keys",
    when: "BEFORE UPDATE",
    body: `
BEGIN
  IF OLD.last_step IS NOT NULL AND (NEW.last_step IS NULL OR NEW.last_step < OLD.last_step) THEN
    RAISE EXCEPTION 'STEP_REOPENED: last_step never goes back';
  END IF;
  IF NEW.serial IS DISTINCT FROM OLD.serial THEN
    RAISE EXCEPTION 'SERIAL_CHANGED: the serial of a key never changes';
  END IF;
  IF NEW.revision IS DISTINCT FROM OLD.revision + 1 THEN
    RAISE EXCEPTION 'REVISION_SKIPPED: each change raises the revision by one';
  END IF;
  RETURN NEW;
END`,
  },
  {
    name: "keys_begin_at_one",
    table: "keys",
    when: "BEFORE INSERT",
    body: `
BEGIN
  IF NEW.revision IS DISTINCT FROM 1 THEN
    RAISE EXCEPTION 'REVISION_SKIPPED: a new key has revision 1';
  END IF;
  RETURN NEW;
END`,
  },
  {
    name: "keys_never_deleted",
    table: "keys",
    when: "BEFORE DELETE",
    body: `
BEGIN
  RAISE EXCEPTION 'KEY_DELETED: keys are retired, never deleted';
END`,
  },
  {
    name: "keys_never_emptied",
    table: "keys",
    when: "BEFORE TRUNCATE",
    body: `
BEGIN
  RAISE EXCEPTION 'KEY_DELETED: keys are retired, never deleted';
END`,
  },
  {
    name: "events_only_appended",
    table: "events",
    when: "BEFORE INSERT",
    body: `
BEGIN
  IF EXISTS (
    SELECT 1 FROM jeton.events WHERE serial = NEW.serial AND sequence >= NEW.sequence
  ) THEN
    RAISE EXCEPTION 'EVENT_TAKEN: events are appended behind the last one';
  END IF;
  RETURN NEW;
END`,
  },
  {
    name: "events_never_changed",
    table: "events",
    when: "BEFORE UPDATE OR DELETE",
    body: `
BEGIN
  RAISE EXCEPTION 'EVENT_CHANGED: events never change and are never deleted';
END`,
  },
  {
    name: "events_never_emptied",
    table: "events",
    when: "BEFORE TRUNCATE",
    body: `
BEGIN
  RAISE EXCEPTION 'EVENT_CHANGED: events never change and are never deleted';
END`,
  },
];

/** Made by migration 2, with which events may be deleted when an anchor takes their place. */
export const anchorGuards: readonly Guard[] = [
  {
    name: "events_never_altered",
    table: "events",
    when: "BEFORE UPDATE",
    body: `
BEGIN
  RAISE EXCEPTION 'EVENT_CHANGED: events never change';
END`,
  },
  {
    name: "events_deleted_under_anchor",
    table: "events",
    when: "BEFORE DELETE",
    body: `
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM jeton.anchors WHERE serial = OLD.serial AND count >= OLD.sequence
  ) THEN
    RAISE EXCEPTION 'EVENT_DELETED: events are deleted only when an anchor takes their place';
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM jeton.events WHERE serial = OLD.serial AND sequence > OLD.sequence
  ) THEN
    RAISE EXCEPTION 'EVENT_DELETED: the last event of a key is never deleted';
  END IF;
  RETURN OLD;
END`,
  },
  {
    name: "anchors_moved_forward",
    table: "anchors",
    when: "BEFORE UPDATE",
    body: `
BEGIN
  IF NEW.serial IS DISTINCT FROM OLD.serial THEN
    RAISE EXCEPTION 'ANCHOR_MOVED: the anchor of a key never goes to another one';
  END IF;
  IF NEW.count < OLD.count OR (NEW.count = OLD.count AND NEW.hash IS DISTINCT FROM OLD.hash) THEN
    RAISE EXCEPTION 'ANCHOR_MOVED: an anchor never goes back';
  END IF;
  RETURN NEW;
END`,
  },
  {
    name: "anchors_never_deleted",
    table: "anchors",
    when: "BEFORE DELETE",
    body: `
BEGIN
  RAISE EXCEPTION 'ANCHOR_MOVED: anchors are never deleted';
END`,
  },
  {
    name: "anchors_never_emptied",
    table: "anchors",
    when: "BEFORE TRUNCATE",
    body: `
BEGIN
  RAISE EXCEPTION 'ANCHOR_MOVED: anchors are never deleted';
END`,
  },
];

/** Made by migration 4. */
export const historyGuards: readonly Guard[] = [
  {
    name: "history_moved_forward",
    table: "history",
    when: "BEFORE UPDATE",
    body: `
BEGIN
  IF OLD.floor IS NOT NULL AND (NEW.floor IS NULL OR NEW.floor < OLD.floor) THEN
    RAISE EXCEPTION 'FLOOR_LOWERED: the floor never goes back';
  END IF;
  RETURN NEW;
END`,
  },
  {
    name: "history_never_deleted",
    table: "history",
    when: "BEFORE DELETE",
    body: `
BEGIN
  RAISE EXCEPTION 'FLOOR_LOWERED: the history is never deleted';
END`,
  },
  {
    name: "history_never_emptied",
    table: "history",
    when: "BEFORE TRUNCATE",
    body: `
BEGIN
  RAISE EXCEPTION 'FLOOR_LOWERED: the history is never deleted';
END`,
  },
];

/** Released by migration 1, gone with migration 2. */
export const formerGuard = { name: "events_never_changed", table: "events" } as const;

/** Those that a store of the present schema has. */
export const guards: readonly Guard[] = [
  ...firstGuards.filter(({ name }) => name !== formerGuard.name),
  ...anchorGuards,
  ...historyGuards,
];

/** Returns the SQL that makes a guard. */
export function guardSql({ name, table, when, body }: Guard): string {
  const level = when === "BEFORE TRUNCATE" ? "STATEMENT" : "ROW";
  return `
  CREATE FUNCTION jeton.${name}() RETURNS trigger LANGUAGE plpgsql AS $guard$${body}$guard$;
  CREATE TRIGGER ${name} ${when} ON jeton.${table}
    FOR EACH ${level} EXECUTE FUNCTION jeton.${name}();`;
}

/** Returns the SQL that takes a guard away. */
export function guardRemovalSql({ name, table }: Pick<Guard, "name" | "table">): string {
  return `
  DROP TRIGGER ${name} ON jeton.${table};
  DROP FUNCTION jeton.${name}();`;
}
