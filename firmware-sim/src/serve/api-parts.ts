import { z } from "@hono/zod-openapi";
import { problemDetails } from "./api-schemas.ts";
import type { KeyHouse, OperationResult } from "./key-house.ts";
import type { PlanParts } from "./new-keys.ts";
import type { Operation } from "./operation.ts";
import type { Plain } from "./plain.ts";

/** What the control interface works on. */
export type ApiParts = {
  readonly house: KeyHouse;
  /** Does an operation and records it. Throws as `KeyHouse.apply` does. */
  readonly apply: (operation: Operation) => OperationResult;
  readonly random: PlanParts["random"];
};

type Content<T extends string, S> = {
  readonly description: string;
  readonly content: { readonly [type in T]: { readonly schema: S } };
};

/** Returns a JSON answer as OpenAPI describes it. */
export function answer<S extends z.ZodType>(
  description: string,
  schema: S,
): Content<"application/json", S> {
  return { description, content: { "application/json": { schema } } };
}

/** Returns a JSON body as OpenAPI describes it. */
export function body<S extends z.ZodType>(
  schema: S,
): {
  readonly body: { readonly required: true } & Omit<Content<"application/json", S>, "description">;
} {
  return { body: { required: true, content: { "application/json": { schema } } } };
}

/** Returns the same data as an answer holds it: JSON knows neither brands nor readonly. */
export function plain<T>(view: T): Plain<T> {
  return view as unknown as Plain<T>;
}

/** The serial number in a path. */
export const serialInPath: z.ZodObject<{ serial: z.ZodString }> = z.object({
  serial: z.string().openapi({ param: { name: "serial", in: "path" }, example: "000000001" }),
});

type Refusal = Content<"application/problem+json", z.ZodType<object>>;

function refusal(description: string): Refusal {
  return { description, content: { "application/problem+json": { schema: problemDetails } } };
}

/** How a request without a body is refused. */
export const noRight: { readonly 401: Refusal } = { 401: refusal("No token, or a wrong one") };

/** How one is refused that names a key. */
export const noKey: { readonly 401: Refusal; readonly 404: Refusal } = {
  ...noRight,
  404: refusal("No such key"),
};

/** How one is refused that would change something. */
export const refusals: { readonly [status in 400 | 401 | 404 | 409 | 413 | 415]: Refusal } = {
  ...noKey,
  400: refusal("A body or value that is not of the documented form or range; nothing changed"),
  409: refusal("Not possible now, such as moving real time; nothing changed"),
  413: refusal("A body over its limit"),
  415: refusal("A body that is not application/json"),
};
