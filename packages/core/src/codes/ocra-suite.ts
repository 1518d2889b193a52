import { requireText } from "../base/foreign.ts";
import type { Algorithm } from "./code-parameters.ts";

/** How a challenge is written: decimal digits, hexadecimal digits, or letters and digits. */
export type QuestionFormat = "N" | "H" | "A";

/** What an OCRA suite says (RFC 6287 §6): which hash, how long a response is, and what goes into it. */
export type OcraSuite = {
  /** The suite itself, such as `OCRA-1:HOTP-SHA1-6:QN08`. It is hashed with the rest. */
  readonly text: string;
  readonly algorithm: Algorithm;
  /** Digits of a response, 4 to 10; 0: the whole hash, in hexadecimal. */
  readonly digits: number;
  /** Whether each response moves a counter on. */
  readonly hasCounter: boolean;
  /** The challenge: its format, and how many characters it has at most, 4 to 64. */
  readonly question: { readonly format: QuestionFormat; readonly lengthMax: number };
  /** The hash of the holder's PIN that goes into a response; null when none does. */
  readonly pinHash: Algorithm | null;
  /** Bytes of session information that go into a response, 1 to 512; null when none do. */
  readonly sessionBytes: number | null;
  /** Seconds of a time step that goes into a response, 1 to 172,800; null when none does. */
  readonly periodSeconds: number | null;
};

/**
 * Returns what the suite says. It is written in capitals, its parts in the order of RFC 6287 §6:
 * `OCRA-1:HOTP-SHA1-6:C-QN08-PSHA1-S064-T1M`, all but Q left out at will.
 * @throws RangeError that names the part which is wrong, TypeError for what is no text.
 */
export function parseOcraSuite(text: string): OcraSuite {
  requireText("read an OCRA suite", text);
  const parts = text.split(":");
  const [version = "", hash = "", input = ""] = parts;
  if (parts.length !== 3) {
    throw unreadable(`${parts.length} parts`, "OCRA-1:HOTP-…:… with two colons");
  }
  if (version !== "OCRA-1") throw unreadable(shown(version), "OCRA-1 before the first colon");
  const { algorithm, digits } = readHash(hash);
  const rest = input.split("-");
  const take = (form: RegExp): RegExpExecArray | null => {
    const found = form.exec(rest[0] ?? "");
    if (found !== null) rest.shift();
    return found;
  };
  const hasCounter = take(/^C$/) !== null;
  const question = take(/^Q([NHA])(0[4-9]|[1-5][0-9]|6[0-4])$/);
  if (question === null) {
    throw unreadable(shown(rest[0] ?? ""), "a challenge, QN04 to QN64, QH… or QA…");
  }
  const pin = take(/^PSHA(1|256|512)$/);
  const session = take(/^S(00[1-9]|0[1-9][0-9]|[1-4][0-9]{2}|50[0-9]|51[0-2])$/);
  const time = take(/^T(?:([1-9]|[1-5][0-9])([SM])|([1-9]|[1-3][0-9]|4[0-8])(H))$/);
  if (rest[0] !== undefined) {
    throw unreadable(
      shown(rest[0]),
      "of PSHA1, S001 to S512 and T1S to T48H each once at most, in this order",
    );
  }
  return {
    text,
    algorithm,
    digits,
    hasCounter,
    question: { format: question[1] as QuestionFormat, lengthMax: Number(question[2]) },
    pinHash: pin && hashNamed(pin[1]),
    sessionBytes: session && Number(session[1]),
    periodSeconds: time && Number(time[1] ?? time[3]) * secondsOf(time[2] ?? time[4]),
  };
}

function readHash(text: string): Pick<OcraSuite, "algorithm" | "digits"> {
  const found = /^HOTP-SHA(1|256|512)-(0|[4-9]|10)$/.exec(text);
  if (found === null) {
    throw unreadable(
      shown(text),
      "HOTP-SHA1, HOTP-SHA256 or HOTP-SHA512 with -0 or -4 to -10 between the colons",
    );
  }
  return { algorithm: hashNamed(found[1]), digits: Number(found[2]) };
}

/** The form says that the size is one of these. */
function hashNamed(size: string | undefined): Algorithm {
  if (size === "1") return "SHA-1";
  return size === "256" ? "SHA-256" : "SHA-512";
}

function secondsOf(unit: string | undefined): number {
  if (unit === "S") return 1;
  return unit === "M" ? 60 : 3600;
}

/** Whatever stands in a suite may be repeated, shortened: it is no secret. */
function shown(text: string): string {
  return JSON.stringify(text.length > 24 ? `${text.slice(0, 24)}…` : text);
}

function unreadable(found: string, wanted: string): RangeError {
  return new RangeError(`Cannot read an OCRA suite: found ${found}, expected ${wanted}`);
}
