import type { Context, MiddlewareHandler } from "hono";
import { problem } from "./problem.ts";

/** Under which names a server may be asked. */
export type ServedHosts = {
  /** Whether only this machine can connect: then no other name can be meant in earnest. */
  readonly listensOnLoopback: boolean;
  /** Names and addresses besides this machine's own, without a port, as `plainHost` gives them. */
  readonly hostNames: readonly string[];
  /** The option that adds a name, for the one who reads the refusal. */
  readonly option?: string;
};

/**
 * Returns the middleware that answers 421 to requests for a name that is not served: a page elsewhere
 * whose own name was made to lead here (DNS rebinding) must read nothing, and no browser takes an IP
 * address or "localhost" for its name. Without names a server that others can reach serves any.
 */
export function servedHostsOnly(served: ServedHosts): MiddlewareHandler {
  const { listensOnLoopback, hostNames, option } = served;
  if (!listensOnLoopback && hostNames.length === 0) return (_, next) => next();
  const more = option === undefined ? "" : `, or a name given with ${option}`;
  return async (c, next) => {
    const unknown = askedHosts(c).find((host) => !isLoopback(host) && !hostNames.includes(host));
    if (unknown === undefined) return next();
    const wanted = `expected localhost, 127.0.0.1 or [::1]${more}`;
    return problem(c, 421, `Cannot serve the host "${unknown.slice(0, 100)}": ${wanted}`);
  };
}

/** Returns whether only this machine is reached by this name or address, brackets left out or not. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|::1|\[::1\]|127(?:\.[0-9]{1,3}){3})$/u.test(host);
}

/**
 * Returns a host in the one spelling in which it is compared, or null for what is none: in lower case,
 * an IPv6 address in brackets.
 */
export function plainHost(text: string): string | null {
  const host = text.includes(":") && !text.startsWith("[") ? `[${text}]` : text;
  if (!/^[\w.-]+$|^\[[0-9a-f:.]+\]$/iu.test(host) || !URL.canParse(`http://${host}/`)) return null;
  return new URL(`http://${host}/`).hostname;
}

/** The host of the request's target and that of its header: they can differ, and either may be used. */
function askedHosts(c: Context): readonly string[] {
  const target = new URL(c.req.url).hostname;
  const header = c.req.header("host");
  if (header === undefined) return [target];
  return [target, plainHost(header.replace(/:\d*$/u, "")) ?? header];
}
