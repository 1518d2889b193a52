import { describe, expect, test } from "vitest";
import {
  describeFinding,
  findKeyFileKind,
  KeyFileError,
  type KeyFileReading,
  readCsv,
  readNamedCsv,
  readPskc,
  requireKeyFileKind,
} from "./index.ts";

// Goal: what decides codes is read, asked for, or refused, in files as people have them.
// Method: faults that real files had, each beside others of its kind.
const seed = "3132333435363738393031323334353637383930";
const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

function codesOf({ problems }: KeyFileReading): readonly string[] {
  return problems.map(({ code }) => code);
}

function keysOf(reading: KeyFileReading) {
  return reading.kind === "read" ? reading.keys : [];
}

function saidBy(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof KeyFileError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "nothing";
}

describe("readNamedCsv() of what decides codes", () => {
  test.each([
    ["period", "30", { periodSeconds: 30 }],
    ["Time Step", "30", { periodSeconds: 30 }],
    ["time_interval", "30", { periodSeconds: 30 }],
    ["Période", "30", { periodSeconds: 30 }],
    ["otplen", "8", { digits: 8 }],
    ["Nombre de chiffres", "8", { digits: 8 }],
    ["hash", "sha256", { algorithm: "SHA-256" }],
    ["Hash-Algorithm", "SHA512", { algorithm: "SHA-512" }],
    ["T0", "3600", { t0Seconds: 3600 }],
  ])("reads a column %s of %s", (name, value, parameters) => {
    const reading = readNamedCsv(`serial,seed hex,${name}\n1,${seed},${value}\n2,${seed},\n`);
    const usual = { algorithm: "SHA-1", digits: 6, periodSeconds: 60, t0Seconds: 0 };
    expect(keysOf(reading).map((key) => key.parameters)).toEqual([
      { ...usual, ...parameters },
      usual,
    ]);
  });

  test.each(["Serial", "serial number", "SN", "Token Serial", "Numéro de série", "N° de série"])(
    "knows a serial number as %s",
    (name) => {
      const reading = readNamedCsv(`Secret Key (HEX);UPN;${name}\n${seed};anna@x.fr;A-1\n`);
      expect(keysOf(reading)).toMatchObject([{ serial: "A-1", holder: "anna@x.fr" }]);
    },
  );

  test.each([
    ["hotp", "counter-missing"],
    ["mOTP", "kind-unknown"],
    ["ocra", "suite-missing"],
  ])("makes no key with a clock of a row that says %s", (kind, code) => {
    for (const name of ["type", "Token Type", "kind"]) {
      const reading = readNamedCsv(`serial,seed hex,${name}\n1,${seed},${kind}\n`);
      expect(codesOf(reading)).toEqual([code]);
    }
  });

  test.each([",", ";", "\t", "|"])("finds fields parted by %j", (delimiter) => {
    const lines = [
      ["serial", "seed hex", "period"],
      ["1", seed, "30"],
    ];
    const text = lines.map((line) => line.join(delimiter)).join("\r\n");
    expect(keysOf(readNamedCsv(text))).toMatchObject([{ parameters: { periodSeconds: 30 } }]);
    const columns = { serial: "serial", seed: "seed hex", periodSeconds: "period" };
    const layout = { header: true, seedEncoding: "hex", columns } as const;
    expect(keysOf(readCsv(text, { layout }))).toMatchObject([{ serial: "1" }]);
  });

  test("refuses two columns for one field, and says both", () => {
    const said = saidBy(() => readNamedCsv(`serial,seed hex,period,interval\n1,${seed},30,60\n`));
    expect(said).toMatch(/KEY_FILE_COLUMNS.*interval.*periodSeconds, beside "period"/);
  });

  test("tells a missing column beside those that are there", () => {
    const said = saidBy(() => readNamedCsv("serial,manufacturing site\n1,Lyon\n"));
    expect(said).toContain('seed: found no such column among "serial", "manufacturing site"');
    const columns = { serial: "SN", seed: "Key" };
    const layout = { header: true, seedEncoding: "hex", columns } as const;
    expect(saidBy(() => readCsv("SN,Seed\n1,31\n", { layout }))).toContain('among "SN", "Seed"');
  });
});

describe("readNamedCsv() of seeds whose writing nothing says", () => {
  test.each([
    ["hex", seed],
    ["base32", secret],
    ["base64", "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA="],
  ])("finds %s where they can be nothing else, and says so", (encoding, text) => {
    const reading = readNamedCsv(`serial,seed\n1,${text}\n`);
    expect(Buffer.from(keysOf(reading)[0]?.seed ?? []).toString()).toBe("12345678901234567890");
    expect(reading.warnings).toMatchObject([
      { code: "seed-encoding-found", found: `seeds that can only be ${encoding}` },
    ]);
    const named = readNamedCsv(`serial,Seed (${encoding})\n1,${text}\n`);
    expect(named).toMatchObject({ kind: "read", warnings: [] });
  });

  test("refuses those that can be two, and those that differ", () => {
    const both = "ABCDEF23ABCDEF23ABCDEF23ABCDEF23";
    const said = saidBy(() => readNamedCsv(`serial,seed\n1,${both}\n`));
    expect(said).toContain("read as hex and as base32");
    expect(said).toContain('"seed hex"');
    const mixed = saidBy(() => readNamedCsv(`serial,seed\n1,${seed}\n2,${secret}\n`));
    expect(mixed).toContain("hex on line 2 and base32 on line 3");
    expect(mixed).not.toContain(secret);
  });
});

