import { securityHeaders } from "@jeton/http";
import type { Context, MiddlewareHandler } from "hono";

/** What differs between installations in what browsers are told. */
export type PageSecurity = {
  /** True where the portal is reached by https only. */
  readonly secureCookies: boolean;
  /** Who may show the portal in a frame: nobody, or pages of the same origin. */
  readonly frameAncestors: "none" | "self";
};

/** Returns the middleware that tells browsers what our pages may do. */
export function pageHeaders({ secureCookies, frameAncestors }: PageSecurity): MiddlewareHandler {
  return securityHeaders({ frameAncestors, isHttpsOnly: secureCookies });
}

/** Returns whether a page of another site led here, so that SameSite=Strict cookies were kept back. */
export function isCrossSiteArrival(c: Context): boolean {
  return c.req.header("sec-fetch-site") === "cross-site";
}
