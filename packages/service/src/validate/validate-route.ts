import { holderIdentifier, OtpError } from "@jeton/core";
import { limitBody } from "@jeton/http";
import { type Context, Hono } from "hono";
import { type AccessEnv, createAccess } from "../http/access.ts";
import { TooBusyError } from "../login/fair-queue.ts";
import type { Ports } from "../login/ports.ts";
import { type CheckAnswer, type CheckRequest, check } from "./check.ts";
import { readCheckRequest } from "./read-check-request.ts";

/**
 * Answers `POST /validate/check` as privacyIDEA does, so that its FreeRADIUS plugin and other
 * clients work unchanged. It wants an API token with the scope `authenticate` by the same rule as
 * the API. GET is not served: a PASSCODE in an address ends up in logs.
 */
export function createValidate(
  ports: Ports,
  options: { readonly listensOnLoopback?: boolean } = {},
): Hono<AccessEnv> {
  const { listensOnLoopback = false } = options;
  const app = new Hono<AccessEnv>();
  const access = createAccess(ports, { listensOnLoopback });
  app.post("/validate/check", access("authenticate"), limitBody, async (c) => {
    c.header("cache-control", "no-store");
    const request = await readCheckRequest(c.req);
    if (request.kind === "unusable") return unusable(c, ports, request.status, request.detail);
    const answer = await check(ports, request.request);
    const serial =
      answer.kind === "accepted" ? await serialOf(ports, request.request, answer) : null;
    return c.json(answerBody(ports, answer, serial));
  });
  app.onError((error, c) => {
    if (error instanceof TooBusyError) {
      c.header("retry-after", String(error.retryAfterSeconds));
      return unusable(c, ports, 503, error.message);
    }
    if (!(error instanceof OtpError)) throw error;
    return unusable(c, ports, 503, "Cannot answer now: the store cannot be used");
  });
  return app;
}

/** Clients map it to an attribute of the answer; it is told only to whom was let in. */
async function serialOf(
  { store }: Ports,
  request: CheckRequest,
  { holder }: Extract<CheckAnswer, { readonly kind: "accepted" }>,
): Promise<string | null> {
  if (request.serial !== null) return request.serial;
  return (await store.loadForHolder(holderIdentifier(holder) ?? "", ""))?.record.serial ?? null;
}

function answerBody(ports: Ports, answer: CheckAnswer, serial: string | null): object {
  switch (answer.kind) {
    case "accepted":
      return body(
        ports,
        { status: true, value: true, authentication: "ACCEPT" },
        {
          ...{ message: "Access granted", serial, type: "totp", otplen: 6 },
          device: answer.device,
        },
      );
    case "refused":
      return body(
        ports,
        { status: true, value: false, authentication: "REJECT" },
        {
          message: "Access refused",
          flow: answer.flow,
        },
      );
    case "challenge": {
      const { message, state } = answer;
      const challenge = {
        client_mode: "interactive",
        message,
        transaction_id: state,
        type: "totp",
      };
      return body(
        ports,
        { status: true, value: false, authentication: "CHALLENGE" },
        {
          ...{ message, messages: [message], transaction_id: state, attributes: null },
          ...{ transaction_ids: [state], multi_challenge: [challenge], type: "totp" },
        },
      );
    }
    default:
      return answer satisfies never;
  }
}

/** As privacyIDEA says that a request cannot be used; 905 is its number for a missing field. */
function unusable(c: Context, ports: Ports, status: 400 | 415 | 503, message: string): Response {
  const code = status === 503 ? 903 : 905;
  const result = { status: false, error: { code, message } };
  return c.json(body(ports, result, null), status);
}

function body({ clock }: Ports, result: object, detail: object | null): object {
  return { id: 1, jsonrpc: "2.0", result, detail, time: clock() / 1000, version: "Jeton" };
}
