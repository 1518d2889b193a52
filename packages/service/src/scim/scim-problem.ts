import type { Context, MiddlewareHandler } from "hono";
import { createMiddleware } from "hono/factory";

/** RFC 7644 §3.1. */
export const scimMediaType = "application/scim+json";

/** RFC 7644 §3.12, table 9: those that we give. */
export type ScimErrorType =
  | "invalidFilter"
  | "invalidPath"
  | "invalidSyntax"
  | "invalidValue"
  | "mutability"
  | "noTarget"
  | "uniqueness";

export type ScimStatus = 400 | 404 | 409 | 412 | 413 | 415 | 429;

/** Says that a SCIM request cannot be done. */
export class ScimProblem extends Error {
  readonly status: ScimStatus;
  readonly scimType: ScimErrorType | null;

  constructor(status: ScimStatus, type: ScimErrorType | null, message: string) {
    super(message);
    this.name = "ScimProblem";
    this.status = status;
    this.scimType = type;
  }
}

/** Returns the problem of a value that cannot be taken (RFC 7644 `invalidValue`). */
export function invalidValue(what: string, found: unknown, wanted: string): ScimProblem {
  const text = JSON.stringify(found) ?? "nothing";
  const shown = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  return new ScimProblem(
    400,
    "invalidValue",
    `Cannot take "${what}": found ${shown}, wanted ${wanted}`,
  );
}

/** Returns a body with SCIM's media type. */
export function scimJson(c: Context, status: 200 | 201, body: object): Response {
  return c.body(JSON.stringify(body), status, { "content-type": scimMediaType });
}

/** Returns an error as RFC 7644 §3.12 has it. */
export function answerProblem(
  c: Context,
  { status, scimType: type, message }: ScimProblem,
): Response {
  return c.body(errorBody(status, message, type), status, { "content-type": scimMediaType });
}

function errorBody(status: number, detail: string, type: ScimErrorType | null = null): string {
  return JSON.stringify({
    schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"],
    status: String(status),
    ...(type !== null && { scimType: type }),
    detail,
  });
}

/** Says in SCIM's form what the service says as a problem: no token, too many requests, no store. */
export const problemsAsScimErrors: MiddlewareHandler = createMiddleware(async (c, next) => {
  await next();
  if (c.res.headers.get("content-type") !== "application/problem+json") return;
  const { status } = c.res;
  const headers = new Headers(c.res.headers);
  headers.set("content-type", scimMediaType);
  headers.delete("content-length");
  const { detail } = (await c.res.json()) as { readonly detail: string };
  c.res = undefined;
  c.res = new Response(errorBody(status, detail), { status, headers });
});
