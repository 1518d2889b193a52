import { unixMilliseconds } from "@jeton/core";
import {
  type Client,
  logIn,
  noClient,
  type Ports,
  submitPin,
  watchClock,
} from "@jeton/validator/parts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ApiBench, openApiBench } from "../service/api.ts";

// Goal: law 11. The same attempt within 30 s gets the same answer from any node and is counted once; the same
// id with other content is refused; no code lets anybody in twice.
// Method: draw what comes to two nodes over one store whose races are lost now and then: ids, PASSCODEs right
// and wrong, known and unknown identifiers, pauses. A short model says what must be answered again.

const pin = "k7m2";
const ids = ["first-id", "second-id", "third-id"] as const;

const anyAttempt = fc.record({
  node: fc.nat({ max: 1 }),
  id: fc.constantFrom(...ids, null),
  who: fc.constantFrom("camille", "camille", "nobody"),
  what: fc.constantFrom("right", "right", "wrong PIN", "wrong code"),
  copies: fc.constantFrom(1, 1, 2, 3),
  pause: fc.constantFrom(0, 1000, 9000, 20_000, 31_000, 60_000),
});

type Drawn = typeof anyAttempt extends fc.Arbitrary<infer T> ? T : never;

async function inService(): Promise<ApiBench> {
  const bench = await openApiBench();
  const { ports, key, time } = bench;
  const first = await logIn(ports, { identifier: "camille", passcode: key.code() ?? "" });
  if (first.kind !== "choose-pin") throw new Error(first.kind);
  await submitPin(ports, { transaction: first.transaction, pin, pinAgain: pin });
  time.advance(60_000);
  await logIn(ports, { identifier: "camille", passcode: pin + key.code() });
  time.advance(60_000);
  return bench;
}

/** A node with a clock of its own, to which every third change seems to come too late. */
function nodeOf({ ports }: ApiBench, aheadMilliseconds: number): Ports {
  let changes = 0;
  return {
    ...ports,
    clock: () => unixMilliseconds(ports.clock() + aheadMilliseconds),
    clockWatch: watchClock(),
    policy: {
      ...ports.policy,
      twoCodesFromGuess: 1000,
      lockAtFailure: 1000,
      delayFromFailure: 1000,
    },
    store: {
      ...ports.store,
      replace: async (...given) => {
        changes += 1;
        return changes % 3 !== 0 && ports.store.replace(...given);
      },
    },
  };
}

/** An id that comes again when one node's clock says that its time is over and the other's that it is not. */
const lastMoment: readonly Drawn[] = [
  { node: 1, id: "third-id", who: "camille", what: "right", copies: 1, pause: 0 },
  { node: 0, id: "first-id", who: "camille", what: "right", copies: 1, pause: 20_000 },
  { node: 0, id: "first-id", who: "camille", what: "right", copies: 1, pause: 9000 },
  { node: 0, id: "third-id", who: "camille", what: "right", copies: 1, pause: 1000 },
];

describe("an attempt", () => {
  test("is answered once, counted once and spent once, however often and wherever it comes", async () => {
    await fc.assert(fc.asyncProperty(fc.array(anyAttempt, { minLength: 1, maxLength: 14 }), play), {
      numRuns: 40,
      examples: [[lastMoment]],
    });
  }, 120_000);
});

/** What the model knows of an id. */
type Known = {
  readonly content: string;
  readonly at: number;
  readonly answer: string;
  readonly row: number;
  /** Whether the answer is the one that is remembered. */
  readonly isSure: boolean;
};

async function play(drawn: readonly Drawn[]): Promise<void> {
  const bench = await inService();
  const nodes = [nodeOf(bench, 0), nodeOf(bench, 40)] as const;
  const answered = new Map<string, Known>();
  const letIn = new Set<string>();
  const events = async () =>
    (await bench.ports.store.events("K1", { afterSequence: 0, limit: 1000 })).length;
  for (const [row, { node, id, who, what, copies, pause }] of drawn.entries()) {
    bench.time.advance(pause);
    const code = bench.key.code() ?? "";
    const wrong = code.startsWith("1") ? "000000" : "100000";
    const passcode = `${what === "wrong PIN" ? "9999" : pin}${what === "wrong code" ? wrong : code}`;
    const attempt = id === null ? null : { caller: "api 1", id };
    const client: Client = { ...noClient, flow: "flow", attempt };
    const before = await events();
    const all = await Promise.all(
      Array.from({ length: id === null ? 1 : copies }, (_, index) =>
        logIn(nodes[(node + index) % 2 === 0 ? 0 : 1], { identifier: who, passcode }, client),
      ),
    );
    const answers = new Set(all.map((each) => JSON.stringify(each)));
    expect(answers.size).toBe(1);
    const [answer = ""] = answers;
    const added = (await events()) - before;
    const isIn = answer.includes('"accepted"');
    const name = `${id} ${who}`;
    const known = id === null ? undefined : answered.get(name);
    const age = bench.time.now() - (known?.at ?? Number.NEGATIVE_INFINITY);
    // Nodes' clocks differ a little.
    const isLive = known !== undefined && age < 30_100;
    const isKnown = isLive && age < 29_900 && isRemembered(known, drawn, row);
    if (isKnown && known.content !== passcode) {
      expect(isIn).toBe(false);
      continue;
    }
    if (isKnown) {
      expect(answer).toBe(known.answer);
      if (who === "camille") expect(added).toBe(0);
      continue;
    }
    if (!isLive && who === "camille" && id !== null) expect(added).toBe(1);
    // At the very end of an id's time it may be answered again: a log-in's answer names one log-in only.
    const isAgain = isLive && known.content === passcode && known.answer === answer;
    if (isIn && !isAgain) {
      expect([who, what]).toEqual(["camille", "right"]);
      expect(letIn.has(code)).toBe(false);
      letIn.add(code);
    }
    // After what may be remembered or not, only a log-in is sure to be.
    const isSure = !isLive || isIn;
    const at = bench.time.now();
    if (id !== null) answered.set(name, { content: passcode, at, answer, row, isSure });
  }
}

/** A log-in is remembered; a refusal until two other attempts with ids came. */
function isRemembered({ answer, row, isSure }: Known, drawn: readonly Drawn[], now: number) {
  if (!isSure || answer.includes('"accepted"')) return isSure;
  return drawn.slice(row + 1, now).filter(({ id }) => id !== null).length < 2;
}
