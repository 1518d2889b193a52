import { utf8ToBytes } from "@noble/hashes/utils.js";
import { inWords, requireText, requireWhole } from "../base/foreign.ts";
import type { OcraSuite } from "../codes/ocra-suite.ts";
import { isBytes } from "../codes/seed-bytes.ts";

/** What goes into a response besides the counter and the time step. */
export type OcraInput = {
  /**
   * The challenge: 1 to as many characters as the suite says, of its format. Two of them, the verifier's own and
   * the other side's, are joined in this order (RFC 6287 §7.2). Leading zeros of decimal challenges count for nothing.
   */
  readonly question: string | readonly [string, string];
  /** The hash of the PIN, made by `ocraPinHash`; absent if the suite has no P. */
  readonly pinHash?: Uint8Array | undefined;
  /** Session information, at most as many bytes as the suite says; absent if it has no S. */
  readonly session?: Uint8Array | undefined;
};

/** A message of which two places change from candidate to candidate. */
export type DataInput = {
  readonly message: Uint8Array;
  /** Writes the counter; for a suite without one nothing. */
  readonly putCounter: (counter: number) => void;
  /** Writes the number of the time step; for a suite without one nothing. */
  readonly putStep: (step: number) => void;
};

/** Bytes of the challenge in a message, of a counter and of a time step (RFC 6287 §5.1). */
const questionBytes = 128;
const numberBytes = 8;
/** Bytes of each hash of a PIN. */
const hashBytes = { "SHA-1": 20, "SHA-256": 32, "SHA-512": 64 } as const;

/**
 * Returns RFC 6287 §5.1 `DataInput`: the suite, a zero byte, then C, Q, P, S and T as far as the suite has
 * them. Counter and time step are 0 until they are put in.
 * @throws TypeError for what the suite needs and is absent or of another type, RangeError for what does not
 * fit it, or is given though it has no such part. No message repeats a value.
 */
export function dataInput(suite: OcraSuite, input: OcraInput): DataInput {
  const question = encodedQuestion(suite, input.question);
  const pinLength = suite.pinHash === null ? null : hashBytes[suite.pinHash];
  const pinHash = fitting("the hash of a PIN", input.pinHash, pinLength);
  if (pinLength !== null && pinHash.length !== pinLength) {
    throw new RangeError(
      `Cannot use the hash of a PIN: found ${pinHash.length} bytes, expected ${pinLength}`,
    );
  }
  const session = fitting("session information", input.session, suite.sessionBytes);
  const name = utf8ToBytes(suite.text);
  const counterAt = name.length + 1;
  const questionAt = counterAt + (suite.hasCounter ? numberBytes : 0);
  const pinAt = questionAt + questionBytes;
  const timeAt = pinAt + pinHash.length + (suite.sessionBytes ?? 0);
  const message = new Uint8Array(timeAt + (suite.periodSeconds === null ? 0 : numberBytes));
  message.set(name);
  message.set(question, questionAt);
  message.set(pinHash, pinAt);
  // RFC 6287 §5.1: shorter session information is padded with zeros on its left.
  message.set(session, timeAt - session.length);
  const view = new DataView(message.buffer);
  return {
    message,
    putCounter(counter) {
      if (suite.hasCounter) putNumber(view, counterAt, counter);
    },
    putStep(step) {
      if (suite.periodSeconds !== null) putNumber(view, timeAt, step);
    },
  };
}

/** Eight bytes, the highest first; 2^32 divides exactly below 2^53. */
function putNumber(view: DataView, at: number, value: number): void {
  view.setUint32(at, Math.floor(value / 2 ** 32));
  view.setUint32(at + 4, value % 2 ** 32);
}

/** Returns the bytes given for a part; none if the suite, of which it has at most `most`, has no such part. */
function fitting(name: string, given: unknown, most: number | null): Uint8Array {
  if (given === undefined && most === null) return new Uint8Array(0);
  if (most === null) {
    throw new RangeError(`Cannot use ${name}: expected none, since the suite has no such part`);
  }
  if (!isBytes(given)) {
    throw new TypeError(`Cannot use ${name}: found ${inWords(given)}, expected bytes`);
  }
  if (given.length > most) {
    throw new RangeError(
      `Cannot use ${name}: found ${given.length} bytes, expected at most ${most}`,
    );
  }
  return given;
}

const questionForms = {
  N: { form: /^[0-9]+$/, wanted: "digits 0 to 9" },
  H: { form: /^[0-9A-Fa-f]+$/, wanted: "hexadecimal digits" },
  A: { form: /^[0-9A-Za-z]+$/, wanted: "letters A to Z and digits" },
} as const;

function encodedQuestion({ question }: OcraSuite, given: unknown): Uint8Array {
  const texts: readonly unknown[] = Array.isArray(given) ? given : [given];
  if (texts.length < 1 || texts.length > 2) {
    throw new RangeError(
      `Cannot use a challenge: found ${texts.length} of them, expected one or two`,
    );
  }
  const joined = texts.map((text) => checkedQuestion(question, text)).join("");
  switch (question.format) {
    case "A":
      return utf8ToBytes(joined);
    case "H":
      return nibbles(joined);
    case "N":
      // RFC 6287 §5.1 and the code of its appendix A: the number's hexadecimal digits, from the left.
      return nibbles(BigInt(joined).toString(16));
    default:
      return question.format satisfies never;
  }
}

function checkedQuestion({ format, lengthMax }: OcraSuite["question"], text: unknown): string {
  requireText("use a challenge", text);
  requireWhole("the length of a challenge", text.length, {
    ...{ min: 1, max: lengthMax, wanted: `1 to ${lengthMax} characters` },
  });
  const { form, wanted } = questionForms[format];
  if (form.test(text)) return text;
  throw new RangeError(`Cannot use a challenge: found other characters, expected ${wanted}`);
}

/** Returns the bytes of hexadecimal digits; behind an odd number of them stands a zero. */
function nibbles(digits: string): Uint8Array {
  return Uint8Array.from({ length: Math.ceil(digits.length / 2) }, (_, index) =>
    Number.parseInt(digits.slice(2 * index, 2 * index + 2).padEnd(2, "0"), 16),
  );
}
