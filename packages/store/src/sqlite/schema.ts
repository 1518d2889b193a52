/** "JETO": stands in the file's header (application_id), so that a file of ours is recognised. */
export const applicationId = 0x4a45544f;

/**
 * What was done to the schema, in order; `user_version` counts how many a file has seen. An entry
 * never changes once it was released: a change of the schema is a new entry.
 *
 * Without rowids: `UPDATE OR REPLACE` on a rowid would delete another row past all triggers.
 * For the same reason each unique column has a trigger in front of it: `REPLACE` deletes the row
 * in its way without asking delete triggers.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE keys (
    serial TEXT NOT NULL PRIMARY KEY,
    revision INTEGER NOT NULL CHECK (revision BETWEEN 1 AND 9007199254740991),
    holder TEXT,
    last_step INTEGER CHECK (last_step BETWEEN 0 AND 9007199254740991),
    record TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE UNIQUE INDEX keys_by_holder ON keys (holder) WHERE holder IS NOT NULL;

  CREATE TABLE events (
    serial TEXT NOT NULL REFERENCES keys (serial),
    sequence INTEGER NOT NULL CHECK (sequence BETWEEN 1 AND 9007199254740991),
    at INTEGER NOT NULL CHECK (at BETWEEN 0 AND 9007199254740991),
    kind TEXT NOT NULL,
    actor TEXT NOT NULL,
    step INTEGER CHECK (step BETWEEN 0 AND 9007199254740991),
    reason TEXT,
    hash TEXT NOT NULL,
    PRIMARY KEY (serial, sequence)
  ) STRICT, WITHOUT ROWID;

  CREATE TRIGGER keys_changed_forward BEFORE UPDATE ON keys
  BEGIN
    SELECT RAISE(ABORT, 'STEP_REOPENED: last_step never goes back')
    WHERE OLD.last_step IS NOT NULL AND (NEW.last_step IS NULL OR NEW.last_step < OLD.last_step);
    SELECT RAISE(ABORT, 'SERIAL_CHANGED: the serial of a key never changes')
    WHERE NEW.serial IS NOT OLD.serial;
    SELECT RAISE(ABORT, 'REVISION_SKIPPED: each change raises the revision by one')
    WHERE NEW.revision IS NOT OLD.revision + 1;
    SELECT RAISE(ABORT, 'HOLDER_TAKEN: the holder has another key')
    WHERE EXISTS (SELECT 1 FROM keys WHERE holder = NEW.holder AND serial <> OLD.serial);
  END;

  CREATE TRIGGER keys_never_deleted BEFORE DELETE ON keys
  BEGIN SELECT RAISE(ABORT, 'KEY_DELETED: keys are retired, never deleted'); END;

  CREATE TRIGGER keys_inserted_once BEFORE INSERT ON keys
  BEGIN
    SELECT RAISE(ABORT, 'SERIAL_TAKEN: the key is there already')
    WHERE EXISTS (SELECT 1 FROM keys WHERE serial = NEW.serial);
    SELECT RAISE(ABORT, 'HOLDER_TAKEN: the holder has another key')
    WHERE EXISTS (SELECT 1 FROM keys WHERE holder = NEW.holder);
    SELECT RAISE(ABORT, 'REVISION_SKIPPED: a new key has revision 1') WHERE NEW.revision <> 1;
  END;

  CREATE TRIGGER events_only_appended BEFORE INSERT ON events
  WHEN EXISTS (SELECT 1 FROM events WHERE serial = NEW.serial AND sequence >= NEW.sequence)
  BEGIN SELECT RAISE(ABORT, 'EVENT_TAKEN: events are appended behind the last one'); END;

  CREATE TRIGGER events_never_changed BEFORE UPDATE ON events
  BEGIN SELECT RAISE(ABORT, 'EVENT_CHANGED: events never change'); END;

  CREATE TRIGGER events_never_deleted BEFORE DELETE ON events
  BEGIN SELECT RAISE(ABORT, 'EVENT_DELETED: events are never deleted'); END;
  `,
  `
  ALTER TABLE events ADD COLUMN diagnosis TEXT;
  `,
  `
  CREATE TABLE documents (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision BETWEEN 1 AND 9007199254740991),
    body TEXT NOT NULL,
    expires_at INTEGER CHECK (expires_at BETWEEN 0 AND 9007199254740991),
    PRIMARY KEY (kind, id)
  ) STRICT, WITHOUT ROWID;

  CREATE INDEX documents_by_expiry ON documents (expires_at) WHERE expires_at IS NOT NULL;
  `,
  `
  CREATE TABLE anchors (
    serial TEXT NOT NULL PRIMARY KEY REFERENCES keys (serial),
    count INTEGER NOT NULL CHECK (count BETWEEN 1 AND 9007199254740991),
    hash TEXT NOT NULL,
    at INTEGER NOT NULL CHECK (at BETWEEN 0 AND 9007199254740991),
    actor TEXT NOT NULL,
    key_id TEXT NOT NULL,
    signature TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TRIGGER anchors_made_once BEFORE INSERT ON anchors
  WHEN EXISTS (SELECT 1 FROM anchors WHERE serial = NEW.serial)
  BEGIN SELECT RAISE(ABORT, 'ANCHOR_MOVED: the key has an anchor already'); END;

  CREATE TRIGGER anchors_moved_forward BEFORE UPDATE ON anchors
  BEGIN
    SELECT RAISE(ABORT, 'ANCHOR_MOVED: the anchor of a key never goes to another one')
    WHERE NEW.serial IS NOT OLD.serial;
    SELECT RAISE(ABORT, 'ANCHOR_MOVED: an anchor never goes back')
    WHERE NEW.count < OLD.count OR (NEW.count = OLD.count AND NEW.hash IS NOT OLD.hash);
  END;

  CREATE TRIGGER anchors_never_deleted BEFORE DELETE ON anchors
  BEGIN SELECT RAISE(ABORT, 'ANCHOR_MOVED: anchors are never deleted'); END;

  DROP TRIGGER events_never_deleted;

  CREATE TRIGGER events_deleted_under_anchor BEFORE DELETE ON events
  BEGIN
    SELECT RAISE(ABORT, 'EVENT_DELETED: events are deleted only when an anchor takes their place')
    WHERE NOT EXISTS (SELECT 1 FROM anchors WHERE serial = OLD.serial AND count >= OLD.sequence);
    SELECT RAISE(ABORT, 'EVENT_DELETED: the last event of a key is never deleted')
    WHERE NOT EXISTS (SELECT 1 FROM events WHERE serial = OLD.serial AND sequence > OLD.sequence);
  END;
  `,
  `
  ALTER TABLE events ADD COLUMN holder_name TEXT;

  ALTER TABLE anchors ADD COLUMN past TEXT;
  `,
  `
  CREATE TABLE history (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    id TEXT NOT NULL,
    floor INTEGER CHECK (floor BETWEEN 0 AND 9007199254740991)
  ) STRICT, WITHOUT ROWID;

  INSERT INTO history VALUES (1, '', NULL);

  CREATE TRIGGER history_moved_forward BEFORE UPDATE ON history
  WHEN OLD.floor IS NOT NULL AND (NEW.floor IS NULL OR NEW.floor < OLD.floor)
  BEGIN SELECT RAISE(ABORT, 'FLOOR_LOWERED: the floor never goes back'); END;

  CREATE TRIGGER history_never_deleted BEFORE DELETE ON history
  BEGIN SELECT RAISE(ABORT, 'FLOOR_LOWERED: the history is never deleted'); END;

  CREATE TRIGGER history_made_once BEFORE INSERT ON history
  BEGIN SELECT RAISE(ABORT, 'FLOOR_LOWERED: there is one history'); END;

  CREATE UNIQUE INDEX events_accepted_once ON events (serial, step)
    WHERE kind IN ('accepted', 'commissioned', 'first-code', 'resynchronised');

  -- An event whose place is taken is for the other trigger to name.
  CREATE TRIGGER events_accept_once BEFORE INSERT ON events
  WHEN NEW.kind IN ('accepted', 'commissioned', 'first-code', 'resynchronised') AND EXISTS (
    SELECT 1 FROM events WHERE serial = NEW.serial AND step = NEW.step
      AND kind IN ('accepted', 'commissioned', 'first-code', 'resynchronised')
  ) AND NOT EXISTS (SELECT 1 FROM events WHERE serial = NEW.serial AND sequence >= NEW.sequence)
  BEGIN SELECT RAISE(ABORT, 'STEP_ACCEPTED: the step was accepted before'); END;
  `,
];
