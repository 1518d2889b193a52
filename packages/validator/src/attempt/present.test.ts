import {
  authenticate,
  codeParameters,
  type Decision,
  type KeyRecord,
  type KeyShift,
  pinQuestion,
} from "@jeton/core";
import { describe, expect, test } from "vitest";
import { holder, openStage, pin, type Stage } from "../../../../test/support/stage.ts";
import type { Ports } from "../ports/ports.ts";
import { noClient } from "./client.ts";
import { holderOf, keyOf } from "./log-in.ts";
import { lineOf, type Presentation, present } from "./present.ts";

const device = "d".repeat(64);

async function inService(): Promise<Stage> {
  const stage = await openStage();
  await stage.commission();
  return stage;
}

/** Ports that note what they are told. */
function noting(ports: Ports) {
  const decisions: Decision["kind"][] = [];
  const repeated: Decision["kind"][] = [];
  const shifts: KeyShift[] = [];
  const lines: (string | undefined)[] = [];
  const noted: Ports = {
    ...ports,
    onAttempt: (kind) => decisions.push(kind),
    onRepeatedAttempt: (kind) => repeated.push(kind),
    clockWatch: { alarm: () => null, note: (shift) => shifts.push(shift) },
    hashPin(question, line) {
      lines.push(line);
      return ports.hashPin(question, line);
    },
  };
  return { ports: noted, decisions, repeated, shifts, lines };
}

const storedKey = async ({ ports, serial }: Stage): Promise<KeyRecord> => {
  const stored = await ports.store.load(serial);
  if (stored === null) throw new TypeError("expected a key");
  return stored.record;
};
const guesses = async (stage: Stage) => (await storedKey(stage)).failures.strangers.guesses;

/** Presents a text as the holder's. */
function type(stage: Stage, typed: string, presentation: Presentation = {}, ports = stage.ports) {
  return present(ports, typed, holderOf(ports, { identifier: holder }), presentation);
}

describe("present()", () => {
  test("stores what it decides before it answers: code and failure are in the record", async () => {
    const stage = await inService();
    const wrong = await type(stage, `9999${stage.code()}`);
    expect(wrong?.decision).toEqual({ kind: "refused", reason: "wrong-pin" });
    // The store seals what it is given.
    expect({ ...wrong?.record, mac: "" }).toEqual({ ...(await storedKey(stage)), mac: "" });
    expect(wrong?.record.failures.strangers.wrongPins).toBe(1);
    stage.advance(60);
    const right = await type(stage, pin + stage.code());
    expect(right).toMatchObject({ decision: { kind: "accepted" }, isDamaged: false });
    expect(right?.at).toBe(stage.ports.clock());
    expect({ ...right?.record, mac: "" }).toEqual({ ...(await storedKey(stage)), mac: "" });
  });

  test("tells what became of each attempt, and of one on no key that it was refused", async () => {
    const stage = await inService();
    const { ports, decisions, repeated } = noting(stage.ports);
    await type(stage, `9999${stage.code()}`, {}, ports);
    stage.advance(60);
    await type(stage, pin + stage.code(), {}, ports);
    expect(await present(ports, "4071123456", keyOf(ports, "none"))).toBeNull();
    await type(stage, "no PASSCODE", {}, ports);
    expect(decisions).toEqual(["refused", "accepted", "refused", "refused"]);
    expect(repeated).toEqual([]);
    // Where nobody listens it is decided all the same, on no key as well.
    expect(await present(stage.ports, "4071123456", keyOf(stage.ports, "none"))).toBeNull();
  });

  test("shows the guard of the clock what a log-in tells of it, and nothing else", async () => {
    const stage = await inService();
    const { ports, shifts } = noting(stage.ports);
    await type(stage, `9999${stage.code()}`, {}, ports);
    await type(stage, pin + stage.code(5000), {}, ports);
    await type(stage, "no PASSCODE", {}, ports);
    expect(shifts).toEqual([]);
    stage.advance(60);
    await type(stage, pin + stage.code(), {}, ports);
    expect(shifts).toMatchObject([{ serial: stage.serial, at: ports.clock() }]);
    expect(Math.abs(shifts[0]?.shift ?? Number.NaN)).toBeLessThan(60_000);
  });

  test("decides where nobody knows what keys have in use", async () => {
    const stage = await inService();
    const { inUse: _, ...ports } = stage.ports;
    expect((await type(stage, pin + stage.code(), {}, ports))?.decision.kind).toBe("accepted");
  });

  test("believes codes nothing of a clock while the guard's alarm stands", async () => {
    const stage = await inService();
    const { clock } = await storedKey(stage);
    const alarm = { since: stage.ports.clock(), serverShift: 60_000 };
    const clockWatch = { alarm: () => alarm, note: () => undefined };
    await type(stage, pin + stage.code(), {}, { ...stage.ports, clockWatch });
    expect((await storedKey(stage)).clock).toEqual(clock);
    stage.advance(60);
    await type(stage, pin + stage.code());
    expect((await storedKey(stage)).clock).not.toEqual(clock);
  });
});

