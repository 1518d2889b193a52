import type { Context } from "hono";
import { matchedRoutes } from "hono/route";

/**
 * Returns the route of a request as it is written in the code, such as `/api/v1/keys/:serial`: what
 * may stand in logs and metrics. Of the routes that match it is the last one that is no catch-all.
 */
export function routeOf(c: Context): string {
  const paths = matchedRoutes(c).map(({ path }) => path);
  return paths.findLast((path) => !path.endsWith("*")) ?? paths.at(-1) ?? "none";
}
