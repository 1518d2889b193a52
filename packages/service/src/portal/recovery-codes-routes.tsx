import { defaultCodeParameters } from "@jeton/core";
import { newRecoveryCodes } from "@jeton/validator/parts";
import type { Hono } from "hono";
import { addForm } from "../web/add-form.ts";
import { againOf, againStatus, showAgain } from "../web/again.ts";
import { clientOf } from "../web/device-cookie.ts";
import { checkConfirmFields } from "../web/fields.ts";
import { keptPage, showByAddress } from "../web/kept-page.ts";
import { liveSession } from "../web/live-session.ts";
import { keySession } from "../web/session.ts";
import { answerPage, formViewOf, type PortalParts, pagePaths } from "../web/view.ts";
import { askOf } from "./ask-of.ts";
import { enter } from "./enter.ts";
import { myKey } from "./my-key.ts";
import { NewRecoveryCodesPage, RecoveryCodesPage } from "./pages/recovery-codes-page.tsx";

/** Adds the page on which holders make the recovery codes that they print; they show the key for it. */
export function addRecoveryCodesRoutes(portal: Hono, parts: PortalParts): void {
  const { ports } = parts;
  const path = pagePaths["recovery-codes"];

  portal.get(path, async (c) => {
    const session = keySession(await liveSession(c, ports));
    if (session === null) return c.redirect(pagePaths.login, 303);
    const kept = await keptPage(c, ports, session.id);
    if (kept !== null) return kept;
    const again = againOf(c);
    const isOurs = again?.kind === "refused" || again?.kind === "unusable";
    const page = (
      <RecoveryCodesPage
        view={formViewOf(c, parts, session)}
        reason={isOurs ? again : { kind: "opened" }}
        digits={defaultCodeParameters.digits}
        issued={await askOf(parts, session.login)}
        left={(await myKey(ports, session.login))?.recoveryCodesLeft ?? 0}
      />
    );
    return answerPage(c, againStatus(again), page);
  });

  addForm(portal, parts, {
    path,
    admit: (session) => keySession(session) ?? "form",
    check: checkConfirmFields,
    async act(c, session, fields) {
      const { holder, serial } = session.login;
      const given = { identifier: holder, ...fields };
      const answer = await newRecoveryCodes(ports, given, clientOf(c, ports, session));
      switch (answer.kind) {
        case "refused":
          return showAgain(c, ports, { path, again: { kind: "refused" } });
        case "choose-pin":
          return enter(c, ports, answer, { page: "login" });
        case "issued": {
          const view = formViewOf(c, parts, session);
          const { codes } = answer;
          const page = (
            <NewRecoveryCodesPage view={view} holder={holder} serial={serial} codes={codes} />
          );
          const shown = await answerPage(c, 200, page);
          return showByAddress(c, ports, shown, { at: path, token: session.id, isOnce: true });
        }
        default:
          return answer satisfies never;
      }
    },
  });
}
