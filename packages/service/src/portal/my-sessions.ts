import { isLoggedIn } from "@jeton/validator/parts";
import { type ListedSession, sessionName, sessionRegister } from "../sessions/index.ts";
import type { PortalPorts } from "../web/portal-ports.ts";
import type { SessionLogin } from "../web/session.ts";

/** An open session, as its holder reads it. */
export type MySession = ListedSession & { readonly isThisOne: boolean };

/** Returns the open sessions of who is logged in; those that an act on the key or a change of PIN ended are left out. */
export async function mySessions(
  ports: PortalPorts,
  { holder, entry }: SessionLogin,
): Promise<readonly MySession[]> {
  const own = sessionName(entry);
  const listed = await sessionRegister(ports).list(holder);
  const found = await Promise.all(
    listed.map(async (session) => {
      const { serial, epoch } = session;
      const isOpen = await isLoggedIn(ports, { holder, serial, epoch });
      return isOpen ? [{ ...session, isThisOne: session.name === own }] : [];
    }),
  );
  return found.flat();
}
