import { recoveryCodeLength, temporaryCodeLength } from "@jeton/core";
import type { Ports } from "@jeton/validator/parts";
import type { Context, MiddlewareHandler } from "hono";
import { createMiddleware } from "hono/factory";
import type { CheckAnswer } from "./check.ts";

// What privacyIDEA's clients read: JSON-RPC with a `result` and a `detail`.

type Clock = Pick<Ports, "clock">;

/** Returns the body for a decision. `serial` is told only to those who were let in. */
export function answerBody(ports: Clock, answer: CheckAnswer, serial: string | null): object {
  switch (answer.kind) {
    case "accepted":
      return body(
        ports,
        { status: true, value: true, authentication: "ACCEPT" },
        {
          ...{ message: "Access granted", serial, ...tokenOf(answer) },
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

/** What privacyIDEA calls a token: it has no type for a code that stands in for a key's, so that it is told by its name. */
function tokenOf({ spare }: Extract<CheckAnswer, { readonly kind: "accepted" }>): object {
  return spare === undefined
    ? { type: "totp", otplen: 6 }
    : { type: spare, otplen: lengths[spare] };
}

const lengths = {
  "temporary-code": temporaryCodeLength,
  "recovery-code": recoveryCodeLength,
} as const;

/** Statuses with which a request is refused that was not decided. */
export type ErrorStatus = 400 | 401 | 403 | 404 | 413 | 415 | 421 | 429 | 500 | 503;

/** privacyIDEA's numbers of errors, by status. Its clients show the message. */
const errorCodes: Readonly<Record<ErrorStatus, number>> = {
  400: 905,
  401: 4031,
  403: 303,
  404: 905,
  413: 905,
  415: 905,
  421: 905,
  429: 903,
  500: 903,
  503: 903,
};

/** The number that says that there is no such realm: the FreeRADIUS plugin goes on to other modules. */
export const noSuchRealm = 904;

/**
 * Returns the answer that a request cannot be used, as privacyIDEA gives it. `code`: its number, when it is
 * not the usual one of the status; `detail`: what our own clients read besides.
 */
export function answerError(
  c: Context,
  ports: Clock,
  status: ErrorStatus,
  message: string,
  more: { readonly code?: number; readonly detail?: object } = {},
): Response {
  const { code = errorCodes[status], detail = null } = more;
  return c.json(body(ports, { status: false, error: { code, message } }, detail), status);
}

/**
 * Returns the middleware that turns problem details into errors of that shape: clients of privacyIDEA read
 * no others. The FreeRADIUS plugin breaks on them.
 */
export function problemsAsErrors(ports: Clock): MiddlewareHandler {
  return createMiddleware(async (c, next) => {
    await next();
    if (c.res.headers.get("content-type") !== "application/problem+json") return;
    const status = c.res.status as ErrorStatus;
    const { detail } = (await c.res.json()) as { readonly detail: string };
    const headers = new Headers(c.res.headers);
    const error = answerError(c, ports, status, detail);
    for (const name of ["retry-after", "www-authenticate", "cache-control"]) {
      const value = headers.get(name);
      if (value !== null) error.headers.set(name, value);
    }
    c.res = error;
  });
}

function body({ clock }: Clock, result: object, detail: object | null): object {
  return { id: 1, jsonrpc: "2.0", result, detail, time: clock() / 1000, version: "Jeton" };
}
