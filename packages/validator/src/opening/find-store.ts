import { type Stats, statSync } from "node:fs";
import { OtpError } from "@jeton/core";
import {
  etcdName,
  isEtcdUrl,
  isPostgresUrl,
  type OpenedStore,
  openEtcdStore,
  openPostgresStore,
  openSqliteStore,
  postgresName,
} from "@jeton/store";

/** A store that was found where a name leads, or the place where a new one may be. */
export type FoundStore = {
  /** For people; without the password of a URL. */
  readonly name: string;
  /** Whether nothing was ever stored there, so that no master key can be missing. */
  readonly isNew: boolean;
  readonly open: () => OpenedStore;
  readonly close: () => Promise<void>;
};

/** What a store has to tell whoever opens it. */
export type StoreWarnings = {
  /** Called when the store began a new history: codes shown up to that moment (ms since 1970) count as used. */
  readonly onFloor?: ((floor: number) => void) | undefined;
  /** Called when the store is in a database that can have no triggers: it has fewer guards then. */
  readonly onNoTriggers?: (() => void) | undefined;
};

const givenPlaces =
  "give its directory with --data or its store with --store, or make one with jeton serve or jeton keys add";

/**
 * Finds the store that is named by a URL (`postgres://…`, `etcd://…`) or by the path of a SQLite file.
 * A file is only looked at before `open`; a database is connected at once.
 * Throws OtpError STORE_UNUSABLE when it cannot be used, or when there is none and it may not be made;
 * `cure` says what helps then.
 */
export async function findStore(
  store: string,
  {
    mayCreate,
    cure = givenPlaces,
    onFloor = () => {},
    onNoTriggers = () => {},
  }: {
    readonly mayCreate: boolean;
    readonly cure?: string;
  } & StoreWarnings,
): Promise<FoundStore> {
  if (isPostgresUrl(store)) {
    const opened = await openPostgresStore(store, { mayCreate, onFloor, onNoTriggers });
    return foundStore(opened, postgresName(store));
  }
  if (isEtcdUrl(store)) {
    return foundStore(await openEtcdStore(store, { mayCreate, onFloor }), etcdName(store));
  }
  return findSqlite(store, mayCreate ? null : cure, onFloor);
}

/** Returns a store that somebody else opened as one that was found. Closes it when it cannot be read. */
export async function foundStore(store: OpenedStore, name: string): Promise<FoundStore> {
  const close = () => store.close();
  try {
    const isNew = (await store.list({ after: null, limit: 1 })).length === 0;
    return { name, isNew, open: () => store, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** `cure` is null when the store may be made. */
function findSqlite(
  path: string,
  cure: string | null,
  onFloor: (floor: number) => void,
): FoundStore {
  // An empty file is what a first start leaves that was cut off at once.
  const isNew = (statusOf(path)?.size ?? 0) === 0;
  if (isNew && cure !== null) {
    throw new OtpError("STORE_UNUSABLE", `Cannot find an installation in ${path}: ${cure}`);
  }
  let opened: OpenedStore | null = null;
  return {
    name: path,
    isNew,
    open() {
      opened ??= openSqliteStore(path, { onFloor });
      return opened;
    },
    close: async () => opened?.close(),
  };
}

function statusOf(path: string): Stats | null {
  try {
    return statSync(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw new OtpError(
      "STORE_UNUSABLE",
      `Cannot reach the store ${path}: ${message}, name another one or give this user access`,
      error,
    );
  }
}
