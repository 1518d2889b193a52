import {
  anchorGuards,
  firstGuards,
  formerGuard,
  guardRemovalSql,
  guardSql,
  historyGuards,
} from "./guards.ts";
import { firstHistory } from "./history.ts";

/** A change of the schema: its tables, and the triggers before them, which a database may be unable to have. */
export type Migration = { readonly tables: string; readonly triggers: string };

/**
 * What was done to the schema, in order; `jeton.migrations` has a row for each that a database has
 * seen. An entry never changes once it was released: a change of the schema is a new entry.
 *
 * Text is compared by its bytes (COLLATE "C"), as SQLite and the memory store do: serials, holders
 * and ids order alike wherever they are kept, and no library's next version reorders an index.
 * Keys leave room in their pages, so that a change of a key whose holder stays touches no index.
 */
export const migrations: readonly Migration[] = [
  {
    tables: `
  CREATE TABLE jeton.keys (
    serial text COLLATE "C" PRIMARY KEY,
    revision bigint NOT NULL CHECK (revision BETWEEN 1 AND 9007199254740991),
    holder text COLLATE "C",
    last_step bigint CHECK (last_step BETWEEN 0 AND 9007199254740991),
    record text NOT NULL
  ) WITH (fillfactor = 60);

  CREATE UNIQUE INDEX keys_by_holder ON jeton.keys (holder) WHERE holder IS NOT NULL;

  CREATE TABLE jeton.events (
    serial text COLLATE "C" NOT NULL REFERENCES jeton.keys (serial),
    sequence bigint NOT NULL CHECK (sequence BETWEEN 1 AND 9007199254740991),
    at bigint NOT NULL CHECK (at BETWEEN 0 AND 9007199254740991),
    kind text NOT NULL,
    actor text NOT NULL,
    step bigint CHECK (step BETWEEN 0 AND 9007199254740991),
    reason text,
    diagnosis text,
    hash text NOT NULL,
    PRIMARY KEY (serial, sequence)
  );

  CREATE TABLE jeton.documents (
    kind text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    revision bigint NOT NULL CHECK (revision BETWEEN 1 AND 9007199254740991),
    body text NOT NULL,
    expires_at bigint CHECK (expires_at BETWEEN 0 AND 9007199254740991),
    PRIMARY KEY (kind, id)
  );

  CREATE INDEX documents_by_expiry ON jeton.documents (expires_at) WHERE expires_at IS NOT NULL;
  `,
    triggers: firstGuards.map(guardSql).join("\n"),
  },
  {
    tables: `
  CREATE TABLE jeton.anchors (
    serial text COLLATE "C" PRIMARY KEY REFERENCES jeton.keys (serial),
    count bigint NOT NULL CHECK (count BETWEEN 1 AND 9007199254740991),
    hash text NOT NULL,
    at bigint NOT NULL CHECK (at BETWEEN 0 AND 9007199254740991),
    actor text NOT NULL,
    key_id text NOT NULL,
    signature text NOT NULL
  );
  `,
    triggers: [guardRemovalSql(formerGuard), ...anchorGuards.map(guardSql)].join("\n"),
  },
  {
    tables: `
  ALTER TABLE jeton.events ADD COLUMN holder_name text;
  ALTER TABLE jeton.anchors ADD COLUMN past text;
  `,
    triggers: "",
  },
  {
    tables: `
  CREATE TABLE jeton.history (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    engine text NOT NULL,
    written xid NOT NULL,
    floor bigint CHECK (floor BETWEEN 0 AND 9007199254740991)
  );
  ${firstHistory}

  CREATE UNIQUE INDEX events_accepted_once ON jeton.events (serial, step)
    WHERE kind IN ('accepted', 'commissioned', 'first-code', 'resynchronised');
  `,
    triggers: historyGuards.map(guardSql).join("\n"),
  },
];
