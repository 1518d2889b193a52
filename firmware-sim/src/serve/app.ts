import { createHash, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import { limitStreams, ownPagesOnly, problem, securityHeaders, servedHostsOnly } from "@jeton/http";
import { Hono, type MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { createApi } from "./api.ts";
import type { ApiParts } from "./api-parts.ts";
import { streamChanges, streamsMax } from "./event-stream.ts";
import { controlPage } from "./page.ts";

/** What a control server is made of. */
export type SimAppParts = ApiParts & {
  /** The address that it listens on: served under no other name, when there is no token. */
  readonly host: string;
  /** Demanded of every request; null: none, which is for loopback only. */
  readonly token: string | null;
  /** Called for every failure that is not the client's fault. */
  readonly onError: (error: unknown) => void;
};

/** Returns the control server: interface, page and stream of changes. */
export function createSimApp(parts: SimAppParts): Hono {
  const app = new Hono();
  app.use(
    securityHeaders({ drivesBoards: true }),
    parts.token === null
      ? servedHostsOnly({ listensOnLoopback: true, hostNames: [parts.host] })
      : demandToken(parts.token),
    ownPagesOnly,
  );
  app.get("/", (c) => c.html(controlPage()));
  app.get("/assets/:name", (c) => {
    const asset = assets.get(c.req.param("name"));
    if (asset === undefined) return c.notFound();
    const headers = { "content-type": asset.type, "cache-control": "no-cache" };
    return c.body(asset.content, 200, headers);
  });
  app.get("/api/v1/events", limitStreams(streamsMax), (c) => streamChanges(c, parts.house));
  app.route("/", createApi(parts));
  app.notFound((c) => problem(c, 404, `Cannot find ${c.req.method} ${c.req.path}`));
  app.onError((error, c) => {
    if (c.req.raw.signal.aborted) return problem(c, 400, "Cannot read the body: it broke off");
    parts.onError(error);
    return problem(c, 500, "Cannot answer: the server failed; what it printed says why");
  });
  return app;
}

const cookieName = "jeton-sim";

/** A browser gives the token once, in `/?token=…`, and from then on in a cookie. */
function demandToken(token: string): MiddlewareHandler {
  return async (c, next) => {
    const given = c.req.query("token");
    if (c.req.path === "/" && given !== undefined && isSame(given, token)) {
      setCookie(c, cookieName, given, { httpOnly: true, sameSite: "Strict", path: "/" });
      return c.redirect("/", 303);
    }
    const bearer = /^Bearer (.+)$/.exec(c.req.header("authorization") ?? "")?.[1];
    const shown = bearer ?? getCookie(c, cookieName);
    if (shown !== undefined && isSame(shown, token)) return next();
    c.header("www-authenticate", 'Bearer realm="jeton-sim"');
    return problem(
      c,
      401,
      "Cannot serve without the token: send Authorization: Bearer TOKEN, or open /?token=TOKEN",
    );
  };
}

/** Compares in a time that tells nothing of the token. */
function isSame(given: string, token: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}

const assets: ReadonlyMap<string, { readonly type: string; readonly content: string }> = new Map(
  [
    ["sim.css", "text/css; charset=utf-8"],
    ["sim.js", "text/javascript; charset=utf-8"],
    ["board.js", "text/javascript; charset=utf-8", "board.generated.js"],
    ["icon.svg", "image/svg+xml"],
  ].map(([name = "", type = "", file = name]) => {
    const content = readFileSync(new URL(`../../public/${file}`, import.meta.url), "utf8");
    return [name, { type, content }] as const;
  }),
);
