import type { MiddlewareHandler } from "hono";
import { problem } from "./problem.ts";

/**
 * Lets so many streams be open at the same time, over all clients; one more is refused with 429. A
 * stream costs as long as it is open, so that without a limit a page that is opened often enough
 * stops the server.
 */
export function limitStreams(streamsMax: number): MiddlewareHandler {
  let streams = 0;
  return async (c, next) => {
    if (streams >= streamsMax) {
      return problem(c, 429, `Cannot open another stream: ${streamsMax} are open, close some`);
    }
    streams += 1;
    c.req.raw.signal.addEventListener("abort", () => {
      streams -= 1;
    });
    return next();
  };
}
