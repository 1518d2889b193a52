import { randomBytes } from "node:crypto";
import {
  clientHash,
  createKeyring,
  type KeyRecord,
  openDevice,
  pinSaltOf,
  sealDevice,
} from "@jeton/core";
import { describe, expect, test } from "vitest";
import { keyAssigned, keyInService } from "../../../../test/support/commission.ts";
import { testKeyring } from "../../../../test/support/keyring.ts";
import { openStage } from "../../../../test/support/stage.ts";
import { deviceFor, devicesMax, deviceToken, flowFor, flowHash, noClient } from "./client.ts";
import { drawFor } from "./draw.ts";

const record = keyInService();
const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
const ports = { keyring: testKeyring, random };

/** The token of a device that is known for the key, or for another serial. */
function tokenOf(id: string, serial: string = record.serial): string {
  const device = { serial, holder: "jdupont", pinSalt: pinSaltOf(record) ?? "", id };
  return sealDevice(testKeyring, device, random(24));
}

const mine = tokenOf("ab".repeat(32));
const others = Array.from({ length: devicesMax }, () => tokenOf("cd".repeat(32), "K-9"));

describe("deviceFor()", () => {
  const found = (devices: readonly string[], of: KeyRecord = record) =>
    deviceFor(ports, { devices, flow: null }, of)?.id ?? null;

  test("finds the device of this key among those of others, and texts that are none", () => {
    expect(found([mine])).toBe("ab".repeat(32));
    expect(found([...others.slice(1), mine])).toBe("ab".repeat(32));
    expect(found(["no token", mine])).toBe("ab".repeat(32));
    for (const none of [[], others, ["no token"]]) expect(found(none)).toBeNull();
  });

  test("looks at the first four tokens only", () => {
    expect(found([...others, mine])).toBeNull();
  });

  test("knows no device of a key that has no PIN, and none that another master key sealed", () => {
    expect(found([mine], keyAssigned())).toBeNull();
    const keyring = createKeyring([new Uint8Array(32).fill(9)]);
    expect(deviceFor({ keyring }, { devices: [mine], flow: null }, record)).toBeNull();
  });
});

describe("deviceToken()", () => {
  test("keeps the name of a device that is known, and gives a new one to any other", async () => {
    const stage = await openStage();
    const draw = drawFor(ports, null);
    const tokenFor = (devices: readonly string[], of: KeyRecord = record) =>
      openDevice(
        testKeyring,
        deviceToken(stage.ports, { devices, flow: null }, { record: of, draw }),
      );
    const { serial, holder } = record;
    const pinSalt = pinSaltOf(record);
    expect(tokenFor([mine])).toEqual({ serial, holder, pinSalt, id: "ab".repeat(32) });
    const [one, next] = [tokenFor([]), tokenFor(others)];
    expect(one).toMatchObject({ serial, holder, pinSalt });
    expect(one?.id).toMatch(/^[0-9a-f]{64}$/u);
    expect(next?.id).not.toBe(one?.id);
    expect(tokenFor([], { ...keyAssigned(), holder: null })).toMatchObject({
      ...{ holder: "", pinSalt: "" },
    });
  });

  test("names a new device by the hash of 16 bytes, under a nonce of its own", async () => {
    const stage = await openStage();
    const drawn: unknown[] = [];
    const draw = (bytes: number, label: readonly string[]) => {
      drawn.push([bytes, label]);
      return new Uint8Array(bytes).fill(5);
    };
    const token = deviceToken(stage.ports, noClient, { record, draw });
    const id = clientHash("05".repeat(16));
    const device = { serial: record.serial, holder: "jdupont", pinSalt: pinSaltOf(record), id };
    expect(openDevice(testKeyring, token)).toEqual(device);
    // Two tokens that differ never share a nonce: all that is sealed is in its label (law 11).
    expect(drawn).toEqual([
      [16, ["device"]],
      [24, ["device nonce", ...Object.values(device)]],
    ]);
  });
});

describe("flowFor() and flowHash()", () => {
  test("keep a client's flow, and give each attempt without one another", () => {
    expect(flowFor(ports, { ...noClient, flow: "a flow" })).toBe("a flow");
    const [one, next] = [flowFor(ports, noClient), flowFor(ports, noClient)];
    expect(one).toMatch(/^[\w-]{22}$/u);
    expect(next).not.toBe(one);
    expect(flowFor(ports, { ...noClient, attempt: null })).toMatch(/^[\w-]{22}$/u);
  });

  test("give an attempt that is sent again the flow that it got (law 11)", () => {
    const flowOf = (caller: string, id: string) =>
      flowFor(ports, { ...noClient, attempt: { caller, id } });
    expect(flowOf("api 1", "first-id")).toMatch(/^[\w-]{22}$/u);
    expect(flowOf("api 1", "first-id")).toBe(flowOf("api 1", "first-id"));
    expect(flowOf("api 1", "other-id")).not.toBe(flowOf("api 1", "first-id"));
    expect(flowOf("api 2", "first-id")).not.toBe(flowOf("api 1", "first-id"));
  });

  test("leave in the record no more than a hash", () => {
    expect(flowHash(noClient)).toBeNull();
    expect(flowHash({ ...noClient, flow: "a flow" })).toBe(clientHash("a flow"));
    expect(noClient).toEqual({ devices: [], flow: null });
  });
});
