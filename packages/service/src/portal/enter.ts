import type { LoginAnswer } from "@jeton/validator/parts";
import type { Context } from "hono";
import { rememberDevice } from "../web/device-cookie.ts";
import type { PortalPorts } from "../web/portal-ports.ts";
import { newSession, writeSession } from "../web/session.ts";
import { pagePaths } from "../web/view.ts";

/** Whatever was asked for where the digits alone were given: the page then says so. */
export const begunAgainQuery = "begun-again";
/** Whether the key was put in service just now: the landing page then says so. */
export const commissionedQuery = "commissioned";

/**
 * Takes the browser on after an attempt that was not refused, under a session with a new id: one
 * that was planted before is worth nothing after.
 */
export function enter(
  c: Context,
  ports: PortalPorts,
  answer: Exclude<LoginAnswer, { readonly kind: "refused" }>,
  from: { readonly page: "login" | "confirm" },
): Response {
  switch (answer.kind) {
    case "accepted": {
      const { holder, serial, epoch, commissioned, device } = answer;
      if (device !== null) rememberDevice(c, ports, device);
      const login = { holder, serial, epoch };
      writeSession(c, ports, newSession(ports, { login, transaction: null }));
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
