import { SimulatedKey } from "@jeton/key";
import { createValidate } from "@jeton/service";
import { actOnStoredKey, addKey, logIn } from "@jeton/validator/parts";
import { beforeEach, describe, expect, test } from "vitest";
import { type ApiBench, jsonObject, openApiBench } from "./api.ts";

const pin = "k7m2";
const authenticate = "/api/v1/authenticate";

type Fields = Readonly<Record<string, unknown>>;

// Goal: what a client carries joins its codes and keeps strangers away from it, and does nothing else.
// Method: the two fields through the API, in every place where they can be taken for another's.
describe("a client of the API", () => {
  let bench: ApiBench;

  beforeEach(async () => {
    bench = await openApiBench();
  });

  const ask = async (fields: Fields = {}, path = authenticate) => {
    const given = { identifier: bench.holder, passcode: pin + bench.key.code(), ...fields };
    const answer = await bench.post(path, given);
    expect(answer.status).toBe(200);
    bench.time.advance(60_000);
    return jsonObject(answer);
  };
  const guess = async (times: number, identifier = bench.holder) => {
    for (let attempt = 0; attempt < times; attempt += 1) {
      await logIn(bench.ports, { identifier, passcode: `${pin}000000` });
    }
  };

  /** Returns the answer to the last step of a commissioning. */
  async function commission(identifier = bench.holder): Promise<Fields> {
    const { transaction } = await ask({ identifier, passcode: bench.key.code() });
    await bench.post("/api/v1/transactions/pin", { transaction, pin, pinAgain: pin });
    const passcode = pin + bench.key.code();
    const confirmed = await bench.post("/api/v1/transactions/confirm", { transaction, passcode });
    bench.time.advance(60_000);
    return jsonObject(confirmed);
  }

  test("gets its device with a confirmed PIN and with each log-in, and no refusal has one", async () => {
    const begun = await ask({ passcode: bench.key.code() });
    expect(begun).toMatchObject({ challenge: "choose-pin" });
    expect(begun).not.toHaveProperty("device");
    expect(await commission()).toMatchObject({ device: expect.stringMatching(/^v1\./u) });
    expect(await ask()).toMatchObject({ device: expect.stringMatching(/^v1\./u) });
    const refused = await ask({ passcode: "0000000000" });
    expect(Object.keys(refused)).toEqual(["result", "flow"]);
  });

  test("is known by its device: a thousand guesses do not slow it down", async () => {
    const { device } = await commission();
    await guess(1000);
    expect(await ask({ device })).toMatchObject({ result: "accepted" });
    // The token of a log-in is another text for the same device.
    const again = await ask({ device });
    expect(again).toMatchObject({ result: "accepted" });
    expect(await ask({ device: again.device })).toMatchObject({ result: "accepted" });
  });

  test("keeps its own flow, and completes a row with codes alone", async () => {
    await commission();
    await guess(100);
    const flow = "a value of its own";
    expect(await ask({ flow })).toEqual({ result: "refused", flow });
    expect(await ask({ flow, passcode: bench.key.code() })).toEqual({ result: "refused", flow });
    expect(await ask({ flow, passcode: bench.key.code() })).toMatchObject({ result: "accepted" });
  });

  test("goes on by the flow of its first refusal, as the documentation says", async () => {
    await commission();
    await guess(5);
    const { result, flow } = await ask();
    expect(result).toBe("refused");
    expect(await ask({ flow })).toMatchObject({ result: "accepted" });
  });

  test("that carries nothing completes a row as well", async () => {
    await commission();
    await guess(5);
    expect(await ask()).toMatchObject({ result: "refused" });
    expect(await ask()).toMatchObject({ result: "accepted" });
  });

  test("completes no row that another flow began", async () => {
    await commission();
    await guess(5);
    expect(await ask({ flow: "one" })).toMatchObject({ result: "refused" });
    expect(await ask({ flow: "two" })).toMatchObject({ result: "refused" });
    expect(await ask({ flow: "one" })).toMatchObject({ result: "accepted" });
  });

  test("cannot give a code alone before its PIN was right", async () => {
    await commission();
    await guess(5);
    const flow = "one";
    expect(await ask({ flow, passcode: `9999${bench.key.code()}` })).toMatchObject({ flow });
    expect(await ask({ flow, passcode: bench.key.code() })).toMatchObject({ flow });
    expect(await ask({ flow, passcode: bench.key.code() })).toMatchObject({ flow });
  });

  test("is a stranger with the device of another key, of a former holder, or with none of ours", async () => {
    const { device } = await commission();
    const seed = bench.ports.random(20);
    const { parameters } = bench.key;
    await addKey(bench.ports, { serial: "K2", seed, parameters }, "staff:test");
    await actOnStoredKey(bench.ports, "K1", { kind: "lose" }, "staff:test");
    await actOnStoredKey(bench.ports, "K1", { kind: "assign", holder: "luc" }, "staff:test");
    const own = await commission("luc");
    await actOnStoredKey(bench.ports, "K2", { kind: "assign", holder: bench.holder }, "staff:test");
    await guess(5, "luc");
    const changed = `${String(own.device).slice(0, -1)}${String(own.device).endsWith("0") ? 1 : 0}`;
    for (const strange of [device, changed, "v1.00000000.00", "x"]) {
      expect([
        strange,
        await ask({ identifier: "luc", device: strange, flow: String(strange).slice(-9) }),
      ]).toMatchObject([strange, { result: "refused" }]);
    }
    expect(await ask({ identifier: "luc", device: own.device })).toMatchObject({
      result: "accepted",
    });
  });

  // Three bytes a character, and a serial of which JSON doubles each: no token is longer.
  test("can give its device back, however long its holder's name and the key's serial are", async () => {
    const seed = bench.ports.random(20);
    const { parameters } = bench.key;
    const serial = "\\".repeat(64);
    const identifier = "鍵".repeat(128);
    const key = new SimulatedKey({ serial: "K2", seed, timeSource: bench.time });
    await addKey(bench.ports, { serial, seed, parameters }, "staff:test");
    await actOnStoredKey(bench.ports, serial, { kind: "assign", holder: identifier }, "staff:test");
    const { transaction } = await ask({ identifier, passcode: key.code() });
    await bench.post("/api/v1/transactions/pin", { transaction, pin, pinAgain: pin });
    const done = await ask({ identifier, passcode: pin + key.code() });
    await guess(5, identifier);
    const given = { identifier, passcode: pin + key.code(), device: done.device };
    expect(await ask(given)).toMatchObject({ result: "accepted" });
  });

  test("has its wrong PINs counted by themselves", async () => {
    const { device } = await commission();
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const passcode = `9999${bench.key.code()}`;
      expect(await ask({ passcode, device })).toMatchObject({ result: "refused" });
      bench.time.advance(60_000);
    }
    expect(await ask({ device })).toMatchObject({ result: "refused" });
    expect(await ask()).toMatchObject({ result: "accepted" });
  });
});

