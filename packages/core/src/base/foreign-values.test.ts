import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyForeign } from "../../../../test/arbitraries/foreign.ts";
import * as core from "../index.ts";

const prepared = core.prepareSeed(new Uint8Array(20).fill(7), "SHA-1");
const parameters = core.codeParameters();
const window = { from: core.timeStep(10), to: core.timeStep(14) };
const interval = { min: -5, max: 5 };

type Call = {
  /** Arguments that are right; a foreign value, or a field of one, takes the place of some. */
  readonly right: readonly unknown[];
  readonly isResult: (result: never) => boolean;
};

const isStep = (step: unknown) => Number.isSafeInteger(step) && (step as number) >= 0;
const isParameters = ({ digits, periodSeconds, t0Seconds, algorithm }: core.CodeParameters) =>
  [digits, periodSeconds].every((value) => isStep(value) && value > 0) &&
  isStep(t0Seconds) &&
  core.algorithms.includes(algorithm);

const calls: Readonly<Record<string, Call>> = {
  checkPin: {
    right: ["4071", core.defaultPinPolicy],
    isResult: ({ ok }: ReturnType<typeof core.checkPin>) => typeof ok === "boolean",
  },
  checkedPolicy: { right: [core.defaultPolicy], isResult: (policy) => typeof policy === "object" },
  codeAt: {
    right: [prepared, core.timeStep(1), parameters],
    isResult: (code: string) => /^[0-9]{6,10}$/.test(code),
  },
  codeParameters: { right: [parameters], isResult: isParameters },
  counterParameters: {
    right: [core.counterParameters()],
    isResult: (made: core.CounterParameters) => made.movingFactor === "counter" && made.digits >= 6,
  },
  firstCounter: {
    right: [5, core.unixMilliseconds(0)],
    isResult: ({ next, since }: core.CounterBelief) => isStep(next) && isStep(since),
  },
  equalBytes: {
    right: [new Uint8Array(2), new Uint8Array(2)],
    isResult: (result) => typeof result === "boolean",
  },
  findCode: {
    right: [prepared, "123456", 6, window],
    isResult: (steps: readonly number[]) => steps.every(isStep),
  },
  holderIdentifier: {
    right: ["camille"],
    isResult: (text) => text === null || typeof text === "string",
  },
  keyParameters: {
    right: [parameters],
    isResult: (made: core.CodeParameters) => isParameters(made) && made.periodSeconds >= 15,
  },
  momentAfter: { right: [core.unixMilliseconds(5), 10], isResult: isStep },
  middle: { right: [interval], isResult: (value) => Number.isInteger(value) },
  parsePasscode: {
    right: ["4071123456", 6],
    isResult: ({ ok }: core.ParsedPasscode) => typeof ok === "boolean",
  },
  parseSparePasscode: {
    right: ["4071ABCDEFGHJK"],
    isResult: (read: ReturnType<typeof core.parseSparePasscode>) =>
      read === null || typeof read.spare === "string",
  },
  parseSeedHex: { right: ["00ff"], isResult: (seed: Uint8Array) => seed.length > 0 },
  prepareSeed: {
    right: [new Uint8Array(20), "SHA-256", null],
    isResult: (made: core.PreparedSeed) => isStep(made.truncatedAt(core.timeStep(1))),
  },
  stepAt: {
    right: [core.unixMilliseconds(60_000), parameters],
    isResult: (step) => step === null || isStep(step),
  },
  stepStartsAt: { right: [core.timeStep(1), parameters], isResult: isStep },
  timeStep: { right: [1], isResult: isStep },
  unixMilliseconds: { right: [1], isResult: isStep },
};

/**
 * Functions over what only the core makes: records, beliefs, keyrings, trails, sealed texts. Their
 * callers have it from the core; what a foreign value does there is not promised yet.
 */
const overOwnData: readonly string[] = [
  ...["OtpError", "RecordDamagedError", "actEvent", "actOnKey", "authenticate"],
  ...["beginPinChange", "believed", "blockedUntil", "chainEvent", "checkAnchor"],
  ...["checkRecordSeal", "checkSignature", "checkpointHash"],
  ...["choosePin", "clientHash", "codeAfter", "confirmPinChange", "createKeyring"],
  ...["attemptBytes", "attemptFlow", "decideOnce", "markAttempt", "repeatedLogin"],
  ...["documentsHash", "isSameCost", "pinHashCosts", "pinSaltOf", "renewPin", "writeOff"],
  ...["decodeCheckpoint", "decodeRecord", "encodeRecord", "failureCount"],
  ...["hasEnded", "hasEndedBy", "hashPin", "headFields", "headsHash", "isDeviceOf"],
  ...["isPinChangeOpen", "isTermOver", "isWithin", "keyedName", "makePinVerifier"],
  ...["markCheckpoint", "markedCheckpoint", "masterKeyIds", "newKeyRecord"],
  ...["nextCodeAt", "nextEpoch", "notSealed", "noteShift", "observe", "offsetAt", "openBody"],
  ...["openDevice", "openPinChange", "openSeed", "openTransaction", "outcome", "pastOf"],
  ...["pinQuestion", "putMark", "readMark", "requireSeals", "reseal", "resynchronise"],
  ...["sealBody", "sealDevice", "sealPinChange", "sealRecord", "sealTransaction", "signAnchor"],
  ...["signCheckpoint", "signOut", "storyAfter", "storyFrom", "storyProblem"],
  ...["termEnd", "transactionHash", "unlearntBelief", "upgradeRecord", "verifyChain"],
  ...[
    "passingWindows",
    "withNewPin",
    "isRenewable",
    "renewCommissioning",
    "renewedTerm",
    "seal",
    "unseal",
  ],
  ...["challengeId", "challengedKey", "drawQuestion", "openChallenge", "sealChallenge"],
  ...["countsUntil", "drawLetters", "drawRecoveryCodes", "drawTemporaryCode"],
  ...["issueRecoveryCodes", "recoveryCodesLeft", "spareCodeWords", "spareQuestions"],
  ...["isTemporaryCodeOver", "settleTemporaryCode", "datesAt", "isAssignment"],
  ...["clockSetBy", "clockSetSince", "fleetRate", "isBeyond", "learn", "measuredRate"],
  ...["passesAtOnceUntil"],
  ...["clockOf", "counterWindows", "isCounterBased", "movingFactorOf", "sightOf", "spentUpTo"],
];

