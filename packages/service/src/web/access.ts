import { problem } from "@jeton/http";
import type { Ports } from "@jeton/validator/parts";
import type { Context, MiddlewareHandler } from "hono";
import { createMiddleware } from "hono/factory";
import type { ApiToken } from "../tokens/api-tokens.ts";
import type { Scope } from "../tokens/scopes.ts";
import { createTokenChecks, type TokenChecks } from "../tokens/token-checks.ts";

/** The token of the request; null where none was needed. */
export type AccessVariables = { readonly token: ApiToken | null };
export type AccessEnv = { Variables: { token: ApiToken | null } };

/** How a part of the service is reached. */
export type AccessOptions = {
  /** Whether only this machine can connect. Default: no. */
  readonly listensOnLoopback?: boolean;
  /** What is known of tokens, where several parts share it. */
  readonly checks?: TokenChecks;
};

/** Scopes that a service on a machine of its own gives to whoever is on that machine. */
const openOnLoopback: readonly Scope[] = ["authenticate", "metrics:read"];

/**
 * Returns what lets requests with a scope through: 401 without a good token, 403 when the token is
 * for something else. Without any token ever made, a service that listens on loopback only lets
 * whoever is on the machine authenticate; keys and trail always want a token.
 *
 * Log-ins go by answers about tokens that may be some seconds old (`keptMillisecondsMax`), and so
 * does the question whether one was made; all else asks the store each time.
 */
export function createAccess(
  ports: Ports,
  options: AccessOptions,
): (scope: Scope) => MiddlewareHandler<AccessEnv> {
  const { listensOnLoopback = false, checks = createTokenChecks(ports) } = options;
  let isClosed = !listensOnLoopback;
  const isOpen = async (scope: Scope) => {
    if (isClosed || !openOnLoopback.includes(scope)) return false;
    const wasMade = await (scope === "authenticate" ? checks.wasMadeKept() : checks.wasMade());
    // Once there is a token it stays so.
    if (wasMade) isClosed = true;
    return !isClosed;
  };
  return (scope) => {
    const check = scope === "authenticate" ? checks.checkKept : checks.check;
    return createMiddleware<AccessEnv>(async (c, next) => {
      const given = givenToken(c);
      if (given === null) {
        if (!(await isOpen(scope))) return askForToken(c, "Cannot answer: no API token was given");
        c.set("token", null);
        return next();
      }
      const token = await check(given);
      if (token === null) return askForToken(c, "Cannot answer: the API token is not in use here");
      if (!token.scopes.includes(scope)) {
        return problem(c, 403, `Cannot answer: this API token has no scope "${scope}"`);
      }
      c.set("token", token);
      return next();
    });
  };
}

/** Returns who acted, for the audit trail. */
export function actorOf(token: ApiToken | null): string {
  return `api:${token?.name ?? "local"}`;
}

/**
 * Returns the token of a request, or null for none. It comes as `Bearer`, as `Token`, by itself, or as the
 * password of Basic credentials, which is all that clients can send which take nothing but a URL. In
 * `PI-Authorization` clients of privacyIDEA put it that need the other header for something else.
 */
export function givenToken(c: Context): string | null {
  const text = (c.req.header("authorization") ?? c.req.header("pi-authorization"))?.trim();
  if (text === undefined) return null;
  const [, scheme = "", value = ""] = /^(bearer|token|basic) +(.*)$/iu.exec(text) ?? [];
  if (scheme === "") return text;
  return scheme.toLowerCase() === "basic" ? basicPassword(value) : value;
}

/** RFC 7617: base64 of `user:password`. A token in the place of the user has no password behind it. */
function basicPassword(encoded: string): string {
  const [user = "", ...password] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  return password.join(":") || user;
}

function askForToken(c: Context, detail: string): Response {
  c.header("www-authenticate", 'Bearer realm="jeton"');
  return problem(c, 401, detail);
}
