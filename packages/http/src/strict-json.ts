import type { HonoRequest, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { createMiddleware } from "hono/factory";
import { problem } from "./problem.ts";

/** Bytes of a request's body. The largest honest one is a few hundred. */
export const bodyBytesMax: number = 16 * 1024;

/** Refuses bodies of more than 16 KiB with 413, before they are read to their end. */
export const limitBody: MiddlewareHandler = (c, next) => {
  // Of a body whose length was announced no more than that is read. Hono's limit looks at the body
  // all the same, which makes streams of it: more work than all else that HTTP wants for a log-in.
  const announced = c.req.header("content-length") ?? "";
  const isWhole = /^[0-9]+$/.test(announced) && c.req.header("transfer-encoding") === undefined;
  return isWhole && Number(announced) <= bodyBytesMax ? next() : limitStream(c, next);
};

const limitStream = bodyLimit({
  maxSize: bodyBytesMax,
  onError: (c) =>
    problem(c, 413, `Cannot read the body: it is over ${bodyBytesMax} bytes, expected less`),
});

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Refuses what is not `application/json`; see `requireJsonOf`. */
export const requireJson: MiddlewareHandler = requireJsonOf(["application/json"]);

/**
 * Refuses what is not JSON of one of these media types in well-formed UTF-8 (RFC 8259 §8.1): 415 for another media type, 400
 * for bytes that are no UTF-8 or no JSON. Decoders that put U+FFFD in place of broken bytes would
 * let two different bodies mean the same.
 */
export function requireJsonOf(mediaTypes: readonly string[]): MiddlewareHandler {
  return createMiddleware(async (c, next) => {
    const type = c.req.header("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
    if (type === undefined || !mediaTypes.includes(type)) {
      const found = type === undefined || type === "" ? "no media type" : `"${type}"`;
      return problem(
        c,
        415,
        `Cannot read the body: found ${found}, expected "${mediaTypes.join('" or "')}"`,
      );
    }
    const bytes = await c.req.arrayBuffer();
    try {
      const text = utf8.decode(bytes);
      JSON.parse(text);
      keepText(c.req, text);
    } catch (error) {
      const found =
        error instanceof SyntaxError ? "text that is no JSON" : "bytes that are no UTF-8";
      return problem(c, 400, `Cannot read the body: found ${found}, expected a JSON object`);
    }
    await next();
  });
}

/** Whoever reads the body next gets this text. From the bytes Hono would make it by a Response. */
function keepText({ bodyCache }: HonoRequest, text: string): void {
  // Hono's types leave out that what it keeps is a promise.
  bodyCache.text = Promise.resolve(text) as unknown as string;
}
