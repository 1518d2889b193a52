import {
  confirmPasscode,
  issueChallenge,
  renewTransaction,
  submitPin,
  transactionStatus,
} from "@jeton/validator/parts";
import type { Hono } from "hono";
import { clientOf } from "../web/device-cookie.ts";
import type { Session } from "../web/session.ts";
import type { PortalParts } from "../web/view.ts";
import { enter } from "./enter.ts";
import { type Admission, addPinFlow, type PinSession } from "./pin-flow.tsx";

/** Adds steps 3 and 4: the choice of a PIN, and its confirmation with the next code. */
export function addCommissioningRoutes(portal: Hono, parts: PortalParts): void {
  const { ports } = parts;
  addPinFlow(portal, parts, {
    of: "commissioning",
    pages: { pin: "pin", confirm: "confirm" },
    admit: commissioningSession,
    async status({ transaction }) {
      const where = await transactionStatus(ports, transaction);
      if (where.kind === "refused") return "expired";
      if (where.kind === "finished") return "finished";
      return { ...where, isChosen: where.kind === "confirming-pin" };
    },
    ask: ({ transaction }) => issueChallenge(ports, { transaction }),
    renew: (_, { transaction }) => renewTransaction(ports, transaction),
    choose: (_, { transaction }, fields) => submitPin(ports, { transaction, ...fields }),
    async confirm(c, session, fields) {
      const given = { transaction: session.transaction, ...fields };
      const client = clientOf(c, ports, session, fields);
      const answer = await confirmPasscode(ports, given, client);
      return answer.kind === "refused"
        ? null
        : enter(c, ports, answer, { page: "confirm", client });
    },
  });
}

function commissioningSession(session: Session | null): Admission<PinSession> {
  const transaction = session?.transaction ?? null;
  if (session === null || transaction === null)
    return { ok: false, to: "login", notice: "expired" };
  return { ok: true, session: { ...session, transaction } };
}
