import type { z } from "@hono/zod-openapi";
import type { Scope } from "../tokens/scopes.ts";
import type { ProblemBody } from "./api-bodies.ts";
import * as api from "./api-schemas.ts";

// What the descriptions of the API's routes are put together from.

type ProblemAnswer = {
  description: string;
  content: { "application/problem+json": { schema: z.ZodType<ProblemBody> } };
};

const unusable = (description: string): ProblemAnswer => ({
  description,
  content: { "application/problem+json": { schema: api.problemDetails } },
});

/** What any route may answer instead. */
export const commonProblems: Readonly<Record<400 | 401 | 403 | 429, ProblemAnswer>> = {
  400: unusable("A request that is not of the documented form"),
  401: unusable("No API token, or none that is in use"),
  403: unusable("An API token without the scope that is wanted"),
  429: unusable("Too many requests from one source; see Retry-After"),
};

/** What a route that takes a body may answer instead. */
export const bodyProblems: Readonly<Record<400 | 401 | 403 | 413 | 415 | 429, ProblemAnswer>> = {
  ...commonProblems,
  413: unusable("A body over 16 KiB"),
  415: unusable("A body that is not application/json"),
};

export const notThere: Readonly<Record<404, ProblemAnswer>> = { 404: unusable("No such key") };
export const notNow: Readonly<Record<409, ProblemAnswer>> = {
  409: unusable("Not possible in the key's present state"),
};

/** What a route may answer that does nothing twice. */
export const notAgain: Readonly<Record<409, ProblemAnswer>> = {
  409: unusable("The Idempotency-Key was used with another request, or the first one is not done"),
};

/** Describes a request by its JSON body. */
export function bodyOf<S extends z.ZodType>(
  of: S,
): { body: { required: true; content: { "application/json": { schema: S } } } } {
  return { body: { required: true, content: { "application/json": { schema: of } } } };
}

/** Describes a JSON answer. */
export function answerOf<S extends z.ZodType>(
  description: string,
  of: S,
): { description: string; content: { "application/json": { schema: S } } } {
  return { description, content: { "application/json": { schema: of } } };
}

/** Describes which scope a route wants. */
export function needs(
  scope: Scope,
  besides = "",
): { security: { token: string[] }[]; description: string } {
  return { security: [{ token: [] }], description: `Needs the scope \`${scope}\`.${besides}` };
}
