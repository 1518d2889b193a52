import { parseOtpauth } from "@jeton/core/otpauth";
import { describe, expect, test } from "vitest";
import { spellings } from "../csv/column-names.ts";
import { type KeyFileReading, readOtpauth } from "../index.ts";

// Goal: what decides codes is read or refused, in addresses as people have them.
// Method: faults that real addresses had, each beside others of its kind.
const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const decidingFields = [
  ...(["seed", "kind", "suite", "counter", "algorithm", "digits"] as const),
  ...(["periodSeconds", "t0Seconds"] as const),
];

function codesOf({ problems }: KeyFileReading): readonly string[] {
  return problems.map(({ code }) => code);
}

function keysOf(reading: KeyFileReading) {
  return reading.kind === "read" ? reading.keys : [];
}

function isRefusedByCore(uri: string): boolean {
  try {
    parseOtpauth(uri);
    return false;
  } catch (error) {
    expect(error).toMatchObject({ code: "KEY_FILE_MALFORMED" });
    return true;
  }
}

describe("readOtpauth() of what decides codes", () => {
  test.each(["&amp;", "&AMP;", "&#38;", "&#038;", "&#x26;", "\\u0026"])(
    "refuses an address whose & is written %s, with the cure",
    (escaped) => {
      const reading = readOtpauth(`otpauth://totp/a?secret=${secret}${escaped}digits=8`);
      expect(codesOf(reading)).toEqual(["uri-escaped"]);
    },
  );

  test.each(["digit=8", "interval=60", "hash=SHA256", "time_step=60", "t0=3600", "type=hotp"])(
    "refuses %s, which may decide the codes",
    (parameter) => {
      const reading = readOtpauth(`otpauth://totp/a?secret=${secret}&${parameter}`);
      expect(codesOf(reading)).toEqual(["parameter-misspelt"]);
      expect(readOtpauth(`otpauth://totp/a?secret=${secret}&image=x`).kind).toBe("read");
    },
  );

  test("refuses every usual name of what decides the codes, and parseOtpauth() the English ones", () => {
    const names = decidingFields.flatMap((field) => spellings[field]);
    const known = ["secret", "counter", "algorithm", "digits", "period"];
    expect(names.length).toBeGreaterThan(80);
    const skipped: string[] = [];
    for (const name of names.filter((each) => !known.includes(each))) {
      const uri = `otpauth://totp/a?secret=${secret}&${name}=x`;
      expect(codesOf(readOtpauth(uri)), name).toEqual(["parameter-misspelt"]);
      if (!isRefusedByCore(uri)) skipped.push(name);
    }
    expect(skipped.toSorted()).toEqual([
      ...["chiffres", "compteur", "compteurinitial", "dureeducode", "fonctiondehachage"],
      ...["genre", "graine", "hachage", "hmac", "longueurcode", "longueurducode"],
      ...["movingfactor", "nbchiffres", "nombredechiffres", "otpkey", "pasdetemps"],
      ...["sorte", "sortedecle", "unixtimestart"],
    ]);
    const harmless = `otpauth://totp/a?secret=${secret}&image=x&color=z&account=a&keyid=1&silent=1`;
    expect([readOtpauth(harmless).kind, isRefusedByCore(harmless)]).toEqual(["read", false]);
  });

  test.each([
    ["localhost:8000:anna", "localhost:8000", "anna"],
    ["localhost%3A8000%3Aanna", "localhost%3A8000", "anna"],
    ["urn:x:y:anna", "urn:x:y", "anna"],
    ["localhost:8000:%20anna", "localhost:8000", "anna"],
    ["anna", "localhost:8000", "anna"],
  ])("gives the key of %s with the issuer %s to %s", (label, issuer, holder) => {
    const reading = readOtpauth(`otpauth://totp/${label}?secret=${secret}&issuer=${issuer}`);
    expect(keysOf(reading)).toMatchObject([{ holder, issuer: decodeURIComponent(issuer) }]);
    expect(reading.warnings).toEqual([]);
  });

  test.each([
    ["GEZDGNB0", '"0" at character 8'],
    ["GEZD GNB1", '"1" at character 9'],
    ["GEZDGNBVA", "9 characters, which no whole bytes give"],
    ["GE=ZDGNBV", '"=" at character 3, padding before the end'],
  ])("says of %s what is no base32, and where", (text, found) => {
    const { problems } = readOtpauth(`otpauth://totp/a?secret=${text}`);
    expect(problems).toMatchObject([{ code: "seed-malformed", found }]);
  });

  test("says the names of issuers, however long, and of seeds only the length", () => {
    const { warnings } = readOtpauth(
      `otpauth://totp/Ministère:a?secret=${secret}&issuer=Éducation nationale et jeunesse`,
    );
    expect(warnings.map(({ found }) => found)).toEqual(['"Éducation nationale et jeunesse"']);
  });
});
