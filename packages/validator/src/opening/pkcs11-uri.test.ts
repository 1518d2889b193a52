import { describe, expect, test } from "vitest";
import { isPkcs11Uri, parsePkcs11Uri } from "./pkcs11-uri.ts";

const query = "module-path=/lib/token.so&pin-source=file:/etc/jeton/pin";

describe("parsePkcs11Uri()", () => {
  test("reads what names the token, the key, the library and the file of the PIN", () => {
    const uri = `pkcs11:token=The%20token;serial=0815;object=master;id=%01%ffa;type=secret-key?${query}`;
    expect(parsePkcs11Uri(uri)).toEqual({
      token: { token: "The token", serial: "0815" },
      object: "master",
      id: new Uint8Array([1, 255, 0x61]),
      modulePath: "/lib/token.so",
      pinFile: "/etc/jeton/pin",
    });
  });

  test.each(["file:/etc/pin", "file:///etc/pin", "/etc/pin", "file:%2Fetc%2Fpin"])(
    "reads the file of the PIN from %s",
    (source) => {
      const uri = `pkcs11:token=t;object=o?module-path=/m.so&pin-source=${source}`;
      expect(parsePkcs11Uri(uri)).toMatchObject({ pinFile: "/etc/pin", id: null });
    },
  );

  test.each([
    ["no token", `pkcs11:object=o?${query}`],
    ["no object", `pkcs11:token=t?${query}`],
    ["no query", "pkcs11:token=t;object=o"],
    ["two queries", `pkcs11:token=t;object=o?${query}?${query}`],
    ["an attribute twice", `pkcs11:token=t;token=u;object=o?${query}`],
    ["an attribute that is not used", `pkcs11:token=t;object=o;slot-id=1?${query}`],
    ["another kind of object", `pkcs11:token=t;object=o;type=private?${query}`],
    ["a library without a path", "pkcs11:token=t;object=o?module-path=m.so&pin-source=/etc/pin"],
    ["a command for the PIN", "pkcs11:token=t;object=o?module-path=/m.so&pin-source=|/bin/pin"],
    ["what is no UTF-8", `pkcs11:token=%ff;object=o?${query}`],
  ])("refuses %s", (_, uri) => {
    expect(() => parsePkcs11Uri(uri)).toThrow(/^Cannot read the pkcs11: URI of the master key: /);
  });

  test("repeats no PIN that the URI holds", () => {
    for (const place of ["?", "?module-path=/m.so&", ";"]) {
      const uri = `pkcs11:token=t;object=o${place}pin-value=2718-2818`;
      expect(() => parsePkcs11Uri(uri)).toThrow(/^(?!.*2718).*it holds the PIN/);
    }
  });
});

describe("isPkcs11Uri()", () => {
  test("knows the scheme in any case", () => {
    expect(["pkcs11:a", "PKCS11:a", "ab".repeat(32)].map(isPkcs11Uri)).toEqual([true, true, false]);
  });
});