/** Arguments of which any may be foreign, or have one field that is. */
function spoilt(right: readonly unknown[]): fc.Arbitrary<readonly unknown[]> {
  const each = right.map((value) => {
    const isPlain = typeof value === "object" && value !== null && !ArrayBuffer.isView(value);
    const withField = isPlain
      ? [
          fc
            // What somebody else's function returns is theirs.
            .tuple(
              fc.constantFrom(...Object.keys(value)),
              anyForeign.filter((each) => typeof each !== "function"),
            )
            .map(([name, found]) => ({ ...value, [name]: found })),
        ]
      : [];
    return fc.oneof(fc.constant(value), anyForeign, ...withField);
  });
  return fc.tuple(...each);
}

// Goal: whoever calls the library with a foreign value learns of it at once and in our words, and a
// number that is no step never gets a code.
// Method: every function of the index that takes plain values, with values of any kind in place of
// any argument or field: it returns what it documents, or throws TypeError, RangeError or OtpError
// with a message of our form. The engine's own begin with "Cannot", too, but have no colon.
describe("a public function given foreign values", () => {
  const named: ReadonlyMap<string, unknown> = new Map(Object.entries(core));

  test("is known here, each of them", () => {
    const functions = [...named].filter(([, value]) => typeof value === "function");
    const known = [...Object.keys(calls), ...overOwnData];
    expect(functions.map(([name]) => name).toSorted()).toEqual(known.toSorted());
  });

  test.each(Object.keys(calls))("returns what it says, or refuses in our words: %s", (name) => {
    const { right, isResult } = calls[name] as Call;
    const call = named.get(name) as (...given: readonly unknown[]) => never;
    expect(isResult(call(...right))).toBe(true);
    const property = fc.property(spoilt(right), (given) => {
      try {
        expect([given, isResult(call(...given))]).toEqual([given, true]);
      } catch (error) {
        if (!isOurs(error)) throw error;
      }
    });
    fc.assert(property, { numRuns: 1000 });
  });

  const noStep: readonly (readonly [unknown, string])[] = [
    ...[null, undefined, "1", 1n, {}].map((value) => [value, "TypeError"] as const),
    ...[Number.NaN, -1, 1.9, 2 ** 53, Number.POSITIVE_INFINITY].map(
      (value) => [value, "RangeError"] as const,
    ),
  ];

  test.each(noStep)("has no code for the step %s: %s", (value, wanted) => {
    const step = value as core.TimeStep;
    for (const algorithm of core.algorithms) {
      const seed = core.prepareSeed(new Uint8Array(20), algorithm);
      expect(nameOf(() => seed.truncatedAt(step))).toBe(wanted);
      expect(nameOf(() => core.codeAt(seed, step, { ...parameters, algorithm }))).toBe(wanted);
      expect(nameOf(() => core.findCode(seed, "123456", 6, { from: step, to: step }))).toBe(wanted);
    }
  });

  test("has no code once a prepared seed was destroyed, whatever its hash", () => {
    for (const algorithm of core.algorithms) {
      const seed = core.prepareSeed(new Uint8Array(20), algorithm);
      seed.destroy();
      expect(nameOf(() => seed.truncatedAt(core.timeStep(1)))).toBe("TypeError");
    }
  });

  test("names what it found, but never a text: it may be a PASSCODE", () => {
    const read = (text: unknown) => () => core.parsePasscode(text as string, 6);
    expect(read(123456)).toThrow(
      new TypeError("Cannot read a PASSCODE: found 123456, expected text"),
    );
    expect(read(["4071123456"])).toThrow(/found an object, expected text$/);
    const step = "4071123456" as unknown as core.TimeStep;
    expect(() => core.codeAt(prepared, step, parameters)).toThrow(
      /^Cannot use text as a time step/,
    );
  });
});

function isOurs(error: unknown): boolean {
  const isKind =
    error instanceof TypeError || error instanceof RangeError || error instanceof core.OtpError;
  return isKind && /^Cannot [a-z].*: \S/su.test(error.message);
}

function nameOf(act: () => unknown): string {
  try {
    return `found ${String(act())}`;
  } catch (error) {
    return isOurs(error) ? (error as Error).name : `foreign: ${String(error)}`;
  }
}
