import { describe, expect, test } from "vitest";
import { readCsv, readyLayouts } from "../index.ts";

// Goal: files of other servers are read as they stand, and what their rows leave unsaid is refused.
describe("readyLayouts", () => {
  const seed = "3132333435363738393031323334353637383930";
  const codesOf = (text: string, layout: keyof typeof readyLayouts) =>
    readCsv(text, { layout: readyLayouts[layout] }).problems.map(({ code }) => code);

  test("entra reads the upload of OATH tokens, with commas or semicolons", () => {
    const text =
      "upn,serial number,secret key,time interval,manufacturer,model\nHelga@contoso.com,1234567,2234567abcdef2234567abcdef,60,Contoso,HardwareKey\n";
    for (const written of [text, text.replaceAll(",", ";")]) {
      const reading = readCsv(written, { layout: readyLayouts.entra });
      expect(reading.kind === "read" && reading.keys).toMatchObject([
        {
          serial: "1234567",
          holder: "Helga@contoso.com",
          parameters: { algorithm: "SHA-1", digits: 6, periodSeconds: 60 },
        },
      ]);
    }
    expect(codesOf(text.replace(",60,", ",,"), "entra")).toEqual([]);
  });

  test("linotp and privacyidea read rows without a header", () => {
    const linotp = readCsv(`L1,${seed},totp,8,30,sha256\n`, { layout: readyLayouts.linotp });
    expect(linotp.kind === "read" && linotp.keys).toMatchObject([
      { serial: "L1", parameters: { algorithm: "SHA-256", digits: 8, periodSeconds: 30 } },
    ]);
    const text = `P1, ${seed}, totp, 6, 60\n`;
    const privacyidea = readCsv(text, { layout: readyLayouts.privacyidea });
    expect(privacyidea.kind === "read" && privacyidea.keys).toMatchObject([
      { serial: "P1", parameters: { algorithm: "SHA-1", digits: 6, periodSeconds: 60 } },
    ]);
  });

  test("multiotp reads the period of keys with a clock, and the counter of those that count", () => {
    const text = `M1;ACME;TOTP;${seed};6;30\nM2;ACME;HOTP;${seed};8;25\n`;
    const reading = readCsv(text, { layout: readyLayouts.multiotp });
    expect(reading.kind === "read" && reading.keys).toMatchObject([
      { serial: "M1", counter: null, parameters: { digits: 6, periodSeconds: 30 } },
      { serial: "M2", counter: 25, parameters: { movingFactor: "counter", digits: 8 } },
    ]);
    expect(reading.warnings).toEqual([]);
    expect(codesOf(`M1;ACME;mOTP;${seed};6;10\n`, "multiotp")).toContain("kind-unknown");
  });

  test("yubico reads the log of keys that count, and refuses other modes", () => {
    const row = (event: string, key: string) =>
      `${event},11.12.13 18:55,1,cccccccccccb,,${key},,,0,0,0,8,16,0,0,0,0,0\n`;
    const text = `# Traditional Format:\nLOGGING START,11.12.13 18:55\n${row("OATH-HOTP", seed)}`;
    const reading = readCsv(text, { layout: readyLayouts.yubico });
    expect(reading.kind === "read" && reading.keys).toMatchObject([
      {
        ...{ serial: "cccccccccccb", counter: 16, manufacturer: "Yubico" },
        parameters: { movingFactor: "counter", algorithm: "SHA-1", digits: 8 },
      },
    ]);
    expect(codesOf(row("Yubico OTP", seed), "yubico")).toEqual(["kind-unknown"]);
    expect(codesOf("508326,,0,69cfb9202438ca68964ec3244bfa4843d073a43b,,x,\n", "yubico")).toContain(
      "field-missing",
    );
  });

  test.each(["linotp", "privacyidea"] as const)("%s refuses what a row leaves unsaid", (layout) => {
    expect(codesOf(`1,${seed}\n`, layout)).toContain("field-missing");
    expect(codesOf(`1,${seed},hotp,6,30,sha1\n`, layout)).toEqual(["counter-missing"]);
    expect(codesOf(`1,${seed},ocra,OCRA-1:HOTP-SHA1-6:QN08,,\n`, layout)).toContain(
      "suite-missing",
    );
  });
});
