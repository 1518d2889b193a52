import { unixMilliseconds } from "@jeton/core/units";
import { drawSvg, faultTable } from "@jeton/key";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { KeyHouse } from "./key-house.ts";
import type { KeyPlan, Operation } from "./operation.ts";
import { RecordingError, recordedLine, recordingHead, replay } from "./recording.ts";

const begin = unixMilliseconds(1_767_225_600_000);
const plan: KeyPlan = {
  serial: "A",
  seedHex: "3132333435363738393031323334353637383930",
  parameters: { algorithm: "SHA-1", digits: 6, periodSeconds: 60, t0Seconds: 0 },
  display: { kind: "button", shownMilliseconds: 20_000 },
  selfTestMilliseconds: 500,
  offsetMilliseconds: 0,
  ratePpm: 0,
  quartzSeed: 3,
  randomSeed: 5,
};
const head = recordingHead(begin);
const line = (operation: unknown, at: number = begin) =>
  recordedLine({ at: unixMilliseconds(at), operation: operation as Operation });

const drawings = (house: KeyHouse) =>
  house.keys().map((key) => {
    const { lcd, condition } = key.reading();
    return drawSvg(lcd, { condition, body: { serial: key.serial } });
  });

const operations: fc.Arbitrary<Operation> = fc.oneof(
  fc
    .integer({ min: 0, max: 1e9 })
    .map((milliseconds) => ({ kind: "advance", milliseconds }) as const),
  fc
    .constantFrom("press", "hold", "release")
    .map((act) => ({ kind: "button", serial: "A", act: act as "press" }) as const),
  fc
    .constantFrom(...faultTable)
    .map(({ name }) => ({ kind: "fault", serial: "A", name, values: {} }) as const),
  fc
    .integer({ min: -1e6, max: 1e6 })
    .map((milliseconds) => ({ kind: "jump", serial: "A", milliseconds }) as const),
  fc
    .constantFrom(-20, "car" as const)
    .map((temperature) => ({ kind: "temperature", serial: "A", temperature }) as const),
  fc.constant({ kind: "clear-faults", serial: "A" } as const),
);

describe("replay()", () => {
  test("shows byte for byte what was shown, at the same moment", () => {
    fc.assert(
      fc.property(fc.array(operations, { maxLength: 15 }), (history) => {
        const house = new KeyHouse({ kind: "virtual", startsAt: begin });
        let recording = head;
        for (const operation of [{ kind: "create-key", key: plan } as const, ...history]) {
          const at = house.time.source.now();
          try {
            house.apply(operation);
          } catch (error) {
            // What is refused is not recorded.
            if (error instanceof RangeError) continue;
            throw error;
          }
          recording += recordedLine({ at, operation });
        }
        const again = replay(recording);
        expect(again.time.view()).toEqual(house.time.view());
        expect(drawings(again)).toEqual(drawings(house));
        expect(again.keys().map((key) => key.state())).toEqual(
          house.keys().map((key) => key.state()),
        );
      }),
      { numRuns: 50 },
    );
  });

  test("makes counter keys again, and knows which code was given last", () => {
    const counts = { serial: "C", seedHex: plan.seedHex, algorithm: "SHA-1", digits: 6 } as const;
    const house = replay(
      head +
        line({
          kind: "create-counter-key",
          key: { ...counts, counter: 1, shownMilliseconds: 5000 },
        }) +
        line({ kind: "button", serial: "C", act: "press" }, begin + 1000) +
        line({ kind: "give-code", serial: "C", step: 1, code: "287082" }, begin + 2000) +
        line({ kind: "advance", milliseconds: 1000 }, begin + 2000),
    );
    const held = house.held("C");
    expect([held.kind, held.key.code(), house.given("C")]).toEqual([
      ...["hotp", "287082", { step: 1, code: "287082" }],
    ]);
  });

  test("leaves out how fast time ran: the moments tell", () => {
    const made = head + line({ kind: "create-key", key: plan });
    const house = replay(
      made + line({ kind: "factor", factor: 60 }) + line({ kind: "freeze" }, begin + 5),
    );
    expect(house.time.view()).toEqual({ kind: "virtual", at: begin + 5, factor: 0 });
  });

  test.each<[string, string, RegExp]>([
    ["nothing", "", /line 1/],
    ["another file", "{}\n", /line 1: expected a recording/],
    ["a head without a moment", '{"format":"jeton-sim recording 1"}\n', /line 1: at/],
    ["half a line", `${head}{"at":1,`, /line 2: expected one JSON object/],
    ["an operation that is none", head + line({ kind: "explode" }), /line 2: operation/],
    [
      "a field of another type",
      head + line({ kind: "advance", milliseconds: "1" }),
      /line 2: operation.milliseconds/,
    ],
    ["a moment that is none", `${head}{"at":-1,"operation":{"kind":"freeze"}}\n`, /line 2: at/],
    [
      "time that goes back",
      head + line({ kind: "freeze" }, begin + 9) + line({ kind: "freeze" }),
      /line 3: Cannot set time back/,
    ],
    [
      "an act on no key",
      head + line({ kind: "power-up", serial: "A" }),
      /line 2: Cannot find the key/,
    ],
  ])("refuses %s and names the line", (_, text, says) => {
    expect(() => replay(text)).toThrow(RecordingError);
    expect(() => replay(text)).toThrow(says);
  });

  test("never repeats a seed in what it says", () => {
    const broken = line({ kind: "create-key", key: { ...plan, ratePpm: 9e9 } });
    expect(() => replay(head + broken)).toThrow(/rate/);
    expect(() => replay(head + broken)).not.toThrow(plan.seedHex);
  });
});

describe("replay() of a key with a keypad", () => {
  test("types again what was typed, with what was given", () => {
    const key = {
      ...{ serial: "K", seedHex: plan.seedHex, suite: "OCRA-1:HOTP-SHA256-8:C-QN08-PSHA1" },
      ...{ counter: 3, shownMilliseconds: 30_000, offsetMilliseconds: 0, ratePpm: 0 },
    };
    const buttons = ["ok", "4", "7", "1", "1", "ok", "9", "ok", "ok", "1"];
    const house = replay(
      head +
        line({ kind: "create-keypad-key", key }) +
        line({ kind: "keypad", serial: "K", buttons }) +
        line({ kind: "give-code", serial: "K", step: 3, code: "12345678" }),
    );
    const { key: made } = house.keypad("K");
    expect([made.mode(), made.counter()]).toEqual(["pin", 4]);
    expect(house.given("K")).toEqual({ step: 3, code: "12345678" });
    expect(() => replay(head + line({ kind: "keypad", serial: "K", buttons: ["#"] }))).toThrow(
      RecordingError,
    );
  });
});
