import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "vitest";

type Operation = {
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, unknown>> }>
  >;
};
type Document = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };

/** What the service says of itself. */
export const document: Document = JSON.parse(
  readFileSync(new URL("../../packages/service/openapi.json", import.meta.url), "utf8"),
);
const ajv = new Ajv2020({ strict: false, allErrors: true });
ajv.addSchema(document, "openapi.json");

/** The checked answers, each as its method, path and status. */
export const seen: Set<string> = new Set();

/** Returns all that the document promises, in the form of `seen`, sorted. */
export function promisedAnswers(): readonly string[] {
  return Object.entries(document.paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { responses }]) =>
        Object.keys(responses).map((status) => `${method} ${path} ${status}`),
      ),
    )
    .sort();
}

/** Expects that what was posted is what the document says that may be. */
export function expectTaken(path: string, body: unknown): void {
  expectFit(["paths", path, "post", "requestBody", "content", "application/json"], body);
}

/** Expects an answer to be as the document says, and keeps that it was seen. */
export function check(path: string, method: string, answer: Response, body: unknown): void {
  seen.add(`${method} ${path} ${answer.status}`);
  const type = answer.headers.get("content-type")?.split(";")[0] ?? "";
  const content = document.paths[path]?.[method]?.responses[answer.status]?.content?.[type];
  expect(content, `${method} ${path} answers ${answer.status} ${type}`).toBeDefined();
  const place = ["paths", path, method, "responses", String(answer.status), "content", type];
  expectFit(place, body);
}

function expectFit(place: readonly string[], body: unknown): void {
  const pointer = place
    .map((part) => part.replaceAll("~", "~0").replaceAll("/", "~1"))
    .map(encodeURIComponent)
    .join("/");
  const validate = ajv.getSchema(`openapi.json#/${pointer}/schema`);
  if (validate === undefined) throw new Error(`Cannot find the schema ${pointer}`);
  expect(validate(body), JSON.stringify(validate.errors)).toBe(true);
}
