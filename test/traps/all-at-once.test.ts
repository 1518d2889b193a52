import { unixMilliseconds } from "@jeton/core";
import { openMemoryStore } from "@jeton/store";
import { actOnStoredKey, logIn, submitPin, watchClock } from "@jeton/validator/parts";
import { describe, expect, test } from "vitest";
import type { Reading } from "../arbitraries/clock-history.ts";
import { type HolderWithKey, holderPin, holderWithKey } from "../support/holder-with-key.ts";

// Goal: what each law promises by itself holds while the others are at work: strangers guess, clocks are
// wrong and mended, keys lie in stock. Method: each fault that was once found, played through the real
// service over a store, with the shipped policy; only the PIN hash is cheap.

const day = 86_400_000;
const second = 1000;
const atOnce: Reading = { moment: "at-once", delayPermille: 0 };

type Made = Partial<Parameters<typeof holderWithKey>[1]>;

function holderOf(made: Made = {}): HolderWithKey {
  return holderWithKey(openMemoryStore(), {
    serial: "1",
    seed: new Uint8Array(20).fill(0x2a),
    periodSeconds: 60,
    offsetMilliseconds: 0,
    ratePpb: 0,
    ...made,
  });
}

async function commissioned(made: Made = {}): Promise<HolderWithKey> {
  const holder = holderOf(made);
  expect((await holder.commission(atOnce, atOnce)).kind).toBe("in-service");
  return holder;
}

/** Follows the page: waits for the next code and tries again. Returns how many codes it took. */
async function codesUntilIn(holder: HolderWithKey, prefix = holderPin): Promise<number> {
  for (let codes = 1; codes <= 5; codes += 1) {
    holder.waitForStep((holder.key.step() ?? 0) + 1);
    const { code } = holder.readCode({ ...atOnce, delayPermille: 300 });
    if ((await holder.logIn(prefix + code)) !== "refused") return codes;
  }
  return Number.POSITIVE_INFINITY;
}

/** A stranger, who knows the identifier and has no key. */
async function guess({ ports }: HolderWithKey, times: number): Promise<void> {
  for (let index = 0; index < times; index += 1) {
    const passcode = `9999${String(index).padStart(6, "0")}`;
    const answer = await logIn(ports, { identifier: "holder-1", passcode });
    expect(answer.kind).toBe("refused");
  }
}

describe("a holder with a good key", () => {
  test.each([0, 7, 9, 10, 40])(
    "whose key was idle for a year gets in by two codes after %i guesses of a stranger",
    async (guesses) => {
      for (const ratePpb of [-60_000, 95_000]) {
        const holder = await commissioned({ ratePpb });
        holder.time.advance(365 * day);
        await guess(holder, guesses);
        expect(await codesUntilIn(holder)).toBe(2);
      }
    },
  );

  test.each([
    [4, 1],
    [22, 2],
    [200, 3],
  ])("is kept out by no stranger: after %i guesses %i codes in a row", async (guesses, codes) => {
    const holder = await commissioned();
    for (let part = 0; part < 4; part += 1) {
      await guess(holder, guesses / 4 < 1 ? 1 : Math.ceil(guesses / 4));
      holder.time.advance(3_600_000);
    }
    expect(await codesUntilIn(holder)).toBeLessThanOrEqual(codes);
    expect(await codesUntilIn(holder)).toBeLessThanOrEqual(2);
  });

  test("commissions the key whatever a stranger sends before and meanwhile", async () => {
    const holder = holderOf();
    await holder.assign();
    await guess(holder, 30);
    expect(await codesUntilIn(holder, "")).toBe(2);
    const { transaction } = holder.begun();
    await guess(holder, 30);
    const pins = { pin: holderPin, pinAgain: holderPin };
    expect((await submitPin(holder.ports, { transaction, ...pins })).kind).toBe("confirm-passcode");
    await guess(holder, 30);
    holder.waitForStep((holder.key.step() ?? 0) + 1);
    const { code } = holder.readCode(atOnce);
    expect(await holder.confirm(transaction, holderPin + code)).toBe("accepted");
  });

  test.each([-180, 180, 3600, -3600, 40_000])(
    "whose key jumped by %i s gets in by two codes, and by one from then on",
    async (seconds) => {
      const holder = await commissioned();
      for (let index = 0; index < 30; index += 1) {
        holder.time.advance(day);
        expect(await codesUntilIn(holder)).toBe(1);
      }
      holder.key.jump(seconds * second);
      holder.time.advance(day);
      const codes = await codesUntilIn(holder);
      // Put back, a clock shows codes once more that were spent: they are refused until it has passed them.
      expect(codes).toBe(2);
      holder.time.advance(day);
      expect(await codesUntilIn(holder)).toBe(1);
    },
  );

  test.each([
    [30, 1, 8_000],
    [30, 4, -32_000],
    [30, 4, 60_000],
    [60, 10, 100_000],
  ])(
    "of %i s commissions it after %i years in stock at %i ppb",
    async (periodSeconds, years, rate) => {
      const offsetMilliseconds = Math.round((rate / 1e9) * years * 365.25 * day);
      const holder = holderOf({ periodSeconds, offsetMilliseconds, ratePpb: rate });
      await holder.assign();
      expect(await codesUntilIn(holder, "")).toBeLessThanOrEqual(2);
    },
  );
});