describe("a client of /validate/check", () => {
  test("carries the same two fields, and gets them in detail", async () => {
    const bench = await openApiBench();
    const app = createValidate(bench.ports, { listensOnLoopback: true });
    const user = bench.holder;
    const ask = async (fields: Readonly<Record<string, string>>) => {
      const answer = await app.request("/validate/check", {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams({ user, pass: pin + bench.key.code(), ...fields }).toString(),
      });
      bench.time.advance(60_000);
      type Body = { readonly result: object; readonly detail: Readonly<Record<string, string>> };
      return (await answer.json()) as Body;
    };
    const first = await ask({ pass: bench.key.code() ?? "" });
    const state = first.detail.transaction_id ?? "";
    await ask({ pass: pin, state });
    await ask({ pass: pin, state });
    const done = await ask({ state });
    expect(done.result).toMatchObject({ authentication: "ACCEPT" });
    const { device = "" } = done.detail;
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await logIn(bench.ports, { identifier: user, passcode: `${pin}000000` });
    }
    const refused = await ask({ flow: "one" });
    expect([refused.result, refused.detail.flow]).toMatchObject([{ value: false }, "one"]);
    expect((await ask({ flow: "two" })).result).toMatchObject({ value: false });
    const alone = { flow: "one", pass: bench.key.code() ?? "" };
    expect((await ask(alone)).result).toMatchObject({ value: true });
    for (let attempt = 0; attempt < 100; attempt += 1) {
      await logIn(bench.ports, { identifier: user, passcode: `${pin}000000` });
    }
    expect((await ask({ device })).result).toMatchObject({ value: true });
  });
});
