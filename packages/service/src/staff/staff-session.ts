import { createHash } from "node:crypto";
import { hasEnded, unixMilliseconds } from "@jeton/core";
import type { Ports } from "@jeton/validator/parts";
import { isLoggedIn, soundOrNull } from "@jeton/validator/parts";
import { z } from "zod";
import { loadAccount, type StaffAccount } from "./account.ts";
import type { StaffLogin } from "./staff-answer.ts";
import { loadStaffKey } from "./staff-key.ts";

/**
 * What the server knows of a browser of the staff. It is stored as a document, so that the server can end it:
 * by sign-out, by idleness, by age, or because something was done to the account.
 */
export type StaffSession = {
  readonly name: string;
  readonly startedAt: number;
  readonly seenAt: number;
  /** When both factors were given again; null: never since the log-in. */
  readonly confirmedAt: number | null;
  /** True for someone who may only enrol their second factor. */
  readonly enrolling: boolean;
  /** The log-in with which it began; the session ends when that does. */
  readonly by: StaffLogin;
};

/** A session that lives, with its account as it stands now. */
export type LiveSession = {
  readonly token: string;
  readonly session: StaffSession;
  readonly account: StaffAccount;
};

const minute = 60_000;
/** A session without a request for so long is over. */
export const staffIdleMilliseconds: number = 20 * minute;
/** A session is over after so long, whatever is done with it. */
export const staffSessionMilliseconds: number = 10 * 60 * minute;
/** How long the acts that ask for both factors again stay open. */
export const confirmedMilliseconds: number = 5 * minute;
/** Being seen is written down no more often than this. */
const seenEveryMilliseconds = minute;

const kind = "staff-session";
const tokenForm = /^[A-Za-z0-9_-]{43}$/;

/** Begins a session and returns its token, which only the browser keeps. */
export async function beginStaffSession(
  ports: Ports,
  begun: Pick<StaffSession, "name" | "enrolling" | "by">,
): Promise<string> {
  const token = newStaffToken(ports);
  const now = ports.clock();
  const session = { ...begun, startedAt: now, seenAt: now, confirmedAt: null };
  await ports.documents.put(kind, idOf(token), 0, document(session));
  return token;
}

/** Returns a token that nobody has seen; it is no session. */
export function newStaffToken({ random }: Pick<Ports, "random">): string {
  return Buffer.from(random(32)).toString("base64url");
}

/** Returns the session of a token, or null when it is over; notes that it was seen. */
export async function readStaffSession(ports: Ports, token: string): Promise<LiveSession | null> {
  if (!tokenForm.test(token)) return null;
  const found = await soundOrNull(ports.documents.load(kind, idOf(token)));
  const session = found && decode(found.body);
  if (!found || !session) return null;
  const now = ports.clock();
  const { seenAt, startedAt, by } = session;
  const isOver =
    hasEnded({ since: seenAt, milliseconds: staffIdleMilliseconds }, now) ||
    hasEnded({ since: startedAt, milliseconds: staffSessionMilliseconds }, now);
  const account = isOver ? null : await loadAccount(ports, session.name);
  if (account === null) return null;
  const key = await loadStaffKey(ports, account.name);
  if (key === null || key.record.state.kind === "suspended") return null;
  if (key.record.epoch !== by.epoch) return null;
  if (by.key !== null && !(await isLoggedIn(ports, by.key))) return null;
  if (now - session.seenAt < seenEveryMilliseconds) return { token, session, account };
  const seen = { ...session, seenAt: now };
  // If this loses a race, another request of the same browser has noted it.
  await ports.documents.put(kind, found.id, found.revision, document(seen));
  return { token, session: seen, account };
}

/** Notes that both factors were given again. Returns false when the session ended meanwhile. */
export async function confirmStaffSession(ports: Ports, token: string): Promise<boolean> {
  for (;;) {
    const found = await ports.documents.load(kind, idOf(token));
    const session = found && decode(found.body);
    if (!found || !session) return false;
    const next = document({ ...session, confirmedAt: ports.clock() });
    if (await ports.documents.put(kind, found.id, found.revision, next)) return true;
  }
}

/** Returns whether both factors were given again a short while ago. */
export function isConfirmed({ session }: LiveSession, now: number): boolean {
  const since = session.confirmedAt;
  return since !== null && !hasEnded({ since, milliseconds: confirmedMilliseconds }, now);
}

export async function endStaffSession(ports: Ports, token: string): Promise<void> {
  for (;;) {
    const found = await ports.documents.load(kind, idOf(token));
    if (found === null || (await ports.documents.remove(kind, found.id, found.revision))) return;
  }
}

/** Only a hash of the token is stored, so that nobody who reads the store can take over a session. */
function idOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

const stored = z.strictObject({
  name: z.string(),
  startedAt: z.int(),
  seenAt: z.int(),
  confirmedAt: z.int().nullable(),
  enrolling: z.boolean(),
  by: z.strictObject({
    epoch: z.int(),
    key: z.strictObject({ holder: z.string(), serial: z.string(), epoch: z.int() }).nullable(),
  }),
});

/** Returns null for what an earlier version may have stored: its session is over. */
function decode(body: string): StaffSession | null {
  const parsed = stored.safeParse(JSON.parse(body));
  return parsed.success ? parsed.data : null;
}

function document(session: StaffSession) {
  const expiresAt = unixMilliseconds(session.startedAt + staffSessionMilliseconds);
  return { body: JSON.stringify(session), expiresAt };
}