describe("readNamedCsv() of what a spreadsheet damaged", () => {
  test.each([
    "8.65E+11",
    "1,23E+11",
    "865000000000.0",
    "865000000000,00",
    "12/05/2026",
    "12.05.26",
    "2026-05-12",
    "12-May-26",
    "#N/A",
    "#NOM?",
    "#######",
    '"=""000123"""',
  ])("refuses the serial number %s with the cure", (serial) => {
    const reading = readNamedCsv(`serial;seed hex\n${serial};${seed}\n`);
    expect(codesOf(reading)).toEqual(["spreadsheet-damage"]);
    expect(reading.problems.map(describeFinding).join()).toContain("import the column as text");
  });

  test.each([
    ["seed hex", "3,13233E+39"],
    ["holder", "6,12E+08"],
    ["period", "30.0"],
    ["digits", "06/01/1900"],
  ])("refuses it in the column %s", (name, value) => {
    const cells: Record<string, string> = { serial: "A1", "seed hex": seed, [name]: value };
    const text = `${Object.keys(cells).join(";")}\n${Object.values(cells).join(";")}\n`;
    expect(codesOf(readNamedCsv(text))).toEqual(["spreadsheet-damage"]);
  });

  test.each(["12E5", "1.2.34", "0-12", "2026", "A1.0"])("takes the serial number %s", (serial) => {
    expect(keysOf(readNamedCsv(`serial,seed hex\n${serial},${seed}\n`))).toHaveLength(1);
  });
});

describe("readPskc() of XML that is not well-formed", () => {
  const around = (inside: string) =>
    `<?xml version="1.0"?>\n<KeyContainer>\n${inside}\n</KeyContainer>\n`;

  test.each([
    [
      "a tag that is not closed",
      around("<Key>").replace("</KeyContainer>\n", ""),
      "line 3, KeyContainer/Key: found the end of the file inside",
    ],
    [
      "a wrong end tag",
      around("<Key></Kay>"),
      "line 3, KeyContainer: found an end tag of no open element",
    ],
    [
      "an entity",
      around("&eacute;"),
      "line 3, KeyContainer: found an entity that XML does not know",
    ],
    ["a bare &", around("A & B"), 'line 3, KeyContainer: found an "&" that begins no entity'],
    [
      "an attribute twice",
      around('<Key a="1" a="2"/>'),
      "line 3, KeyContainer: found an attribute twice",
    ],
    ["an attribute without quotes", around("<Key a=1/>"), "an attribute that is not whole"],
    ["a prefix of no namespace", around("<p:Key/>"), "a prefix without a namespace"],
    ["a < in a text", around("1 < 2"), '"&lt;" for "<"'],
    ["a control character", around("\u0001"), "a character that XML does not allow"],
    ["two roots", "<a/>\n<b/>", "line 2: found a second root element"],
    ["text", "hello\nworld\n", "line 1: found text that is no XML"],
    ["nothing", "", "found no element"],
    ["an encoding", '<?xml version="1.0" encoding="UTF-16"?><a/>', '"UTF-16", expected "UTF-8"'],
    [
      "the XML declaration behind a blank line",
      '\n<?xml version="1.0"?><a/>',
      "an XML declaration",
    ],
  ])("says that there is %s, and where", (_, text, said) => {
    expect(saidBy(() => readPskc(text))).toContain(said);
  });

  test("says which bytes are no UTF-8, and what to do with UTF-16", () => {
    expect(saidBy(() => readPskc(Buffer.from("<a>\ncl\u00e9</a>", "latin1")))).toContain("line 2");
    expect(saidBy(() => readPskc(Buffer.from("\ufeff<a/>", "utf16le")))).toContain("UTF-16");
  });
});

describe("findKeyFileKind()", () => {
  test.each([
    ["pskc", '<?xml version="1.0"?>\n<!-- keys -->\n<pskc:KeyContainer Version="1.0"/>'],
    ["pskc", "\ufeff<KeyContainer>"],
    ["otpauth", "# ours\r\n\r\notpauth://totp/a?secret=A"],
    ["usersfile", "HOTP/T30/6\tanna\t-\t00"],
    ["csv", '"Numéro de série";"Graine (hex)"\r\n1;00\r\n'],
    ["csv", "upn,serial number,secret key,time interval,manufacturer,model\n"],
    [null, "<svg/>"],
    [null, "hello, world"],
    [null, ""],
  ])("is %s", (kind, text) => {
    expect(findKeyFileKind(text)).toBe(kind);
    expect(findKeyFileKind(Buffer.from(text))).toBe(kind);
  });

  test.each([
    ["serial,seed\n1,00\n", "found CSV, expected PSKC (RFC 6030)"],
    ["otpauth://totp/a?secret=A", "found otpauth:// addresses, expected PSKC"],
    ["PK\u0003\u0004…", "found a spreadsheet or another archive, expected a text file"],
    ['<?xml version="1.0"?><TKNBatch><TKN/></TKNBatch>', "found an RSA SecurID file (sdtid)"],
    [`com.rsa.securid://ctf?ctfData=2${"0".repeat(80)}`, "found an RSA SecurID code (CTF)"],
    ['{"version":1,"accounts":[]}', "found JSON, perhaps the export of another application"],
    ['[\n  {"otpSecret":"A"}]', "found JSON, perhaps the export of another application"],
    ['<Tokens><Token serial="00040008CFA5"/></Tokens>', "found a SafeNet (eToken PASS) file"],
    [
      "# ===== SafeWord Authenticator Records $Version: 100$ =====\ndn: x",
      "found SafeWord records",
    ],
    ["1".repeat(81), "found an RSA SecurID code (CTF)"],
  ])("lets %j be refused as PSKC in one line", (text, said) => {
    const error = saidBy(() => requireKeyFileKind(text, "pskc", "keys"));
    expect(error).toContain(`KEY_FILE_KIND: Cannot read keys: ${said}`);
    expect(error.split("\n")).toHaveLength(1);
  });
});
