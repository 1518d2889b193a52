import type { Client, LoginAnswer } from "@jeton/validator/parts";
import type { Context } from "hono";
import { rememberDevice } from "../web/device-cookie.ts";
import { logInBrowser } from "../web/log-in-browser.ts";
import type { PortalPorts } from "../web/portal-ports.ts";
import { newSession, writeSession } from "../web/session.ts";
import { pagePaths } from "../web/view.ts";

/** Whatever was asked for where the digits alone were given: the page then says so. */
export const begunAgainQuery = "begun-again";
/** Whether the key was put in service just now: the landing page then says so. */
export const commissionedQuery = "commissioned";

/**
 * Takes the browser on after an attempt that was not refused, under a session with a new id: one
 * that was planted before is worth nothing after. `client`: the one that made the attempt, where it may be sent twice.
 */
export async function enter(
  c: Context,
  ports: PortalPorts,
  answer: Exclude<LoginAnswer, { readonly kind: "refused" }>,
  from: { readonly page: "login" | "confirm"; readonly client?: Client },
): Promise<Response> {
  switch (answer.kind) {
    case "accepted": {
      const { commissioned, device, spare } = answer;
      const by = answer.serial === null ? "password" : (spare ?? "key");
      await logInBrowser(c, ports, { login: answer, by, client: from.client ?? null });
      // Behind it: an attempt that is sent again after a failure must come from the client that it was (law 11).
      if (device !== null) rememberDevice(c, ports, device);
      return c.redirect(
        commissioned ? `${pagePaths.home}?${commissionedQuery}` : pagePaths.home,
        303,
      );
    }
    case "choose-pin": {
      const { transaction } = answer;
      writeSession(c, ports, newSession(ports, { login: null, transaction }));
      return c.redirect(
        from.page === "confirm" ? `${pagePaths.pin}?${begunAgainQuery}` : pagePaths.pin,
        303,
      );
    }
    default:
      return answer satisfies never;
  }
}
