import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addressGroup, plainAddress } from "./source-address.ts";

const octets = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));
const port = fc.option(fc.nat(65_535));

/** Every way in which a group may be written. */
const anyCase = (text: string, draw: number) =>
  [text, text.toUpperCase(), text.padStart(4, "0"), text.toUpperCase().padStart(4, "0")][draw % 4];

describe("plainAddress()", () => {
  test("gives IPv4 in IPv6 as that IPv4 address, in all spellings", () => {
    const prefix = fc.constantFrom(
      ...["::ffff:", "::FFFF:", "0:0:0:0:0:ffff:", "0000:0000:0000:0000:0000:FfFf:", "0::ffff:"],
      ...["::0:ffff:", "0:0::0:ffff:", "64:ff9b::", "0064:FF9B:0:0:0:0:"],
    );
    fc.assert(
      fc.property(
        octets,
        prefix,
        fc.boolean(),
        fc.nat(3),
        port,
        (parts, before, dotted, draw, at) => {
          const [a, b, c, d] = parts;
          const hex = [a * 256 + b, c * 256 + d].map((each) => anyCase(each.toString(16), draw));
          const address = `${before}${dotted ? parts.join(".") : hex.join(":")}`;
          for (const text of [address, `[${address}]`, `[${address}]:${at ?? 1}`]) {
            expect([text, plainAddress(text)]).toEqual([text, parts.join(".")]);
          }
          expect(plainAddress(`${parts.join(".")}:${at ?? 1}`)).toBe(parts.join("."));
        },
      ),
    );
  });

  test("gives one spelling to each IPv6 address, the one that the platform finds", () => {
    fc.assert(
      fc.property(fc.ipV6(), port, (address, at) => {
        const plain = plainAddress(address);
        expect(plain).not.toBeNull();
        // A parser of its own: that of URLs.
        const canonical = new URL(`http://[${address}]/`).hostname;
        expect(plainAddress(canonical)).toBe(plain);
        expect(plainAddress(`${canonical}:${at ?? 1}`)).toBe(plain);
        if (plain?.includes(":")) expect(new URL(`http://[${plain}]/`).hostname).toBe(canonical);
      }),
    );
  });

  test("knows a zone, and nothing that is no address", () => {
    expect(plainAddress("fe80::7%eth0")).toBe(plainAddress("fe80::7"));
    for (const text of ["", "unknown", "localhost", "1.2.3", "01.2.3.4", "::ffff:1.2.3", "[::1"]) {
      expect([text, plainAddress(text)]).toEqual([text, null]);
    }
    expect(plainAddress("::ffff:1.2.3.4:80")).toBeNull();
  });
});

describe("addressGroup()", () => {
  test("puts two IPv6 addresses together just when their first 64 bits are the same", () => {
    const groups = fc.array(fc.constantFrom(0, 0, 0, 1, 0xdb8, 0xffff), {
      ...{ minLength: 8, maxLength: 8 },
    });
    const written = (each: readonly number[]) =>
      new URL(`http://[${each.map((group) => group.toString(16)).join(":")}]/`).hostname;
    const groupOf = (each: readonly number[]) => addressGroup(plainAddress(written(each)) ?? "");
    fc.assert(
      fc.property(groups, groups, (one, other) => {
        const isSame = one.slice(0, 4).join() === other.slice(0, 4).join();
        const isMapped = [one, other].some((each) =>
          each.slice(0, 5).every((group) => group === 0),
        );
        fc.pre(!isMapped);
        expect(groupOf(one) === groupOf(other)).toBe(isSame);
      }),
    );
  });

  test("tells all IPv4 addresses apart, mapped or not", () => {
    fc.assert(
      fc.property(octets, octets, (one, other) => {
        const group = (each: readonly number[], before: string) =>
          addressGroup(plainAddress(`${before}${each.join(".")}`) ?? "");
        expect(group(one, "::ffff:")).toBe(group(one, ""));
        expect(group(one, "::ffff:") === group(other, "")).toBe(one.join() === other.join());
      }),
    );
  });
});
