import { beforeEach, describe, expect, test } from "vitest";
import { AskedSim, simBegin } from "../support/asked-sim.ts";

let sim: AskedSim;
beforeEach(() => {
  sim = new AskedSim();
});

describe("the control interface", () => {
  test.each<[string, string, string, unknown, number, RegExp]>([
    ["a key that is not there", "GET", "/keys/9", undefined, 404, /Cannot find the key "9"/],
    ["an act on no key", "POST", "/keys/9/button", { act: "press" }, 404, /"9"/],
    ["deleting no key", "DELETE", "/keys/9", undefined, 404, /"9"/],
    [
      "a serial that is taken",
      "POST",
      "/keys",
      { from: "random", serial: "000000001" },
      409,
      /it is there/,
    ],
    ["a seed of half a byte", "POST", "/keys", { from: "seed", seedHex: "abc" }, 400, /each field/],
    [
      "an URI that is none",
      "POST",
      "/keys",
      { from: "otpauth", uri: "http://x" },
      400,
      /Cannot read the keys|Cannot/,
    ],
    ["XML that is none", "POST", "/keys", { from: "pskc", xml: "<a" }, 400, /Cannot/],
    ["5 digits", "POST", "/keys", { from: "random", parameters: { digits: 5 } }, 400, /digits/],
    [
      "2 keys of which one is bad",
      "POST",
      "/keys",
      { from: "random", count: 2, ratePpm: 9e9 },
      400,
      /rate/,
    ],
    [
      "an unknown field",
      "POST",
      "/keys/000000001/button",
      { act: "press", hard: true },
      400,
      /field/,
    ],
    ["an unknown act", "POST", "/keys/000000001/button", { act: "smash" }, 400, /field/],
    [
      "a hot place",
      "POST",
      "/keys/000000001/temperature",
      { temperature: 900 },
      400,
      /expected -60 to 125/,
    ],
    ["half a millisecond", "POST", "/keys/000000001/jump", { milliseconds: 0.5 }, 400, /field/],
    ["a clock before 1970", "POST", "/keys/000000001/jump", { milliseconds: -9e14 }, 400, /Cannot/],
    ["a wild rate", "POST", "/keys/000000001/rate", { ppm: 6000 }, 400, /-5000 to 5000/],
    [
      "a segment that is not there",
      "POST",
      "/keys/000000001/glass",
      { deadSegments: ["9A"] },
      400,
      /0A to 5G/,
    ],
    ["a fault unheard of", "POST", "/keys/000000001/faults", { name: "rust" }, 400, /field/],
    [
      "a fault with a wrong value",
      "POST",
      "/keys/000000001/faults",
      { name: "shock", values: { ppm: 1e6 } },
      400,
      /-1000 to 1000/,
    ],
    ["time that goes back", "POST", "/time/advance", { milliseconds: -1 }, 400, /Cannot advance/],
    ["a jump into the past", "POST", "/time/jump", { at: 0 }, 400, /Cannot set time back/],
    ["freezing virtual time", "POST", "/time/freeze", {}, 409, /--time scaled/],
    ["no JSON", "POST", "/time/advance", "{", 400, /no JSON/],
    ["an unknown route", "GET", "/keys/000000001/smell", undefined, 404, /Cannot find GET/],
  ])("refuses %s and changes nothing", async (_, method, path, body, status, says) => {
    await sim.create();
    const before = sim.states();
    const { status: found, said } = await sim.ask(method, path, body);
    expect(found).toBe(status);
    expect(`${said.detail} ${JSON.stringify(said.errors ?? "")}`).toMatch(says);
    expect(sim.states()).toBe(before);
    expect(sim.house.time.view().at).toBe(simBegin);
    expect(sim.done).toHaveLength(1);
  });

  test("refuses bodies of another type, and large ones", async () => {
    const body = JSON.stringify({ milliseconds: 1 });
    const typed = await sim.ask("POST", "/time/advance", body, { "content-type": "text/plain" });
    expect(typed.status).toBe(415);
    expect((await sim.ask("POST", "/time/advance", " ".repeat(20_000))).status).toBe(413);
    expect((await sim.ask("POST", "/keys", " ".repeat(3_000_000))).status).toBe(413);
  });
});
