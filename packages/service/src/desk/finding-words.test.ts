import { readFileSync } from "node:fs";
import {
  type Finding,
  KeyFileError,
  readAuthenticator,
  readCsv,
  readOtpauth,
  readPskc,
  readUsersfile,
} from "@jeton/keyfiles";
import { describe, expect, test } from "vitest";
import { type FaultFile, faultFiles } from "../../../../test/support/fault-file.ts";
import { languages, type MessageKey, texts, translator } from "../i18n/messages.ts";
import { findingWords, unusableFileWords } from "./finding-words.ts";

const layout = {
  header: true,
  seedEncoding: "hex",
  columns: { serial: "SN", seed: "Key", holder: "Owner" },
} as const;
const key = Buffer.from("12345678901234567890123456789012", "hex");

function read(folder: string, { text }: FaultFile): readonly Finding[] | KeyFileError {
  try {
    switch (folder) {
      case "authenticator":
        return readAuthenticator(text).problems;
      case "otpauth":
        return readOtpauth(text).problems;
      case "usersfile":
        return readUsersfile(text).problems;
      case "csv":
        return readCsv(text, { layout }).problems;
      default:
        return readPskc(text, {
          secret: text.includes("PBKDF2-params")
            ? { kind: "password", password: "qwerty" }
            : { kind: "pre-shared-key", key },
        }).problems;
    }
  } catch (error) {
    if (error instanceof KeyFileError) return error;
    throw error;
  }
}

// Goal: what is wrong with a file is said in the language of the desk, with the place and the value.
// Method: the faulty files of the readers, each said in French and in English; no word of the
// reader's own English is left in either.
describe.each(["authenticator", "otpauth", "usersfile", "csv", "pskc"])("a faulty %s", (folder) => {
  test.each(faultFiles(folder))("is explained in each language: $name", (fault) => {
    const said = languages.map((language) => {
      const view = { t: translator(language) };
      const found = read(folder, fault);
      if (found instanceof KeyFileError) return unusableFileWords(view, found);
      return found.map((finding) => findingWords(view, finding)).join("\n");
    });
    expect(new Set(said).size).toBe(languages.length);
    const [french] = said;
    expect(french).not.toMatch(/\b(?:line|expected|found|no|the|characters)\b/u);
    const [, line] = /line (\d+)/u.exec(fault.path) ?? [];
    if (line !== undefined) expect(french).toContain(`ligne ${line}`);
  });
});

describe("findingWords()", () => {
  const view = { t: translator("fr") };

  test("names place and value as they stand in the file", () => {
    const place = { file: "clés.xml", line: 12, path: "KeyPackage[2]/Key" };
    const finding = { code: "algorithm-unknown", place, found: '"MD5"', wanted: "SHA-1" } as const;
    expect(findingWords(view, finding)).toBe(
      "ligne 12, KeyPackage[2]/Key – L’algorithme n’est pas connu. Il faut SHA-1, SHA-256 ou SHA-512. Trouvé\u00a0: «\u00a0MD5\u00a0».",
    );
  });

  test("says what holds for the whole file without a place", () => {
    const place = { file: "x", line: null, path: "" };
    const error = new KeyFileError("KEY_FILE_LOCKED", { place, found: "no secret", wanted: "it" });
    expect(unusableFileWords(view, error)).toMatch(/^Le secret du fichier manque/u);
  });
});

// The reference of the formats lists every code of the readers.
test("every code of the reference has a text, and every text a code", () => {
  const page = new URL("../../../../docs/reference/key-files.md", import.meta.url);
  const tables = readFileSync(page, "utf8").split("## Errors of a whole file")[1] ?? "";
  const rows = tables.split("## otpauth")[0]?.match(/^\| `.*?` \|/gmu) ?? [];
  const codes = rows.flatMap((row) => [...row.matchAll(/`([^`]+)`/gu)].map(([, code]) => code));
  const found = (Object.keys(texts.fr) as MessageKey[]).filter((name) => name.startsWith("found."));
  expect(found.map((name) => name.slice("found.".length)).toSorted()).toEqual(codes.toSorted());
});
