import { createHash } from "node:crypto";
import {
  type DocumentStore,
  hasEnded,
  type Keyring,
  keyedName,
  OtpError,
  type StoredDocument,
  type UnixMilliseconds,
  unixMilliseconds,
} from "@jeton/core";
import { type Ports, soundOrNull } from "@jeton/validator/parts";
import { decodeOpenSession, encodeOpenSession, type OpenSession } from "./open-session.ts";

/** How long a session lasts by the server's clock, whatever is done in it. */
export const sessionMilliseconds: number = 8 * 60 * 60 * 1000;

/** A session that is used is written down so often at most. */
export const seenMilliseconds: number = 5 * 60 * 1000;

/** Open sessions of one holder at most: another one ends the one that was not used for longest. */
export const sessionsMax = 20;

/** A session, with the name by which its holder ends it: a hash, which is worth nothing as a cookie. */
export type ListedSession = OpenSession & { readonly name: string };

/**
 * The open sessions of holders, in the store that all nodes share: what is not in it is over. `id`: what the browser
 * holds. Every method throws OtpError STORE_UNUSABLE when the store cannot be used.
 */
export type SessionRegister = {
  /** Opens a session now. One that is open already under this id stays as it is. */
  readonly open: (
    holder: string,
    id: string,
    session: Omit<OpenSession, "openedAt" | "seenAt">,
  ) => Promise<void>;
  /** Returns the session if it is open, else null, and notes that it was used. A damaged one is over. */
  readonly use: (holder: string, id: string) => Promise<OpenSession | null>;
  /** Returns the holder's open sessions, the one that was used last first. */
  readonly list: (holder: string) => Promise<readonly ListedSession[]>;
  /** Ends the holder's session of that name; nothing happens if there is none. */
  readonly end: (holder: string, name: string) => Promise<void>;
  /** Ends all sessions of the holder, but for the one of that name. */
  readonly endAll: (holder: string, but?: string) => Promise<void>;
};

/** What the register needs from outside. */
export type RegisterPorts = Pick<Ports, "documents" | "keyring" | "clock"> & {
  /** Called when it cannot be noted that a session was used: the session goes on. */
  readonly onError: (error: unknown) => void;
};

/** Returns the name of a session: SHA-256 of what its browser holds. */
export function sessionName(id: string): string {
  return createHash("sha256").update(id).digest("hex");
}

/** Returns the register in a store of documents. */
export function sessionRegister(ports: RegisterPorts): SessionRegister {
  const { documents, keyring, clock } = ports;

  async function end(holder: string, name: string): Promise<void> {
    if (!nameForm.test(name)) return;
    for (;;) {
      const found = await find(ports, holder, name);
      if (found === null || (await documents.remove(kind, found.id, found.revision))) return;
    }
  }

  async function list(holder: string): Promise<readonly ListedSession[]> {
    const now = clock();
    const found: ListedSession[] = [];
    for (const place of placesOf(keyring, holder)) {
      for await (const { id, body } of everyOf(documents, place)) {
        const session = readable(body);
        if (session !== null && !isOver(session, now))
          found.push({ name: id.slice(place.length), ...session });
      }
    }
    return found.sort((left, right) => right.seenAt - left.seenAt);
  }

  return {
    end,
    list,
    async open(holder, id, session) {
      const name = sessionName(id);
      const others = (await list(holder)).filter((each) => each.name !== name);
      for (const old of others.slice(sessionsMax - 1)) await end(holder, old.name);
      const now = clock();
      const [place = ""] = placesOf(keyring, holder);
      const next = contentOf({ ...session, openedAt: now, seenAt: now });
      await documents.put(kind, place + name, 0, next);
    },
    async use(holder, id) {
      const found = await find(ports, holder, sessionName(id));
      if (found === null) return null;
      const session = readable(found.body);
      const now = clock();
      if (session === null || isOver(session, now)) return null;
      const span = { since: session.seenAt, milliseconds: seenMilliseconds };
      if (!hasEnded(span, now)) return session;
      const next = { ...session, seenAt: now };
      try {
        // Ended meanwhile, it is not there to be written; used meanwhile, it is written already.
        await documents.put(kind, found.id, found.revision, contentOf(next));
      } catch (error) {
        ports.onError(error);
      }
      return next;
    },
    async endAll(holder, but = "") {
      // Also those that cannot be read here: the version that wrote them may come back.
      for (const place of placesOf(keyring, holder)) {
        for await (const { id } of everyOf(documents, place)) {
          const name = id.slice(place.length);
          if (name !== but) await end(holder, name);
        }
      }
    },
  };
}

/** One that another version wrote is over, as a damaged one is: whoever has it logs in once more. */
function readable(body: string): OpenSession | null {
  try {
    return decodeOpenSession(body);
  } catch (error) {
    if (error instanceof OtpError && error.code === "RECORD_MALFORMED") return null;
    throw error;
  }
}

const kind = "portal-session";
const nameForm = /^[0-9a-f]{64}$/u;
const pageSize = 200;

async function find(
  { documents, keyring }: RegisterPorts,
  holder: string,
  name: string,
): Promise<StoredDocument | null> {
  for (const place of placesOf(keyring, holder)) {
    const found = await soundOrNull(documents.load(kind, place + name));
    if (found !== null) return found;
  }
  return null;
}

/** Under what a holder's sessions stand: a name made with each master key, the active one first. */
function placesOf({ all }: Keyring, holder: string): readonly string[] {
  return all.map((active) => `${keyedName({ active, all }, "holder", holder)}/`);
}

function contentOf(session: OpenSession) {
  const expiresAt = unixMilliseconds(session.openedAt + sessionMilliseconds);
  return { body: encodeOpenSession(session), expiresAt };
}

function isOver({ openedAt }: OpenSession, now: UnixMilliseconds): boolean {
  return hasEnded({ since: openedAt, milliseconds: sessionMilliseconds }, now);
}

async function* everyOf(documents: DocumentStore, prefix: string) {
  for (let after: string | null = null; ; ) {
    const page = { prefix, after, limit: pageSize, newestFirst: false };
    const found: readonly StoredDocument[] = await documents.list(kind, page);
    yield* found;
    if (found.length < pageSize) return;
    after = found.at(-1)?.id ?? null;
  }
}
