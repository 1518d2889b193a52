import type { Client, Login } from "@jeton/validator/parts";
import type { Context } from "hono";
import { browserName, type LoginMeans, sessionRegister } from "../sessions/index.ts";
import type { PortalPorts } from "./portal-ports.ts";
import { newLoginSession, writeSession } from "./session.ts";

/**
 * Logs someone in in this browser, under a session with a new id: one that was planted before is worth nothing after.
 * Throws OtpError STORE_UNUSABLE if the session cannot be written in the register: it is not opened then.
 */
export async function logInBrowser(
  c: Context,
  ports: PortalPorts,
  given: { readonly login: Login; readonly by: LoginMeans; readonly client?: Client | null },
): Promise<void> {
  const { by, client } = given;
  const session = newLoginSession(ports, given.login, client ?? {});
  const { holder, serial, epoch, entry } = session.login;
  const browser = browserName(c.req.header("user-agent"));
  await sessionRegister(ports).open(holder, entry, { serial, epoch, by, browser });
  writeSession(c, ports, session);
}
