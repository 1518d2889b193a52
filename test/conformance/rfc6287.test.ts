import { ocra, ocraPinHash, parseOcraSuite, verifyOcra } from "@jeton/core/ocra";
import { unixMilliseconds } from "@jeton/core/units";
import { KeypadKey, VirtualTime } from "@jeton/key";
import { describe, expect, test } from "vitest";
import {
  type OcraVector,
  ocraVectorPin,
  ocraVectorPinHash,
  rfc6287Vectors,
} from "../support/ocra-vectors.ts";

/** The vector as a question: joined challenges (C.2) as the two of which they are made. */
function questionOf({ suite, seed, question, counter, at }: OcraVector) {
  const { lengthMax } = parseOcraSuite(suite).question;
  const isMutual = question.length > lengthMax;
  return {
    suite,
    seed,
    question: isMutual
      ? ([question.slice(0, lengthMax), question.slice(lengthMax)] as const)
      : question,
    ...(suite.includes("-PSHA1") && { pinHash: ocraPinHash(suite, ocraVectorPin) }),
    ...(counter !== undefined && { counter }),
    ...(at !== undefined && { at }),
  };
}

describe("RFC 6287, appendix C", () => {
  test("is read whole: 70 rows of eleven tables", () => {
    expect(rfc6287Vectors).toHaveLength(70);
    expect(new Set(rfc6287Vectors.map(({ suite }) => suite)).size).toBe(9);
  });

  test("has the hash of the PIN that we make of it", () => {
    const hash = ocraPinHash("OCRA-1:HOTP-SHA256-8:QN08-PSHA1", ocraVectorPin);
    expect(Buffer.from(hash).toString("hex")).toBe(ocraVectorPinHash);
  });

  test.each(rfc6287Vectors)("core answers $question with $response: $suite", (vector) => {
    expect(ocra(questionOf(vector))).toBe(vector.response);
  });

  test.each(rfc6287Vectors)("core passes $response to $question: $suite", (vector) => {
    const { response, counter, at } = vector;
    const check = { ...questionOf(vector), response, ...(at !== undefined && { after: null }) };
    expect(verifyOcra(check)).toEqual({
      counter: counter === undefined ? null : counter + 1,
      step: at === undefined ? null : at / 60_000,
    });
    const wrong = `${response.slice(0, -1)}${(Number(response.at(-1)) + 1) % 10}`;
    const narrow = { ...(counter !== undefined && { lookAhead: 0 }) };
    expect(verifyOcra({ ...check, ...narrow, response: wrong })).toBeNull();
  });

  const typeable = rfc6287Vectors.filter(({ suite }) => /:(?:C-)?QN/.test(suite));

  test.each(typeable)("a key with a keypad shows $response for $question: $suite", (vector) => {
    const { suite, seed, question, counter, at, response } = vector;
    const timeSource = new VirtualTime(unixMilliseconds(at ?? 0));
    const made = {
      serial: "K",
      seed,
      suite,
      timeSource,
      ...(counter !== undefined && { counter }),
    };
    const pin = suite.includes("-PSHA1") ? ocraVectorPin : "";
    expect(new KeypadKey(made).answer(question, pin)).toBe(response);
  });
});
