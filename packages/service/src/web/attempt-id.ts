import type { AttemptId } from "@jeton/core";
import { problem } from "@jeton/http";
import type { MiddlewareHandler } from "hono";
import { createMiddleware } from "hono/factory";
import type { ApiToken } from "../tokens/api-tokens.ts";
import type { AccessEnv } from "./access.ts";

/** What a caller may give as the id of a request or of an attempt. */
export const idForm: RegExp = /^[\x21-\x7e]{8,128}$/;

/** The header in which the API's callers give an id. */
export const idHeader = "idempotency-key";

/** Returns the id of an attempt: an id belongs to the API token with which it is given. */
export function attemptIdFrom(token: ApiToken | null, id: string | undefined): AttemptId | null {
  return id === undefined ? null : { caller: `api ${token?.id ?? ""}`, id };
}

/** Returns the middleware that answers 400 to an unusable `Idempotency-Key`. */
export function checkIdHeader(): MiddlewareHandler<AccessEnv> {
  return createMiddleware<AccessEnv>(async (c, next) => {
    const id = c.req.header(idHeader);
    if (id === undefined || idForm.test(id)) return next();
    return problem(
      c,
      400,
      "Cannot use the Idempotency-Key: expected 8 to 128 printable characters, no blanks",
    );
  });
}
