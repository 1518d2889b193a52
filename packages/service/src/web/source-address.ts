import { isIP } from "node:net";

/**
 * Returns the one spelling of an IP address, or null for any other text: "192.0.2.7", or the eight groups
 * of an IPv6 address. A port, brackets and a zone are left out. IPv4 in IPv6 is that IPv4 address,
 * whatever its spelling: all of it lies in one /64, and all its clients would count as one.
 */
export function plainAddress(text: string): string | null {
  const address = bareAddress(text);
  switch (isIP(address)) {
    case 4:
      return address;
    case 6: {
      const groups = groupsOf(address);
      return embeddedAddress(groups) ?? groups.map((group) => group.toString(16)).join(":");
    }
    default:
      return null;
  }
}

/** Returns under what a plain address counts: itself, or the /64 that one subscriber of IPv6 has. */
export function addressGroup(plain: string): string {
  if (isIP(plain) !== 6) return plain;
  const network = plain.split(":").slice(0, 4).join(":");
  return `${network.replace(/(^|:)0(:0)*$/u, "")}::/64`;
}

/** Returns the address of "192.0.2.7:443", "[2001:db8::7]:443" or "fe80::7%eth0". */
function bareAddress(text: string): string {
  const [, bracketed, plain] = /^\[([^\]]*)\](?::\d+)?$|^([\d.]+):\d+$/u.exec(text) ?? [];
  return (bracketed ?? plain ?? text).replace(/%.*$/u, "");
}

/** Returns the eight groups of an address that `isIP` knows. */
function groupsOf(address: string): readonly number[] {
  // The last 32 bits may be written as IPv4 is (RFC 4291 §2.2).
  const hexadecimal = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/u, (_, ...octets: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = octets.map(Number);
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  });
  const [head = [], tail] = hexadecimal
    .split("::")
    .map((part) => (part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16))));
  if (tail === undefined) return head;
  return [...head, ...new Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}

/** What stands before an IPv4 address: mapped (RFC 4291 §2.5.5.2), and behind NAT64 (RFC 6052 §2.1). */
const embeddings: readonly string[] = ["0,0,0,0,0,65535", "100,65435,0,0,0,0"];

function embeddedAddress(groups: readonly number[]): string | null {
  if (!embeddings.includes(groups.slice(0, 6).join())) return null;
  const [high = 0, low = 0] = groups.slice(6);
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}
