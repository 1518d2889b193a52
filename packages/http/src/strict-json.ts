import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { createMiddleware } from "hono/factory";
import { problem } from "./problem.ts";

/** Bytes of a request's body. The largest honest one is a few hundred. */
export const bodyBytesMax: number = 16 * 1024;

/** Refuses bodies of more than 16 KiB with 413, before they are read to their end. */
export const limitBody: MiddlewareHandler = bodyLimit({
  maxSize: bodyBytesMax,
  onError: (c) =>
    problem(c, 413, `Cannot read the body: it is over ${bodyBytesMax} bytes, expected less`),
});

/**
 * Refuses what is not JSON in well-formed UTF-8 (RFC 8259 §8.1): 415 for another media type, 400
 * for bytes that are no UTF-8 or no JSON. Decoders that put U+FFFD in place of broken bytes would
 * let two different bodies mean the same.
 */
export const requireJson: MiddlewareHandler = createMiddleware(async (c, next) => {
  const type = c.req.header("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (type !== "application/json") {
    const found = type === undefined || type === "" ? "no media type" : `"${type}"`;
    return problem(c, 415, `Cannot read the body: found ${found}, expected "application/json"`);
  }
  const bytes = await c.req.arrayBuffer();
  try {
    JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    const found = error instanceof SyntaxError ? "text that is no JSON" : "bytes that are no UTF-8";
    return problem(c, 400, `Cannot read the body: found ${found}, expected a JSON object`);
  }
  await next();
});
