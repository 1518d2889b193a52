import { algorithms, codeParameters } from "@jeton/core";
import { plainKey } from "@jeton/store/contracts";
import { addKey, keysInUse, logIn, surveyKeys } from "@jeton/validator/parts";
import { describe, expect, test } from "vitest";
import { openStage } from "../support/stage.ts";

const seed = Uint8Array.from({ length: 20 }, (_, index) => index + 1);
const never = new AbortController().signal;

describe("keysInUse()", () => {
  const cost = { logN: 2, r: 1, p: 1 };
  const dear = { logN: 3, r: 1, p: 1 };
  const pin = { salt: "00".repeat(16), cost: dear, sealed: "" };

  test("begins with what decoys have, and forgets nothing", () => {
    const inUse = keysInUse(cost);
    expect([inUse.hashes(), inUse.pinHashCosts()]).toEqual([["SHA-1"], [cost]]);
    for (const algorithm of ["SHA-512", "SHA-1", "SHA-512", "SHA-256"] as const) {
      inUse.note(plainKey("K1", { parameters: codeParameters({ algorithm }) }));
    }
    inUse.note(plainKey("K1", { state: { kind: "in-service", pin } }));
    inUse.note(plainKey("K1", { state: { kind: "in-service", pin } }));
    expect([inUse.hashes(), inUse.pinHashCosts()]).toEqual([algorithms, [cost, dear]]);
  });

  test("knows the cost of an activation code, and apart from it that of a staff password", () => {
    const inUse = keysInUse(cost);
    inUse.note(plainKey("staff-alice", { state: { kind: "in-service", pin } }));
    expect([inUse.pinHashCosts(), inUse.passwordHashCosts()]).toEqual([[cost], [dear]]);
    inUse.note(plainKey("K1", { firstUse: { expiresAt: null, activation: pin } }));
    expect(inUse.pinHashCosts()).toEqual([cost, dear]);
  });

  test("learns from the attempt that meets a key, before that is decided", async () => {
    const stage = await openStage(codeParameters({ algorithm: "SHA-512" }));
    const { inUse } = stage.ports;
    await logIn(stage.ports, { identifier: "nobody", passcode: "4071000000" });
    expect(inUse?.hashes()).toEqual(["SHA-1"]);
    await logIn(stage.ports, { identifier: stage.holder, passcode: "4071000000" });
    expect(inUse?.hashes()).toEqual(["SHA-1", "SHA-512"]);
  });
});

describe("surveyKeys()", () => {
  const stageWithKeys = async () => {
    const stage = await openStage();
    // More than a page, with the one that matters last.
    const count = 150;
    for (let index = 0; index < count; index += 1) {
      const algorithm = index === count - 1 ? "SHA-256" : "SHA-1";
      const parameters = codeParameters({ algorithm });
      const serial = `z-${String(index).padStart(3, "0")}`;
      await addKey(stage.ports, { serial, seed, parameters }, "staff:test");
    }
    return stage.ports;
  };

  test("finds the hashes of all keys", async () => {
    const ports = await stageWithKeys();
    await surveyKeys(ports, never);
    expect(ports.inUse?.hashes()).toEqual(["SHA-1", "SHA-256"]);
  });

  test("ends after the page at which it is stopped", async () => {
    const ports = await stageWithKeys();
    await surveyKeys(ports, AbortSignal.abort());
    expect(ports.inUse?.hashes()).toEqual(["SHA-1"]);
  });
});
