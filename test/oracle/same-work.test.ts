import { codeParameters, defaultPolicy } from "@jeton/core";
import { actOnStoredKey, logIn, noClient } from "@jeton/validator/parts";
import { describe, expect, test, vi } from "vitest";
import { refusal } from "../support/refusal.ts";
import { holder, lastReason, openStage, pin, quickPolicy, serial } from "../support/stage.ts";
import { causes, malformed } from "./causes.ts";
import { type Work, workOf } from "./work.ts";

// Hoisted above the imports, so the counters are fetched here.
vi.mock("../../packages/core/src/codes/prepare-seed.ts", async (original) =>
  (await import("./work.ts")).countingPrepareSeed(original),
);
vi.mock("../../packages/core/src/seals/seal.ts", async (original) =>
  (await import("./work.ts")).countingUnseal(original),
);

const noCodes = { "SHA-1": 0, "SHA-256": 0, "SHA-512": 0 };
/** The steps nearby, which every attempt computes. */
const nearCodes = 32;
/** The steps nearby and the scan of 2 * 720 + 1 + 3. */
const scanned = nearCodes + 2 * defaultPolicy.scanSteps + 4;
/** With each hash 21 steps of two periods. */
const otherMakes = 2 * 21;

/** All of these; the seed's seal and the PIN's; one read and one write. */
const wholeWork: Work = {
  codes: { "SHA-1": scanned + otherMakes, "SHA-256": otherMakes, "SHA-512": otherMakes },
  responses: 0,
  seedsPrepared: 4,
  sealsOpened: 2,
  pinHashes: [quickPolicy.pinHashCost],
  storeCalls: ["loadForHolder", "replace"],
};

