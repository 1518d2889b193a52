import type { CodeLanes } from "@jeton/core";
import { describe, expect, test } from "vitest";
import { openStage, quickPolicy } from "../../../../test/support/stage.ts";
import { contextOf } from "./context.ts";

describe("contextOf()", () => {
  test("is the moment, the policy and the keyring, with the hashes in use where they are known", async () => {
    const { inUse, codeLanes: _, ...ports } = (await openStage()).ports;
    const { keyring } = ports;
    const now = ports.clock();
    const bare = { now, policy: quickPolicy, keyring, clockTrusted: true, codeLanes: null };
    expect(contextOf(ports)).toEqual(bare);
    expect(contextOf(ports)).not.toHaveProperty("hashes");
    if (inUse === undefined) throw new TypeError("expected the hashes in use");
    const hashes = ["SHA-1", "SHA-512"] as const;
    expect(contextOf({ ...ports, inUse: { ...inUse, hashes: () => hashes } }).hashes).toBe(hashes);
  });

  test("trusts the clock unless the guard's alarm stands", async () => {
    const { ports } = await openStage();
    const alarm = { since: ports.clock(), serverShift: 60_000 };
    const clockWatch = { ...ports.clockWatch, alarm: () => alarm };
    expect(contextOf({ ...ports, clockWatch }).clockTrusted).toBe(false);
  });

  test("computes with what the machine has, if it has it", async () => {
    const { ports } = await openStage();
    const own = { keyed: () => new Uint8Array(0), truncatedFrom: () => new Int32Array(0) };
    const lanes: CodeLanes = { "SHA-1": own, "SHA-256": own, "SHA-512": own };
    expect(contextOf({ ...ports, codeLanes: () => lanes }).codeLanes).toBe(lanes);
    expect(contextOf({ ...ports, codeLanes: () => null }).codeLanes).toBeNull();
  });
});
