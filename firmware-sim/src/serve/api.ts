import { OpenAPIHono } from "@hono/zod-openapi";
import { limitBody, problem, requireJson } from "@jeton/http";
import { KeyFileError } from "@jeton/keyfiles";
import { bodyLimit } from "hono/body-limit";
import { NotPossibleError } from "../time/house-time.ts";
import { addActRoutes } from "./api-acts.ts";
import { addCodeRoutes } from "./api-codes.ts";
import { addKeyRoutes } from "./api-keys.ts";
import type { ApiParts } from "./api-parts.ts";
import { addTimeRoutes } from "./api-time.ts";
import { NotYetError } from "./give-code.ts";
import { NoSuchKeyError } from "./key-house.ts";

/** Bytes of a body that may hold a PSKC file, at most. */
const fileBytesMax = 2 * 1024 * 1024;

/** Returns the control interface, documented by its own schemas at `/api/v1/openapi.json`. */
export function createApi(parts: ApiParts): OpenAPIHono {
  const api = new OpenAPIHono({
    defaultHook: (result, c) => {
      if (result.success) return undefined;
      const errors = result.error.issues.map(({ path, message }) => ({
        field: path.join("."),
        problem: message,
      }));
      return problem(c, 400, "Cannot use the request: see errors for each field", errors);
    },
  });
  api.use("/api/v1/*", async (c, next) => {
    c.header("cache-control", "no-store");
    await next();
  });
  api.post("/api/v1/keys", limitFile, requireJson);
  api.post("/api/v1/keys/:serial/*", limitBody, requireJson);
  api.post("/api/v1/time/*", limitBody, requireJson);
  addTimeRoutes(api, parts);
  addKeyRoutes(api, parts);
  addActRoutes(api, parts);
  addCodeRoutes(api, parts);
  api.get("/api/v1/openapi.json", (c) => c.json(openApiDocument(api)));
  api.all("/api/v1/*", (c) => problem(c, 404, `Cannot find ${c.req.method} ${c.req.path}`));
  api.onError((error, c) => {
    if (error instanceof NoSuchKeyError) return problem(c, 404, error.message);
    if (error instanceof NotYetError && error.retryAfterMilliseconds !== null) {
      c.header("retry-after", String(Math.ceil(error.retryAfterMilliseconds / 1000)));
    }
    if (error instanceof NotPossibleError) return problem(c, 409, error.message);
    if (error instanceof RangeError || error instanceof KeyFileError) {
      return problem(c, 400, error.message);
    }
    throw error;
  });
  return api;
}

/** Returns the OpenAPI 3.1 document of an API made by `createApi`. */
export function openApiDocument(api: OpenAPIHono): object {
  return api.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Jeton simulated keys",
      version: "1",
      description:
        "Drives simulated OTP keys: seeds, displays, clocks, faults, and the time that they share. Moments are Unix milliseconds. Besides: GET /api/v1/events streams what changes as server-sent events (time, key, gone).",
    },
  });
}

const limitFile = bodyLimit({
  maxSize: fileBytesMax,
  onError: (c) =>
    problem(c, 413, `Cannot read the body: it is over ${fileBytesMax} bytes, expected less`),
});
