import { expect } from "vitest";
import { independentOcra } from "../support/independent-ocra.ts";

/** Sends a body by POST, and checks the answer against what the API's description says of it. */
type Ask = (
  path: string,
  body: unknown,
  expected?: {
    readonly status?: number;
    /** The id of the attempt. Default: none. */
    readonly id?: string;
    readonly serial?: string;
  },
) => Promise<Readonly<Record<string, unknown>>>;

const suite = "OCRA-1:HOTP-SHA1-6:C-QN08";
const refused: unknown = { result: "refused", flow: expect.any(String) };

/** Adds a key with a keypad, and goes through its first use and its log-ins by challenges. */
export async function answerChallenges(ask: Ask): Promise<void> {
  await addKey(ask);
  const seed = new Uint8Array(20).fill(7);
  let counter = -1;
  const answered = async (pin: string, id?: string) => {
    const { question, challenge } = await ask("/api/v1/challenges", { identifier: "olga" });
    counter += 1;
    const response = independentOcra({ seed, suite, question: String(question), counter });
    const body = { identifier: "olga", challenge, passcode: pin + response };
    const expected = id === undefined ? {} : { id };
    const once = await ask("/api/v1/challenges/answer", body, expected);
    return [once, await ask("/api/v1/challenges/answer", body, expected)] as const;
  };
  const [first] = await answered("");
  expect(first).toMatchObject({ challenge: "choose-pin", suite, nextCodeAt: null });
  const chosen = { transaction: first.transaction, pin: "k7m2", pinAgain: "k7m2" };
  expect(await ask("/api/v1/transactions/pin", chosen)).toMatchObject({
    ...{ challenge: "confirm-passcode", suite },
  });
  // Without an id the same answer again is an answer to a challenge that was answered.
  expect(await answered("k7m2")).toMatchObject([{ commissioned: true }, refused]);
  const [done, again] = await answered("k7m2", "answer-number-3");
  expect(done).toMatchObject({ result: "accepted", holder: "olga", commissioned: false });
  expect(again).toEqual(done);
  await askNobody(ask);
}

/** A suite says all but the counter. */
async function addKey(ask: Ask): Promise<void> {
  const key = { serial: "O-1", seedHex: "07".repeat(20), suite };
  for (const wrong of [{}, { counter: 0, digits: 6 }, { counter: 0, suite: "OCRA-1" }]) {
    await ask("/api/v1/keys", { ...key, ...wrong }, { status: 400 });
  }
  const added = await ask("/api/v1/keys", { ...key, counter: 0 }, { status: 201 });
  expect(added).toMatchObject({ suite, counter: 0, digits: 6, algorithm: "SHA-1" });
  const assign = { act: "assign", identifier: "olga" };
  await ask("/api/v1/keys/{serial}/acts", assign, { serial: "O-1" });
}

async function askNobody(ask: Ask): Promise<void> {
  const shapes = [];
  for (const identifier of ["olga", "nobody"]) {
    const { question, challenge } = await ask("/api/v1/challenges", { identifier });
    shapes.push([question, challenge].map((text) => String(text).length));
    const vain = { identifier, challenge, passcode: "k7m2123456" };
    expect(await ask("/api/v1/challenges/answer", vain)).toEqual(refused);
  }
  expect(shapes[1]).toEqual(shapes[0]);
}
