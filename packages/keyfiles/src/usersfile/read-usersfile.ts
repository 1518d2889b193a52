import { codeParameters, counterParameters, type KeyParameters } from "@jeton/core/units";
import { type FileKey, fileKey } from "../file-key.ts";
import { shown } from "../finding.ts";
import { counterLimits, readDigits, readName, readPeriod, readWhole } from "../read-parameters.ts";
import { readSeed } from "../read-seed.ts";
import { type KeyFileReading, type Reading, type ReadOptions, startReading } from "../reading.ts";
import { decodeText, splitLines } from "../text.ts";

/**
 * Reads the users file of OATH Toolkit's pam_oath and of mod_authn_otp: type, user, PIN, seed in
 * hex, then what a server noted: of a counter key its counter, which is taken over. PINs and a server's
 * other notes (offset of a clock, last code and its time) are not taken over and said so. Empty lines and lines that begin with # are skipped. Throws KeyFileError
 * only for bytes that are no UTF-8 text or too many.
 */
export function readUsersfile(
  input: Uint8Array | string,
  options: ReadOptions = {},
): KeyFileReading {
  const reading = startReading(options);
  splitLines(decodeText(input, options.file ?? "input")).forEach((text, index) => {
    const line = text.trim();
    if (line === "" || line.startsWith("#")) return;
    const key = readLine(reading, index + 1, line.split(/[ \t]+/));
    if (key !== null) reading.add(key, { line: index + 1, path: "" });
  });
  return reading.settle();
}

function readLine(reading: Reading, line: number, fields: readonly string[]): FileKey | null {
  const before = reading.problemCount();
  const at = (path: string) => ({ line, path });
  const [type = "", user = "", pin = "", seedText = "", ...notes] = fields;
  if (fields.length < 4 || fields.length > 7) {
    const wanted = "type, user, PIN or -, seed, and at most three notes of a server";
    reading.problem("line-malformed", at(""), `${fields.length} fields`, wanted);
    return null;
  }
  const parameters = readType(reading, line, type);
  if (parameters === null) return null;
  const isCounter = "movingFactor" in parameters;
  const holder = readName(reading, at("user"), user);
  if (pin !== "-" && pin !== "+") {
    reading.warning("pin-ignored", at("PIN"), "a PIN in the clear", '"-", holders choose theirs');
  }
  const counter = isCounter ? readNotedCounter(reading, at("notes"), notes) : null;
  // An offset of 0 is what a server writes for a key that it never moved.
  if (notes.some((note, index) => index > 0 || (!isCounter && note !== "0"))) {
    const found = "a server's offset, last code or its time";
    reading.warning("state-ignored", at("notes"), found, "none, its codes are not remembered here");
  }
  const seed = readSeed(reading, at("seed"), { text: seedText, encoding: "hex" });
  if (seed === null || reading.problemCount() > before) return null;
  return fileKey({ seed, parameters, counter, holder });
}

/**
 * Returns the counter of the next code; 0 for a key of which nothing is noted, which was never used. Behind
 * a last code OATH Toolkit notes the counter of that one, mod_authn_otp that of the next: the later one is
 * taken, so that no used code passes again.
 */
function readNotedCounter(
  reading: Reading,
  at: { readonly line: number; readonly path: string },
  [counter, lastCode]: readonly string[],
): number | null {
  if (counter === undefined) return 0;
  const codesBehind = lastCode === undefined ? 0 : 1;
  const max = counterLimits.max - codesBehind;
  const noted = readWhole(reading, at, counter, { ...counterLimits, max });
  return noted === null ? null : noted + codesBehind;
}

/** HOTP is HOTP/E/6; HOTP/T30 is HOTP/T30/6. E counts events, Tn steps of n seconds. */
function readType(reading: Reading, line: number, type: string): KeyParameters | null {
  const at = { line, path: "type" };
  const [algorithm, moving = "E", digitsText = "6", ...more] = type.split("/");
  if (algorithm !== "HOTP" || more.length > 0) {
    reading.problem("kind-unknown", at, shown(type), '"HOTP/T30/6" or another HOTP/Tn/n');
    return null;
  }
  if (moving === "E") {
    const digits = readDigits(reading, at, digitsText);
    return digits === null ? null : counterParameters({ digits });
  }
  if (!moving.startsWith("T")) {
    reading.problem("kind-unknown", at, shown(type), '"HOTP/T30/6" or another HOTP/Tn/n');
    return null;
  }
  const periodSeconds = readPeriod(reading, at, moving.slice(1));
  const digits = readDigits(reading, at, digitsText);
  if (periodSeconds === null || digits === null) return null;
  return codeParameters({ periodSeconds, digits });
}
