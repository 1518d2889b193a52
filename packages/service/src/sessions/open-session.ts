import type { UnixMilliseconds } from "@jeton/core";
import { z } from "zod";
import { readStored } from "../documents/read-stored.ts";
import { type BrowserName, browsers, systems } from "./browser-name.ts";

/** By what someone is logged in. */
export const loginMeans = ["key", "temporary-code", "recovery-code", "password"] as const;
export type LoginMeans = (typeof loginMeans)[number];

/** A session of the portal in which someone is logged in, as the register holds it. */
export type OpenSession = {
  /** The key that they came in with, and its epoch then; null: a password, and the epoch of those. */
  readonly serial: string | null;
  readonly epoch: number;
  readonly by: LoginMeans;
  readonly browser: BrowserName;
  readonly openedAt: UnixMilliseconds;
  /** When a page was last asked for in it, up to `seenMilliseconds` earlier. */
  readonly seenAt: UnixMilliseconds;
};

/** Returns a session as the text that is stored. */
export function encodeOpenSession(session: OpenSession): string {
  return JSON.stringify({ version: 1, ...session });
}

/** Returns the session of a stored text. Throws OtpError RECORD_MALFORMED for what we did not write. */
export function decodeOpenSession(body: string): OpenSession {
  const { version: _, ...session } = readStored(stored, body, "an open session");
  return session;
}

const moment = z
  .int()
  .min(0)
  .transform((value) => value as UnixMilliseconds);

const stored = z.strictObject({
  version: z.literal(1),
  serial: z.string().nullable(),
  epoch: z.int().min(0),
  by: z.enum(loginMeans),
  browser: z.strictObject({
    browser: z.enum(browsers).nullable(),
    system: z.enum(systems).nullable(),
  }),
  openedAt: moment,
  seenAt: moment,
});
