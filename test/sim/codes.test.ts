import { beforeEach, describe, expect, test } from "vitest";
import { AskedSim, simBegin, simSeedHex } from "../support/asked-sim.ts";

let sim: AskedSim;
beforeEach(() => {
  sim = new AskedSim();
});

const code = async (query = "", serial = "000000001") =>
  sim.ask("GET", `/keys/${serial}/code${query}`);
const next = async (asked: object = {}) => sim.ask("POST", "/keys/000000001/next-code", asked);
const advance = (milliseconds: number) => sim.ask("POST", "/time/advance", { milliseconds });

// simBegin is the start of a minute, and these keys have a period of 60 s.
describe("GET /keys/K/code", () => {
  test("reads the glass and tells for how long the key shows it", async () => {
    await sim.create();
    await advance(20_000);
    const { status, said } = await code("?min-validity=40");
    expect(status).toBe(200);
    expect(said).toEqual({
      ...{ serial: "000000001", kind: "totp", code: sim.house.key("000000001").code() },
      ...{ step: simBegin / 60_000, at: simBegin + 20_000, validForMilliseconds: 40_000 },
      wrong: null,
    });
    const text = await sim.ask("GET", "/keys/000000001/code.txt?min-validity=5");
    expect(text).toEqual({ status: 200, said: `${said.code}\n` });
  });

  test("never moves time nor the key: where time stands still it says how far to advance", async () => {
    await sim.create();
    await advance(56_000);
    const before = sim.states();
    const { status, said } = await code("?min-validity=5");
    expect(status).toBe(409);
    expect(said.detail).toBe(
      'Cannot give a code of the key "000000001": the next code comes in 4 s and time stands still, POST /api/v1/time/advance {"milliseconds":4000}, or next-code with "advance":true',
    );
    expect([sim.states(), sim.house.time.view().at]).toEqual([before, simBegin + 56_000]);
    await advance(4000);
    expect((await code("?min-validity=5")).said.validForMilliseconds).toBe(60_000);
  });

  test("reads what a holder reads: wrong digits of a broken glass, and nothing where nothing is", async () => {
    await sim.create();
    const right = (await code()).said.code;
    await sim.ask("POST", "/keys/000000001/glass", { deadSegments: ["0B", "1B", "2B", "3B"] });
    const { status, said } = await code();
    expect(status === 409 || said.code !== right).toBe(true);
    await sim.ask("POST", "/keys/000000001/glass", { contrast: 0 });
    expect((await code()).said.detail).toMatch(/found ".*" on the glass, wanted digits/);
    await sim.create({ serial: "B", display: { kind: "button", shownMilliseconds: 30_000 } });
    expect((await code("", "B")).said.detail).toMatch(/dark, press the button, or POST next-code/);
    await sim.create({ serial: "S", selfTestMilliseconds: 2000 });
    expect((await code("", "S")).said.detail).toMatch(/self-test/);
  });

  test.each<[string, RegExp]>([
    ["?min-validity=61", /lasts 61 s: expected at most the key's period, 60 s/],
    ["?min-validity=-1", /min-validity/],
    ["?min-validity=soon", /min-validity/],
    ["?wait=601", /wait/],
    ["?wrong=bad", /wrong/],
    ["?steps=3", /add wrong=expired or wrong=next/],
    ["?wrong=next&steps=0", /steps/],
    ["?minvalidity=5", /minvalidity/],
  ])("refuses %s", async (query, says) => {
    await sim.create();
    const { status, said } = await code(query);
    expect(status).toBe(400);
    expect(`${said.detail} ${JSON.stringify(said.errors ?? "")}`).toMatch(says);
  });
});

describe("GET /keys/K/code?wrong=…", () => {
  test("gives codes of other steps, the one given last, and one with a digit changed", async () => {
    await sim.create();
    const key = sim.house.key("000000001");
    const right = key.code();
    expect((await code("?wrong=replayed")).said.detail).toMatch(/no code was given yet/);
    await code();
    await advance(60_000);
    expect((await code("?wrong=replayed")).said).toMatchObject({
      ...{ code: right, wrong: "replayed", validForMilliseconds: 0 },
    });
    expect((await code("?wrong=expired&steps=1")).said.code).toBe(right);
    const ahead = (await code("?wrong=next")).said;
    await advance(60_000);
    expect(ahead).toMatchObject({ code: key.code(), wrong: "next", validForMilliseconds: 0 });
    const now = key.code() ?? "";
    const flipped = (await code("?wrong=flipped-digit")).said.code;
    expect([...flipped].filter((digit, at) => digit !== now[at])).toHaveLength(1);
  });

  test("gives no code that was only made up as replayed", async () => {
    await sim.create();
    await code("?wrong=flipped-digit");
    await code("?wrong=next");
    expect((await code("?wrong=replayed")).status).toBe(409);
  });
});

describe("POST /keys/K/next-code", () => {
  test("gives each code once, and moves time only when it is asked to", async () => {
    await sim.create();
    const first = (await next()).said;
    expect((await next()).said.detail).toMatch(/comes in 60 s and time stands still/);
    const second = (await next({ advance: true, minValiditySeconds: 5 })).said;
    expect(second).toMatchObject({ step: first.step + 1, at: simBegin + 60_000 });
    await code();
    expect((await next({ advance: true })).said.step).toBe(first.step + 2);
  });

  test("passes over a code that does not last, and wakes a dark key", async () => {
    await sim.create({ display: { kind: "button", shownMilliseconds: 10_000 } });
    await advance(58_000);
    const { said } = await next({ advance: true, minValiditySeconds: 5 });
    expect(said).toMatchObject({ at: simBegin + 60_000, validForMilliseconds: 60_000 });
    expect(said.code).toBe(sim.house.key("000000001").code());
  });

  test("does not look for ever at a display that stands still", async () => {
    await sim.create();
    await next();
    await sim.ask("POST", "/keys/000000001/faults", { name: "frozen-display" });
    const { status, said } = await next({ advance: true });
    expect([status, said.detail]).toEqual([
      ...[409, expect.stringMatching(/none came in 5 periods that is new and lasts long enough/)],
    ]);
    expect((await next({ minValiditySeconds: 61 })).status).toBe(400);
    await sim.ask("DELETE", "/keys/000000001/faults");
    // Its codes last 30 s, whatever the factory meant.
    await sim.ask("POST", "/keys/000000001/faults", {
      ...{ name: "wrong-period", values: { seconds: 30 } },
    });
    expect((await next({ advance: true, minValiditySeconds: 45 })).status).toBe(409);
  });

  test("waits out a self-test, and gives up on a key that will never show a code", async () => {
    await sim.create({ selfTestMilliseconds: 2000 });
    expect((await next({ advance: true })).said.at).toBe(simBegin + 2000);
    await sim.ask("POST", "/keys/000000001/faults", { name: "blank-display" });
    expect((await next({ advance: true })).status).toBe(409);
  });
});

describe("a key of kind hotp", () => {
  const rfc4226 = ["755224", "287082", "359152", "969429", "338314"];
  const make = (fields: object = {}) => sim.create({ kind: "hotp", ...fields });

  test("shows RFC 4226's codes, one for each press, and is dark otherwise", async () => {
    await make();
    expect((await sim.ask("GET", "/keys/000000001")).said).toEqual({
      ...{ kind: "hotp", serial: "000000001", parameters: { algorithm: "SHA-1", digits: 6 } },
      ...{ display: { kind: "button", shownMilliseconds: 30_000 }, at: simBegin, counter: 0 },
      ...{ code: null, seen: { kind: "unreadable", text: "      " } },
      ...{ mode: "dark", nextChangeAt: null },
    });
    expect((await code()).said.detail).toMatch(/dark/);
    const press = () => sim.ask("POST", "/keys/000000001/button", { act: "press" });
    expect((await press()).said).toMatchObject({ code: rfc4226[0], counter: 1, mode: "shown" });
    expect((await code("?min-validity=5")).said).toEqual({
      ...{ serial: "000000001", kind: "hotp", code: rfc4226[0], step: 0, at: simBegin },
      ...{ validForMilliseconds: null, wrong: null },
    });
    expect((await next()).said).toMatchObject({ code: rfc4226[1], step: 1 });
    expect((await sim.ask("GET", "/keys/000000001/display.txt")).said).toMatch(/┏/);
    await advance(30_000);
    expect((await code()).status).toBe(409);
  });

  test("has wrong codes on either side of its counter, which they do not move", async () => {
    await make({ counter: 2 });
    expect((await next()).said.code).toBe(rfc4226[2]);
    expect((await code("?wrong=replayed")).said.code).toBe(rfc4226[2]);
    expect((await code("?wrong=expired")).said.code).toBe(rfc4226[1]);
    expect((await code("?wrong=expired&steps=3")).said.detail).toMatch(/3 steps back/);
    expect((await code("?wrong=next")).said.code).toBe(rfc4226[3]);
    expect((await code("?wrong=next&steps=2")).said.code).toBe(rfc4226[4]);
    expect((await next()).said.code).toBe(rfc4226[3]);
  });

  test("comes from otpauth, is told as otpauth, and stands in the list with the others", async () => {
    const { said } = await sim.ask("POST", "/keys", { from: "random", kind: "hotp", counter: 7 });
    expect(said[0].otpauth).toMatch(/^otpauth:\/\/hotp\/.*counter=7/);
    const uri = said[0].otpauth.replace("counter=7", "counter=8");
    await sim.ask("POST", "/keys", { from: "otpauth", uri, serial: "O" });
    await sim.create({ serial: "T" });
    const { said: all } = await sim.ask("GET", "/keys");
    expect(all.map(({ kind }: { kind: string }) => kind)).toEqual(["hotp", "hotp", "totp"]);
    await next();
    expect((await next()).said.code).toBe(
      (await sim.ask("POST", "/keys/O/next-code", {})).said.code,
    );
    expect((await sim.ask("GET", "/health")).said.keys).toBe(3);
  });

  test.each<[string, object, RegExp]>([
    ["a period", { parameters: { periodSeconds: 30 } }, /periodSeconds .* it has no clock/],
    ["an offset", { offsetMilliseconds: 5 }, /offsetMilliseconds/],
    ["an eternal display", { display: { kind: "always-on" } }, /its button moves the code on/],
    ["a counter at the end", { counter: 2 ** 53 - 1 }, /expected 0 to 4503599627370496/],
    ["a clock and a counter", { kind: "totp", counter: 1 }, /add kind "hotp"/],
    ["5 digits", { parameters: { digits: 5 } }, /digits/],
  ])("is refused with %s", async (_, fields, says) => {
    const { status, said } = await make(fields);
    expect(status).toBe(400);
    expect(said.detail).toMatch(says);
    expect(sim.house.all()).toHaveLength(0);
  });

  test("says of what needs a clock that it has none", async () => {
    await make();
    for (const [path, body] of [
      ["offset", { milliseconds: 1 }],
      ["faults", { name: "dead-line" }],
      ["button", { act: "hold" }],
    ] as const) {
      const { status, said } = await sim.ask("POST", `/keys/000000001/${path}`, body);
      expect([status, said.detail]).toEqual([409, expect.stringMatching(/it counts/)]);
    }
    expect((await sim.ask("DELETE", "/keys/000000001")).status).toBe(204);
  });
});

test("no answer holds a seed", async () => {
  await sim.create();
  await sim.create({ kind: "hotp", serial: "H" });
  const answers = [await code(), await code("?wrong=next"), await sim.ask("GET", "/keys/H")];
  expect(JSON.stringify(answers)).not.toContain(simSeedHex);
});
