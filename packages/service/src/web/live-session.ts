import { isLoggedIn } from "@jeton/validator/parts";
import type { Context } from "hono";
import { sessionRegister } from "../sessions/index.ts";
import type { PortalPorts } from "./portal-ports.ts";
import { readSession, type Session } from "./session.ts";

/**
 * Returns the browser's session as it stands now; null when there is none. Every page goes by it: a
 * copied cookie must be worth nothing once its holder signed out of it, the help desk acted on the key or
 * the PIN was changed elsewhere. Nobody is logged in, and no change of PIN is under way, in a session
 * whose log-in is over.
 */
export async function liveSession(c: Context, ports: PortalPorts): Promise<Session | null> {
  const session = readSession(c, ports);
  if (session === null || session.login === null) return session;
  const { holder, entry } = session.login;
  const isOpen = (await sessionRegister(ports).use(holder, entry)) !== null;
  if (isOpen && (await isLoggedIn(ports, session.login))) return session;
  return { ...session, login: null, transaction: null };
}
