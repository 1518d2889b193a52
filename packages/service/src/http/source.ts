import { isIPv6 } from "node:net";
import type { Context } from "hono";

/** What a request's connection is under @hono/node-server. */
type NodeEnvironment = { readonly incoming?: { readonly socket?: { remoteAddress?: string } } };

/**
 * Answers where a request comes from, as a name under which it can be counted: the address, of IPv6
 * the /64 that one household or school has. Behind a proxy it is the address that the nearest proxy
 * wrote, the last one in X-Forwarded-For; those before it are whatever the client wrote.
 */
export function sourceOf(c: Context, isBehindProxy: boolean): string {
  const forwarded = c.req.header("x-forwarded-for")?.split(",").at(-1)?.trim();
  const environment = c.env as NodeEnvironment | undefined;
  const own = environment?.incoming?.socket?.remoteAddress;
  const address = (isBehindProxy ? forwarded : own) ?? own ?? "unknown";
  return isIPv6(address) ? networkOf(address) : address;
}

/** The first four of an IPv6 address's eight groups; IPv4 in IPv6 stays whole. */
function networkOf(address: string): string {
  if (/^::ffff:\d+\.\d+\.\d+\.\d+$/iu.test(address)) return address.slice(7);
  const [head = "", tail] = address.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array.from({ length: zeros }, () => "0"), ...right];
  return `${groups.slice(0, 4).join(":")}::/64`;
}