// Goal: no refusal can be told from another by the work it takes (law 6).
// Method: bring a key into every state and meet every reason to be refused through the service's
// log-in; count codes, prepared seeds, opened seals, KDF runs and calls of the store. The counts
// are exact, so that work that is left out or added anywhere is found, however little it is.
describe("a refused attempt", () => {
  test.each(causes)("costs exactly the whole work: $name", async ({ prepare, reason }) => {
    const stage = await openStage();
    const given = await prepare(stage);
    let answer: unknown;
    const work = await workOf(stage.ports, async (ports) => {
      answer = await logIn(ports, given);
    });
    expect(answer).toEqual(refusal);
    if (reason !== null) expect(await lastReason(stage.ports)).toBe(reason);
    expect(work).toEqual(wholeWork);
  });

  test.each(causes)("costs it once more when it is sent again: $name", async ({ prepare }) => {
    const stage = await openStage();
    const given = await prepare(stage);
    const client = { ...noClient, attempt: { caller: "api 1", id: "the same id" } };
    const first = await logIn(stage.ports, given, client);
    let again: unknown;
    const work = await workOf(stage.ports, async (ports) => {
      again = await logIn(ports, given, client);
    });
    expect(again).toEqual(first);
    expect(work).toEqual(wholeWork);
  });

  // Tokens are opened before anything is known of the key: each costs a seal, whosever it is.
  test.each([holder, "nobody"])(
    "costs the same for a client with a history and a flow: %s",
    async (identifier) => {
      const stage = await openStage();
      await stage.commission();
      const done = await logIn(stage.ports, { identifier: holder, passcode: pin + stage.code() });
      const device = done.kind === "accepted" ? (done.device ?? "") : "";
      stage.advance(60);
      const client = { devices: [device, "no token"], flow: "a flow" };
      for (const passcode of [`9999${stage.code()}`, pin + stage.code(5000)]) {
        let answer: unknown;
        const work = await workOf(stage.ports, async (ports) => {
          answer = await logIn(ports, { identifier, passcode }, client);
        });
        expect(answer).toEqual({ kind: "refused", flow: "a flow" });
        expect(work).toEqual({ ...wholeWork, sealsOpened: wholeWork.sealsOpened + 2 });
      }
    },
  );

  const makes = [
    { periodSeconds: 30 },
    { periodSeconds: 45 },
    { digits: 8 },
    { algorithm: "SHA-256" },
    { algorithm: "SHA-512" },
  ] as const;

  test.each(makes)(
    "costs as many codes of each hash, whatever the key's make: $algorithm $periodSeconds $digits",
    async (make) => {
      const stage = await openStage(codeParameters(make));
      await stage.commission();
      const passcode = pin + stage.code(5000);
      const workFor = (identifier: string) =>
        workOf(stage.ports, (ports) => logIn(ports, { identifier, passcode }));
      const nobodys = await workFor("nobody");
      const holders = await workFor(holder);
      expect(nobodys).toEqual(holders);
      if (!("algorithm" in make)) expect(holders).toEqual(wholeWork);
      else
        expect(holders.codes).toEqual({
          ...wholeWork.codes,
          [make.algorithm]: scanned + otherMakes,
        });
    },
  );

  // An accepted attempt says itself that it was: it need not look where nobody asks.
  test("costs what an accepted one costs, the scan, and the search for another make", async () => {
    const stage = await openStage();
    await stage.commission();
    const given = { identifier: holder, passcode: pin + stage.code() };
    let answer: unknown;
    const work = await workOf(stage.ports, async (ports) => {
      answer = await logIn(ports, given);
    });
    expect(answer).toMatchObject({ kind: "accepted" });
    expect(work).toEqual({
      ...wholeWork,
      codes: { ...noCodes, "SHA-1": nearCodes },
      seedsPrepared: 1,
    });
  });

  // Codes are then looked for round two steps instead of one.
  test("costs the same while two beliefs of the key's clock stand, far apart", async () => {
    const stage = await openStage();
    await stage.commission();
    const codes = { first: stage.code(799), second: stage.code(800) };
    const found = await actOnStoredKey(
      stage.ports,
      serial,
      { kind: "resynchronise", ...codes },
      "staff:test",
    );
    expect(found).toMatchObject({ kind: "done", offsetSteps: 800 });
    const given = { identifier: holder, passcode: pin + stage.code(5000) };
    expect(await workOf(stage.ports, (ports) => logIn(ports, given))).toEqual(wholeWork);
  });

  test("costs the same while the server's own clock is the suspect", async () => {
    const stage = await openStage();
    await stage.commission();
    const alarm = { since: stage.ports.clock(), serverShift: 90_000 };
    const given = { identifier: holder, passcode: pin + stage.code(500) };
    const work = await workOf(stage.ports, (ports) =>
      logIn({ ...ports, clockWatch: { ...ports.clockWatch, alarm: () => alarm } }, given),
    );
    expect(work).toEqual(wholeWork);
  });
});

// Goal: what is no PASSCODE at all tells nothing of whom it was given for.
// Method: texts that end in no six digits, and texts that are a PASSCODE for keys of six digits but
// not for those of eight, for a holder of either key and for nobody.
describe("text that is no PASSCODE", () => {
  const keys = [
    ["a key of 6 digits", codeParameters()],
    ["a key of 8 digits", codeParameters({ digits: 8 })],
  ] as const;

  test.each(keys)("is refused alike for nobody and for the holder of %s", async (_, parameters) => {
    for (const passcode of malformed) {
      for (const identifier of [holder, "nobody", "a b"]) {
        const stage = await openStage(parameters);
        await stage.commission();
        const work = await workOf(stage.ports, (ports) => logIn(ports, { identifier, passcode }));
        const light = {
          codes: noCodes,
          responses: 0,
          seedsPrepared: 0,
          sealsOpened: 0,
          pinHashes: [],
        };
        expect([passcode, work]).toEqual([passcode, { ...light, storeCalls: ["loadForHolder"] }]);
      }
    }
  });

  test.each(keys)(
    "costs the whole work once some key shows so few digits: %s",
    async (_, parameters) => {
      for (const passcode of ["123456", "1234567", "x123456", "4071x1234567"]) {
        for (const identifier of [holder, "nobody"]) {
          const stage = await openStage(parameters);
          await stage.commission();
          const work = await workOf(stage.ports, (ports) => logIn(ports, { identifier, passcode }));
          expect([passcode, identifier, work]).toEqual([passcode, identifier, wholeWork]);
        }
      }
    },
  );
});