describe("a server's clock that was wrong and is mended", () => {
  test.each([300, 240, -300, 45])(
    "by %i s since the keys were commissioned costs each of them one code more, and the alarm ends",
    async (seconds) => {
      const clockWatch = watchClock();
      const holders = await Promise.all(
        Array.from({ length: 12 }, async (_, index) => {
          const made = { ratePpb: index * 4000 - 24_000, clockWatch, serial: String(index) };
          const holder = holderOf({ ...made, seed: new Uint8Array(20).fill(index + 1) });
          holder.shiftServer(seconds * second);
          expect((await holder.commission(atOnce, atOnce)).kind).toBe("in-service");
          return holder;
        }),
      );
      const visits = async (days: number) => {
        const codes: number[] = [];
        for (let index = 0; index < days; index += 1) {
          for (const holder of holders) {
            holder.time.advance(day);
            codes.push(await codesUntilIn(holder));
          }
        }
        return codes;
      };
      expect(Math.max(...(await visits(20)))).toBe(1);
      for (const holder of holders) holder.shiftServer(0);
      expect(Math.max(...(await visits(1)))).toBeLessThanOrEqual(2);
      // What is left of it: a belief begun anew may ask once more while it learns the rate.
      expect((await visits(20)).filter((codes) => codes > 1)).toEqual([]);
      expect(clockWatch.alarm()).toBeNull();
    },
    60_000,
  );

  test("ends a block in its own time that it began a year ahead", async () => {
    const holder = await commissioned();
    holder.shiftServer(365 * day);
    const { clock } = holder.ports;
    expect(clock()).toBeGreaterThan(holder.time.now());
    holder.shiftServer(0);
    for (let index = 0; index < 12; index += 1) {
      holder.waitForStep((holder.key.step() ?? 0) + 1);
      await holder.logIn(`9999${holder.readCode(atOnce).code}`);
      holder.time.advance(120 * second);
    }
    const { block } = (await holder.record()).failures.strangers;
    if (block === null) throw new Error("there is no block");
    const ahead = { ...block, since: unixMilliseconds(block.since + 365 * day) };
    await holder.edit((record) => ({
      ...record,
      failures: { ...record.failures, strangers: { ...record.failures.strangers, block: ahead } },
    }));
    expect(await holder.logIn(`${holderPin}000000`)).toBe("refused");
    holder.time.advance(day);
    expect(await codesUntilIn(holder)).toBeLessThanOrEqual(2);
  });
});

describe("the help desk", () => {
  test("resynchronises a good key by the code just burnt and the next one", async () => {
    const holder = await commissioned();
    holder.time.advance(day);
    holder.waitForStep((holder.key.step() ?? 0) + 1);
    const first = holder.readCode(atOnce);
    expect(await holder.logIn(`9999${first.code}`)).toBe("refused");
    holder.waitForStep(first.step + 1);
    const next = holder.readCode(atOnce);
    const codes = { first: first.code, second: next.code };
    const found = await actOnStoredKey(
      holder.ports,
      "1",
      { kind: "resynchronise", ...codes },
      "staff:anne",
    );
    expect(found.kind).toBe("done");
    expect(await codesUntilIn(holder)).toBe(1);
  });
});