describe("a text that is no PASSCODE", () => {
  test("is refused without a change, unless the door counts it anyway", async () => {
    const stage = await inService();
    const before = await storedKey(stage);
    for (const text of ["", "12345", "soleil couchant"]) {
      const answer = await type(stage, text);
      expect(answer?.decision).toEqual({ kind: "refused", reason: "malformed" });
      expect(answer?.at).toBe(stage.ports.clock());
    }
    expect(await storedKey(stage)).toEqual(before);
    await type(stage, "soleil couchant", { isCountedAnyway: false });
    expect(await guesses(stage)).toBe(0);
    const counted = await type(stage, "soleil couchant", { isCountedAnyway: true });
    expect(counted?.decision).toEqual({ kind: "refused", reason: "wrong-code" });
    expect(await guesses(stage)).toBe(1);
  });

  // A quick answer would tell that the identifier is known, and that its key shows more digits (law 6).
  test("for the key alone, whose codes are longer, is counted like a wrong code", async () => {
    const stage = await openStage(codeParameters({ digits: 8 }));
    expect((await type(stage, "123456"))?.decision).toMatchObject({ reason: "wrong-code" });
    expect((await type(stage, "12345"))?.decision).toMatchObject({ reason: "malformed" });
    expect(await guesses(stage)).toBe(1);
    expect((await type(stage, stage.code()))?.decision.kind).toBe("choose-pin");
  });

  test("is none that comes as PIN and code in fields of their own", async () => {
    const stage = await inService();
    const presenter = holderOf(stage.ports, { identifier: holder });
    const passcode = { pin, code: stage.code() };
    expect((await present(stage.ports, passcode, presenter))?.decision.kind).toBe("accepted");
  });
});

describe("the line in which a PIN waits", () => {
  test("is that of the name that was typed, known or not, or the one that the door gives", async () => {
    const stage = await inService();
    const { ports, lines } = noting(stage.ports);
    await type(stage, `9999${stage.code(5000)}`, {}, ports);
    await present(ports, "9999123456", holderOf(ports, { identifier: "Nobody" }));
    await type(stage, `9999${stage.code(5000)}`, { line: "a line" }, ports);
    expect([...new Set(lines)]).toEqual(["holder camille", "holder nobody", "a line"]);
  });

  test("is a device's own where the client is known", async () => {
    const stage = await inService();
    const { ports, lines } = noting(stage.ports);
    await type(stage, `9999${stage.code(5000)}`, { device, line: "a line" }, ports);
    expect([...new Set(lines)]).toEqual([`device ${device}`]);
  });

  test("has a name of 160 characters at most", () => {
    expect(lineOf("a line")).toBe("a line");
    expect(lineOf("x".repeat(1000))).toBe("x".repeat(160));
  });
});

describe("a client with a history", () => {
  test("has failures of its own, and leaves the others' alone", async () => {
    const stage = await inService();
    await type(stage, `9999${stage.code()}`, { device });
    const { strangers, devices } = (await storedKey(stage)).failures;
    expect(strangers.wrongPins).toBe(0);
    expect(devices).toMatchObject([{ id: device, wrongPins: 1 }]);
  });

  test("is the one that carries on a commissioning, while that stands", async () => {
    const stage = await openStage();
    await stage.commission("pin");
    const { state } = await storedKey(stage);
    if (state.kind !== "confirming-pin") throw new TypeError(state.kind);
    const { transaction } = state;
    await type(stage, `9999${stage.code(5000)}`, { transaction });
    expect((await storedKey(stage)).failures.devices).toMatchObject([{ id: transaction }]);
    expect(await guesses(stage)).toBe(0);
    await type(stage, `9999${stage.code(5000)}`, { transaction: "ab".repeat(32) });
    expect(await guesses(stage)).toBe(1);
    stage.advance(600);
    await type(stage, `9999${stage.code(5000)}`, { transaction });
    expect(await guesses(stage)).toBe(2);
  });

  test("is none by a transaction once the key is in service", async () => {
    const stage = await openStage();
    await stage.commission("first-code");
    const { state } = await storedKey(stage);
    if (state.kind !== "choosing-pin") throw new TypeError(state.kind);
    const { transaction } = state;
    await type(stage, `9999${stage.code(5000)}`, { transaction });
    expect((await storedKey(stage)).failures.devices).toMatchObject([{ id: transaction }]);
    const over = await inService();
    await type(over, `9999${over.code(5000)}`, { transaction });
    expect(await guesses(over)).toBe(1);
  });
});

