import type { MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";

/** What differs between our servers in what browsers are told. */
export type SecurityOptions = {
  /** Who may show its pages in a frame: nobody, or pages of the same origin. Default: nobody. */
  readonly frameAncestors?: "none" | "self";
  /** Whether it is reached by https only. Default: no. */
  readonly isHttpsOnly?: boolean;
  /** Whether its pages show pages of the same origin in frames. Default: no. */
  readonly hasFrames?: boolean;
  /** Whether its pages drive display boards: at serial ports, or behind bridges that the reader names. Default: no. */
  readonly drivesBoards?: boolean;
};

/** Returns the middleware that tells browsers what pages of ours may do: next to nothing. */
export function securityHeaders(options: SecurityOptions = {}): MiddlewareHandler {
  const { frameAncestors = "none", isHttpsOnly, hasFrames, drivesBoards } = options;
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'", ...(drivesBoards ? ["ws:", "wss:"] : [])],
      ...(hasFrames && { frameSrc: ["'self'"] }),
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: [`'${frameAncestors}'`],
    },
    xFrameOptions: frameAncestors === "none" ? "DENY" : "SAMEORIGIN",
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
      serial: drivesBoards ? ["self"] : [],
      displayCapture: [],
    },
    strictTransportSecurity: isHttpsOnly ? "max-age=31536000" : false,
  });
}
