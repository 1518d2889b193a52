import type { Context } from "hono";

/** Statuses with which the API says that a request was unusable. */
export type ProblemStatus = 400 | 404 | 413 | 415 | 500 | 503;

const titles: Readonly<Record<ProblemStatus, string>> = {
  400: "Unusable request",
  404: "Nothing here",
  413: "Body too large",
  415: "Unusable media type",
  500: "Internal error",
  503: "Not available now",
};

/** Answers an error as RFC 9457 problem details. `detail` is for people and may change. */
export function problem(
  c: Context,
  status: ProblemStatus,
  detail: string,
  errors: readonly { readonly field: string; readonly problem: string }[] = [],
): Response {
  const body = { type: "about:blank", title: titles[status], status, detail };
  return c.json(errors.length === 0 ? body : { ...body, errors }, status, {
    "content-type": "application/problem+json",
  });
}
