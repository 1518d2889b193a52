import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { OtpError } from "@jeton/core";
import type { Ports } from "@jeton/validator/parts";
import { decoySerialFor } from "@jeton/validator/parts";

const answer = (status: "ready" | "not-ready", description: string) => ({
  description,
  content: { "application/json": { schema: z.object({ status: z.literal(status) }) } },
});

const readyRoute = createRoute({
  method: "get",
  path: "/readyz",
  summary: "Tell whether attempts can be decided now",
  responses: {
    200: answer("ready", "The store answers"),
    503: answer("not-ready", "The store does not answer; the log of the service says why"),
  },
});

/**
 * Returns `GET /readyz`, for what stands in front of several nodes: whether the store can be read.
 * The service itself may well live while it says no, and comes back by itself.
 */
export function createReadiness(ports: Pick<Ports, "store">): OpenAPIHono {
  const app = new OpenAPIHono();
  app.openapi(readyRoute, async (c) => {
    c.header("cache-control", "no-store");
    try {
      await ports.store.load(decoySerialFor(""));
      return c.json({ status: "ready" } as const, 200);
    } catch (error) {
      if (!(error instanceof OtpError)) throw error;
      // The store answered, and a stand-in takes the place of a damaged decoy.
      if (error.code === "RECORD_DAMAGED") return c.json({ status: "ready" } as const, 200);
      return c.json({ status: "not-ready" } as const, 503);
    }
  });
  return app;
}
