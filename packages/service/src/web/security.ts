import type { Context, MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";

/** What differs between installations in what browsers are told. */
export type SecurityOptions = {
  /** True where the portal is reached by https only. */
  readonly secureCookies: boolean;
  /** Who may show the portal in a frame: nobody, or pages of the same origin. */
  readonly frameAncestors: "none" | "self";
};

/** Returns the middleware that tells browsers what pages may do: next to nothing. */
export function securityHeaders(options: SecurityOptions): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", "data:"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: [`'${options.frameAncestors}'`],
    },
    xFrameOptions: options.frameAncestors === "none" ? "DENY" : "SAMEORIGIN",
    // Nothing is told to other sites. "no-referrer" would tell them no more, but makes browsers
    // send "Origin: null" with our own forms (Fetch, "append a request Origin header").
    referrerPolicy: "same-origin",
    crossOriginOpenerPolicy: "same-origin",
    crossOriginResourcePolicy: "same-origin",
    permissionsPolicy: {
      camera: [],
      microphone: [],
      geolocation: [],
      payment: [],
      usb: [],
      serial: [],
      displayCapture: [],
    },
    strictTransportSecurity: options.secureCookies ? "max-age=31536000" : false,
  });
}

/** Returns whether a page of another site led here, so that SameSite=Strict cookies were kept back. */
export function isCrossSiteArrival(c: Context): boolean {
  return c.req.header("sec-fetch-site") === "cross-site";
}
