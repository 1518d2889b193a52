import { defaultPolicy, type PinHashCost, pinHashCosts } from "@jeton/core";
import { ensureDecoys, keysInUse, logIn, type Ports, surveyKeys } from "@jeton/validator/parts";
import { describe, expect, test } from "vitest";
import { refusal } from "../support/refusal.ts";
import { holder, openStage, pin, quickPolicy, type Stage, serial } from "../support/stage.ts";
import { workOf } from "./work.ts";

const old: PinHashCost = { logN: 3, r: 1, p: 1 };
const { pinHashCost: wanted } = quickPolicy;

/** A key whose PIN was chosen under a policy of another cost, and the ports after a new start. */
async function afterTheChange(): Promise<{ readonly stage: Stage; readonly ports: Ports }> {
  const stage = await openStage(undefined, {
    ports: { policy: { ...quickPolicy, pinHashCost: old } },
  });
  await stage.commission();
  stage.advance(60);
  const ports = { ...stage.ports, policy: quickPolicy, inUse: keysInUse(wanted) };
  await ensureDecoys(ports);
  await surveyKeys(ports, new AbortController().signal);
  return { stage, ports };
}

const storedCosts = async ({ store }: Ports, name: string = serial) => {
  const stored = await store.load(name);
  return stored && pinHashCosts(stored.record);
};

// The cost of a PIN's hash can change (decision 30). Old PINs stay good, and who has one
// cannot be told by the time of a refusal.
describe("a PIN that was hashed at another cost", () => {
  test("lets its holder in and is hashed at the policy's cost by that", async () => {
    const { stage, ports } = await afterTheChange();
    expect(await storedCosts(ports)).toEqual([old]);
    const given = { identifier: holder, passcode: pin + stage.code() };
    const work = await workOf(ports, async (counted) => {
      expect(await logIn(counted, given)).toMatchObject({ kind: "accepted" });
    });
    expect(await storedCosts(ports)).toEqual([wanted]);
    // Within the attempt's own write, and with no more hashes than a refusal makes.
    expect(work.storeCalls).toEqual(["loadForHolder", "replace"]);
    expect(work.pinHashes).toEqual([old, wanted]);
    stage.advance(60);
    const again = { identifier: holder, passcode: pin + stage.code() };
    expect(await logIn(ports, again)).toMatchObject({ kind: "accepted" });
    stage.advance(60);
    const wrong = { identifier: holder, passcode: `9999${stage.code()}` };
    expect(await logIn(ports, wrong)).toEqual(refusal);
  });

  test("is not touched by an attempt that is refused", async () => {
    const { stage, ports } = await afterTheChange();
    for (const passcode of [`9999${stage.code()}`, pin + stage.code(5000)]) {
      expect(await logIn(ports, { identifier: holder, passcode })).toEqual(refusal);
    }
    expect(await storedCosts(ports)).toEqual([old]);
  });

  test("costs as much as none, before and after it is renewed", async () => {
    const { stage, ports } = await afterTheChange();
    const hashes = async (identifier: string) => {
      const given = { identifier, passcode: `9999${stage.code(5000)}` };
      const { pinHashes } = await workOf(ports, (counted) => logIn(counted, given));
      return pinHashes.map(({ logN }) => logN).toSorted();
    };
    const both = [old.logN, wanted.logN].toSorted();
    for (const identifier of [holder, "nobody"]) expect(await hashes(identifier)).toEqual(both);
    await logIn(ports, { identifier: holder, passcode: pin + stage.code() });
    for (const identifier of [holder, "nobody"]) expect(await hashes(identifier)).toEqual(both);
    // The next start finds no old PIN, and no attempt pays for one.
    const restarted = { ...ports, inUse: keysInUse(wanted) };
    await surveyKeys(restarted, new AbortController().signal);
    expect(restarted.inUse.pinHashCosts()).toEqual([wanted]);
  });

  test("leaves the devices known that were so before", async () => {
    const { stage, ports } = await afterTheChange();
    const logInWith = (devices: readonly string[], given: string, by: Ports = ports) =>
      logIn(by, { identifier: holder, passcode: given }, { devices, flow: null });
    const before = await logInWith([], pin + stage.code(), stage.ports);
    const device = before.kind === "accepted" ? (before.device ?? "") : "";
    expect(await storedCosts(ports)).toEqual([old]);
    stage.advance(60);
    expect(await logInWith([], pin + stage.code())).toMatchObject({ kind: "accepted" });
    expect(await storedCosts(ports)).toEqual([wanted]);
    stage.advance(60);
    // Five guesses hold those without a history to two codes.
    for (let guess = 0; guess < 6; guess += 1) await logInWith([], `9999${stage.code(5000)}`);
    expect(await logInWith([], pin + stage.code())).toMatchObject({ kind: "refused" });
    stage.advance(60);
    expect(await logInWith([device], pin + stage.code())).toMatchObject({ kind: "accepted" });
  });
});

describe("decoys", () => {
  test("have PINs of the policy's cost after the next start", async () => {
    const { ports } = await afterTheChange();
    for (const name of ["decoy-0", "decoy-15"])
      expect(await storedCosts(ports, name)).toEqual([wanted]);
  });
});

describe("the default cost of a PIN's hash", () => {
  // Decision 30 of docs/design.
  test("is the one that was decided", () => {
    expect(defaultPolicy.pinHashCost).toEqual({ logN: 10, r: 8, p: 1 });
  });
});
