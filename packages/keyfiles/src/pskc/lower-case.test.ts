import { codeParameters, counterParameters } from "@jeton/core/units";
import { describe, expect, test } from "vitest";
import { fileKey, findKeyFileKind, readPskc, writePskc } from "../index.ts";

// Goal: what privacyIDEA exports is read to the last parameter (pi-tokenjanitor, export_pskc).
// Method: our own file in its shape: an HTML parser has put its names into lower case, Suite has the hash as an
// attribute, and a drift is in seconds.

const key = Buffer.from("12345678901234567890123456789012", "hex");
const secret = { kind: "pre-shared-key", key } as const;
const random = (bytes: number) => new Uint8Array(bytes).fill(7);
const seed = Buffer.from("12345678901234567890");

/** Returns a file of two keys as privacyIDEA writes it, the hash of the first as `hash`, its drift as `drift`. */
function exported({ hash = "sha256", drift = "0.0" } = {}): string {
  const keys = [
    fileKey({
      seed,
      parameters: codeParameters({ algorithm: "SHA-256", digits: 8, periodSeconds: 30 }),
      serial: "T1",
    }),
    fileKey({ seed, parameters: counterParameters({}), counter: 17, serial: "O1" }),
  ];
  return writePskc(keys, { encryption: { ...secret, name: "Pre-shared-key", random } })
    .replaceAll(/<\/?[\w:.-]+|\s[\w.-]+(?==")/g, (name) => name.toLowerCase())
    .replaceAll(/<pskc:suite>HMAC-(\w+)<\/pskc:suite>/g, (_, name: string) => {
      const said = name === "SHA256" ? hash : name.toLowerCase();
      return `<pskc:suite hashalgo="${said}"></pskc:suite>`;
    })
    .replace(
      "</pskc:timeinterval>",
      `</pskc:timeinterval><pskc:timedrift><pskc:plainvalue>${drift}</pskc:plainvalue></pskc:timedrift>`,
    );
}

describe("readPskc() of privacyIDEA's export", () => {
  test("reads names in lower case, and says so", () => {
    expect(findKeyFileKind(exported())).toBe("pskc");
    const reading = readPskc(exported(), { secret });
    expect(reading).toMatchObject({
      ...{ kind: "read", problems: [] },
      keys: [
        {
          serial: "T1",
          driftSteps: 0,
          parameters: { algorithm: "SHA-256", digits: 8, periodSeconds: 30 },
        },
        { serial: "O1", counter: 17, parameters: { movingFactor: "counter", algorithm: "SHA-1" } },
      ],
    });
    const codes = reading.warnings.map((warning) => warning.code);
    expect(codes).toContain("names-lower-case");
    expect(codes).not.toContain("algorithm-spelling");
  });

  test("refuses another hash, and a changed value", () => {
    const codesOf = (text: string) =>
      readPskc(text, { secret }).problems.map((problem) => problem.code);
    expect(codesOf(exported({ hash: "md5" }))).toEqual(["algorithm-unknown"]);
    const changed = exported()
      .replace(/(<pskc:valuemac>)./, "$1A")
      .replace(/(<pskc:valuemac>)A/, "$1B");
    expect(codesOf(changed)).toEqual(["mac-wrong"]);
  });

  test("passes over a drift in seconds", () => {
    const reading = readPskc(exported({ drift: "-60.0" }), { secret });
    expect(reading.kind === "read" && reading.keys[0]?.driftSteps).toBe(null);
    const [ignored] = reading.warnings.filter((warning) =>
      warning.place.path.endsWith("TimeDrift"),
    );
    expect(ignored).toMatchObject({ code: "field-ignored", found: "a TimeDrift in seconds" });
  });

  test("takes no other file whose names are in another case", () => {
    expect(() => readPskc(exported().replaceAll("keycontainer", "KEYCONTAINER"))).toThrow(
      "KeyContainer",
    );
  });
});
