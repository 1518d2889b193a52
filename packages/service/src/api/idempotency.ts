import { createHash } from "node:crypto";
import { hasEndedBy, type UnixMilliseconds, unixMilliseconds } from "@jeton/core";
import { problem } from "@jeton/http";
import type { Ports } from "@jeton/validator/parts";
import type { MiddlewareHandler } from "hono";
import { createMiddleware } from "hono/factory";
import type { AccessEnv } from "../web/access.ts";
import { idHeader } from "../web/attempt-id.ts";

const kind = "idempotency";
const keptMilliseconds = 24 * 60 * 60 * 1000;

type Kept = { readonly request: string; readonly status: number | null; readonly body: string };

/**
 * Returns the middleware for routes that change something: a request that is sent again with the
 * same `Idempotency-Key` within a day is not done again, and gets the answer of the first one. The key is
 * kept as a hash, and so is the request. Attempts to log in remember their answers in the key's record.
 */
export function answerOnce(
  ports: Pick<Ports, "documents" | "clock">,
): MiddlewareHandler<AccessEnv> {
  return createMiddleware<AccessEnv>(async (c, next) => {
    const key = c.req.header(idHeader);
    if (key === undefined) return next();
    const id = hashOf([c.get("token")?.id ?? "", key]);
    const request = hashOf([key, c.req.method, c.req.path, await c.req.text()]);
    const expiresAt = unixMilliseconds(ports.clock() + keptMilliseconds);
    const begun = encode({ request, status: null, body: "" });
    const at = await begin(ports, id, { body: begun, expiresAt });
    if (at.kind === "kept") return answerKept(c, at.kept, request);
    try {
      await next();
    } catch (error) {
      await ports.documents.remove(kind, id, at.revision);
      throw error;
    }
    const { status } = c.res;
    if (status >= 500) await ports.documents.remove(kind, id, at.revision);
    else {
      const body = encode({ request, status, body: await c.res.clone().text() });
      await ports.documents.put(kind, id, at.revision, { body, expiresAt });
    }
    return undefined;
  });
}

type Begun =
  | { readonly kind: "begun"; readonly revision: number }
  | { readonly kind: "kept"; readonly kept: Kept };

/** Takes the key for this request, also from one that is over and was not swept yet. */
async function begin(
  { documents, clock }: Pick<Ports, "documents" | "clock">,
  id: string,
  next: { readonly body: string; readonly expiresAt: UnixMilliseconds },
): Promise<Begun> {
  for (;;) {
    const stored = await documents.load(kind, id);
    if (stored !== null && !isOver(stored.expiresAt, clock()))
      return { kind: "kept", kept: JSON.parse(stored.body) as Kept };
    const revision = stored?.revision ?? 0;
    if (await documents.put(kind, id, revision, next))
      return { kind: "begun", revision: revision + 1 };
  }
}

function isOver(expiresAt: UnixMilliseconds | null, now: UnixMilliseconds): boolean {
  return expiresAt !== null && hasEndedBy({ expiresAt, millisecondsMax: keptMilliseconds }, now);
}

function answerKept(
  c: Parameters<MiddlewareHandler<AccessEnv>>[0],
  kept: Kept,
  request: string,
): Response {
  if (kept.request !== request) {
    return problem(c, 409, "Cannot use the Idempotency-Key: it was used with another request");
  }
  if (kept.status === null) {
    return problem(
      c,
      409,
      "Cannot answer yet: the first request with this Idempotency-Key is not done, or was cut off; look before you send another",
    );
  }
  const type = kept.status < 400 ? "application/json" : "application/problem+json";
  const headers = {
    "content-type": type,
    "idempotent-replayed": "true",
    "cache-control": "no-store",
  };
  return new Response(kept.body, { status: kept.status, headers });
}

function encode(kept: Kept): string {
  return JSON.stringify(kept);
}

function hashOf(parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
