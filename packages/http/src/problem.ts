import type { Context } from "hono";

/** Statuses with which an API says that a request was unusable. */
export type ProblemStatus = 400 | 401 | 403 | 404 | 409 | 413 | 415 | 421 | 429 | 500 | 503;

const titles: Readonly<Record<ProblemStatus, string>> = {
  400: "Unusable request",
  401: "No right to ask",
  403: "Not for you",
  404: "Nothing here",
  409: "Not possible now",
  413: "Body too large",
  415: "Unusable media type",
  421: "Not served here",
  429: "Too much at once",
  500: "Internal error",
  503: "Not available now",
};

/** Returns an error as RFC 9457 problem details. `detail` is for people and may change. */
export function problem(
  c: Context,
  status: ProblemStatus,
  detail: string,
  errors: readonly { readonly field: string; readonly problem: string }[] = [],
): Response {
  return answer(c, status, { detail, ...(errors.length > 0 && { errors }) });
}

/** The same, with a `code` that programs may compare: it never changes meaning. */
export function codedProblem(
  c: Context,
  status: ProblemStatus,
  code: string,
  detail: string,
): Response {
  return answer(c, status, { detail, code });
}

function answer(c: Context, status: ProblemStatus, fields: object): Response {
  const body = { type: "about:blank", title: titles[status], status, ...fields };
  return c.json(body, status, { "content-type": "application/problem+json" });
}