// Law 11: the same attempt, sent again, gets the same answer.
describe("an attempt with an id", () => {
  const attempt = { caller: "api 1", id: "the same id" };
  const client = { ...noClient, flow: "a flow", attempt };

  test("lets in once, and answers the same when it is sent again", async () => {
    const stage = await inService();
    const { ports, decisions, repeated, shifts, lines } = noting(stage.ports);
    const passcode = pin + stage.code();
    const first = await type(stage, passcode, { client }, ports);
    const hashes = lines.length;
    stage.advance(5);
    const again = await type(stage, passcode, { client }, ports);
    expect(again?.decision).toEqual(first?.decision);
    expect(again?.at).toBe(first?.at);
    expect(again?.draw(16, ["x"])).toEqual(first?.draw(16, ["x"]));
    expect([decisions, repeated]).toEqual([["accepted"], ["accepted"]]);
    expect([shifts.length, lines.length]).toEqual([1, hashes]);
  });

  test("is refused with anything else in it: a text, a flow, a device, a token", async () => {
    const stage = await inService();
    const passcode = pin + stage.code();
    const given = { client, token: "a token" };
    expect((await type(stage, passcode, given))?.decision.kind).toBe("accepted");
    for (const [text, other] of [
      [`9999${stage.code()}`, given],
      [passcode, { ...given, token: "other" }],
      [passcode, { client }],
      [passcode, { ...given, client: { ...client, flow: null } }],
      [passcode, { ...given, client: { ...client, devices: ["a device"] } }],
    ] as const) {
      expect((await type(stage, text, other))?.decision.kind).toBe("refused");
    }
    const presenter = holderOf(stage.ports, { identifier: holder });
    const parted = await present(stage.ports, { pin, code: stage.code() }, presenter, given);
    expect(parted?.decision.kind).toBe("refused");
    expect((await type(stage, passcode, given))?.decision.kind).toBe("accepted");
  });

  test("is its PIN and its code where they come in fields of their own", async () => {
    const stage = await inService();
    const presenter = holderOf(stage.ports, { identifier: holder });
    const kindOf = async (passcode: { readonly pin: string | null; readonly code: string }) =>
      (await present(stage.ports, passcode, presenter, { client }))?.decision.kind;
    const right = { pin, code: stage.code() };
    expect([await kindOf(right), await kindOf(right)]).toEqual(["accepted", "accepted"]);
    for (const other of [{ pin: "9999" }, { pin: null }, { code: stage.code(1) }]) {
      expect(await kindOf({ ...right, ...other })).toBe("refused");
    }
  });

  test("begins one commissioning, whose name is the same in each answer", async () => {
    const stage = await openStage();
    const code = stage.code();
    const first = await type(stage, code, { client });
    const again = await type(stage, code, { client });
    expect(first?.decision.kind).toBe("choose-pin");
    expect(again?.transactionId).toEqual(first?.transactionId);
    expect(first?.transactionId).toHaveLength(16);
    expect(first?.transactionId).toEqual(first?.draw(16, ["transaction"]));
    // Without an id each attempt has a name of its own.
    const [one, next] = [await type(stage, code), await type(stage, code)];
    expect(one?.transactionId).not.toEqual(next?.transactionId);
  });
});

describe("a judge of its own", () => {
  test("says what is hashed and how it is decided", async () => {
    const stage = await inService();
    const asked: string[] = [];
    const judge = {
      question: (...given: Parameters<typeof pinQuestion>) => {
        asked.push("question");
        return pinQuestion(...given);
      },
      decide: (...given: Parameters<typeof authenticate>) => {
        asked.push("decide");
        return authenticate(...given);
      },
    };
    const answer = await type(stage, pin + stage.code(), { judge });
    expect(answer?.decision.kind).toBe("accepted");
    expect(asked).toEqual(["question", "decide"]);
  });
});
