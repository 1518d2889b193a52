import { ocra, ocraPinHash, verifyOcra } from "@jeton/core/ocra";
import { beforeEach, describe, expect, test } from "vitest";
import { AskedSim, simBegin, simSeedHex } from "../support/asked-sim.ts";

const seed = Uint8Array.from(Buffer.from(simSeedHex, "hex"));
const bare = "OCRA-1:HOTP-SHA1-6:QN08";
const counted = "OCRA-1:HOTP-SHA256-8:C-QN08-PSHA1";
const timed = "OCRA-1:HOTP-SHA512-8:QN08-T1M";

let sim: AskedSim;
beforeEach(() => {
  sim = new AskedSim();
});

const create = (fields: object) => sim.create({ kind: "ocra", ...fields });
const answer = (body: object) => sim.ask("POST", "/keys/000000001/response", body);
const keypad = (...buttons: string[]) => sim.ask("POST", "/keys/000000001/keypad", { buttons });
const show = async () => (await sim.ask("GET", "/keys/000000001")).said;

describe("POST /keys/K/response", () => {
  test("types the challenge and gives what the glass shows, as the validator computes it", async () => {
    await create({ suite: bare });
    const { status, said } = await answer({ challenge: "11111111" });
    expect([status, said]).toEqual([
      200,
      {
        ...{ serial: "000000001", kind: "ocra", challenge: "11111111", code: "243178" },
        ...{ counter: null, step: null, at: simBegin, wrong: null },
      },
    ]);
    expect(await show()).toMatchObject({
      kind: "ocra",
      suite: bare,
      mode: "response",
      code: "243178",
    });
    expect((await sim.ask("GET", "/keys/000000001/code")).said).toMatchObject({ code: "243178" });
  });

  test("moves the counter on, and types the PIN first", async () => {
    await create({ suite: counted, counter: 7 });
    const pinHash = ocraPinHash(counted, "4711");
    for (const counter of [7, 8]) {
      const { said } = await answer({ challenge: "12345678", pin: "4711" });
      const question = { seed, suite: counted, question: "12345678", counter, pinHash };
      expect(said).toMatchObject({ code: ocra(question), counter });
    }
    expect((await show()).counter).toBe(9);
  });

  test("takes the time of the key's own clock", async () => {
    await create({ suite: timed, offsetMilliseconds: 90_000 });
    const { said } = await answer({ challenge: "12345678" });
    expect(said).toMatchObject({
      code: ocra({ seed, suite: timed, question: "12345678", at: simBegin + 90_000 }),
      step: simBegin / 60_000 + 1,
    });
  });

  test.each([
    ...[{ wrong: "expired" }, { wrong: "next" }, { wrong: "next", steps: 20 }],
    ...[{ wrong: "flipped-digit" }, { wrong: "other-challenge" }],
  ])(
    "gives a response that no step around passes, and the key does not change: %j",
    async (how) => {
      for (const suite of [counted, timed]) {
        sim = new AskedSim();
        await create({ suite, ...(suite === counted && { counter: 50 }) });
        const pin = suite === counted ? { pin: "4711" } : {};
        const before = await show();
        const { status, said } = await answer({ challenge: "12345678", ...pin, ...how });
        expect([status, said.wrong]).toEqual([200, how.wrong]);
        expect(await show()).toEqual(before);
        const window =
          suite === counted
            ? { counter: 50, lookAhead: 0, pinHash: ocraPinHash(counted, "4711") }
            : { at: simBegin, window: 0, after: null };
        const check = { seed, suite, question: "12345678", response: said.code, ...window };
        expect(verifyOcra(check)).toBeNull();
        const right = (await answer({ challenge: "12345678", ...pin })).said.code;
        expect(verifyOcra({ ...check, response: right })).not.toBeNull();
        expect((await answer({ challenge: "1", ...pin, wrong: "replayed" })).said.code).toBe(right);
      }
    },
  );

  test.each([
    [{ challenge: "123456789" }, 400, /challenge of 9 digits/],
    [{ challenge: "12a" }, 400, /expected 1 to 64 digits/],
    [{ challenge: "1", pin: "1234" }, 400, /suite has none/],
    [{ challenge: "1", steps: 3 }, 400, /add wrong/],
    [{ challenge: "1", wrong: "expired" }, 409, /neither counter nor time/],
    [{ challenge: "1", wrong: "replayed" }, 409, /no code was given yet/],
  ])("refuses %j", async (body, status, says) => {
    await create({ suite: bare });
    const refused = await answer(body);
    expect(refused.status).toBe(status);
    expect(`${refused.said.detail} ${JSON.stringify(refused.said.errors ?? "")}`).toMatch(says);
  });

  test("asks for the PIN of a suite that has one", async () => {
    await create({ suite: counted });
    expect((await answer({ challenge: "1" })).said.detail).toMatch(/add pin/);
  });
});

describe("a key with a keypad over HTTP", () => {
  test("is pressed button by button, and shows what is typed", async () => {
    await create({ suite: bare });
    expect((await keypad("ok", "1", "2", "3", "4", "5", "6", "7", "8")).said).toMatchObject({
      ...{ mode: "challenge", seen: { kind: "code", code: "12345678" }, code: null },
    });
    expect((await keypad("ok")).said.mode).toBe("response");
    expect((await keypad("clear")).said.mode).toBe("dark");
    expect((await keypad("enter")).status).toBe(400);
  });

  test("has no code without a challenge, no button and no faults; other keys have no keypad", async () => {
    await create({ suite: bare });
    for (const path of ["code", "code?wrong=next"]) {
      const { status, said } = await sim.ask("GET", `/keys/000000001/${path}`);
      expect([status, said.detail]).toEqual([
        409,
        expect.stringMatching(/answers challenges, POST response/),
      ]);
    }
    const acts = { "next-code": {}, button: { act: "press" }, jump: { milliseconds: 1 } };
    for (const [act, body] of Object.entries(acts)) {
      expect((await sim.ask("POST", `/keys/000000001/${act}`, body)).status).toBe(409);
    }
    await sim.create({ serial: "T" });
    expect((await sim.ask("POST", "/keys/T/keypad", { buttons: ["ok"] })).said.detail).toMatch(
      /has no keypad, wanted a key of kind "ocra"/,
    );
    expect((await sim.ask("POST", "/keys/T/response", { challenge: "1" })).status).toBe(409);
  });

  test.each([
    [{}, /wanted a suite/],
    [{ suite: "OCRA-1:HOTP-SHA1-6:QA08" }, /decimal challenges/],
    [{ suite: "HOTP" }, /Cannot read an OCRA suite/],
    [{ suite: bare, counter: 3 }, /without C/],
    [{ suite: bare, parameters: { digits: 8 } }, /its suite says all/],
    [{ suite: bare, display: { kind: "always-on" } }, /always on/],
    [{ kind: "hotp", suite: bare }, /add kind "ocra"/],
  ])("is not made of %j", async (fields, says) => {
    const { status, said } = await create(fields);
    expect(status).toBe(400);
    expect(said.detail).toMatch(says);
  });

  test("is drawn with a seed as long as its hash, told once and without an otpauth URI", async () => {
    const made = await sim.ask("POST", "/keys", { from: "random", kind: "ocra", suite: timed });
    expect(made.said).toEqual([{ serial: "000000001", seedHex: "07".repeat(64) }]);
  });
});
