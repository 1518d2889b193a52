import { problem } from "@jeton/http";
import type { Context, MiddlewareHandler } from "hono";
import { createMiddleware } from "hono/factory";
import type { Ports } from "../login/ports.ts";
import type { ApiToken } from "../tokens/api-tokens.ts";
import type { Scope } from "../tokens/scopes.ts";
import { createTokenChecks } from "../tokens/token-checks.ts";

/** Who asks: a token, or null where none was needed. */
export type AccessVariables = { readonly token: ApiToken | null };
export type AccessEnv = { Variables: { token: ApiToken | null } };

/** Scopes that a service on a machine of its own gives to whoever is on that machine. */
const openOnLoopback: readonly Scope[] = ["authenticate", "metrics:read"];

/**
 * Answers what lets requests with a scope through: 401 without a good token, 403 when the token is
 * for something else. Without any token ever made, a service that listens on loopback only lets
 * whoever is on the machine authenticate; keys and trail always want a token.
 *
 * Log-ins go by answers about tokens that may be some seconds old (`keptMillisecondsMax`), and so
 * does the question whether one was made; all else asks the store each time.
 */
export function createAccess(
  ports: Ports,
  { listensOnLoopback }: { readonly listensOnLoopback: boolean },
): (scope: Scope) => MiddlewareHandler<AccessEnv> {
  const checks = createTokenChecks(ports);
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

/** Answers who acted, for the audit trail. */
export function actorOf(token: ApiToken | null): string {
  return `api:${token?.name ?? "local"}`;
}

/** `PI-Authorization` is where clients of privacyIDEA that cannot set the other header put theirs. */
function givenToken(c: Context): string | null {
  const text = c.req.header("authorization") ?? c.req.header("pi-authorization");
  return text === undefined ? null : text.replace(/^Bearer +/iu, "").trim();
}

function askForToken(c: Context, detail: string): Response {
  c.header("www-authenticate", 'Bearer realm="jeton"');
  return problem(c, 401, detail);
}
