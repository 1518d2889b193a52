import { type KeyRecord, type PinHashCost, type PinQuestion, pinHashCosts } from "@jeton/core";
import { describe, expect, test } from "vitest";
import {
  keyAssigned,
  keyConfirmingPin,
  keyInService,
} from "../../../../test/support/commission.ts";
import { openStage, quickPolicy } from "../../../../test/support/stage.ts";
import type { Ports } from "../ports/ports.ts";
import { pinDigests } from "./pin-digests.ts";

const record = keyInService("4071");
const cost = (logN: number): PinHashCost => ({ logN, r: 1, p: 1 });
const own = quickPolicy.pinHashCost;

function questionOf(each: KeyRecord, changed: Partial<PinQuestion> = {}): PinQuestion {
  if (each.state.kind !== "in-service") throw new TypeError("expected a key in service");
  const salt = new Uint8Array(Buffer.from(each.state.pin.salt, "hex"));
  return { pin: "4071", salt, cost: each.state.pin.cost, ...changed };
}

/** Ports that note what they hash, and in which line. */
async function notingPorts(change: Partial<Ports> = {}) {
  const { ports } = await openStage();
  const hashed: unknown[] = [];
  const noting: Ports = {
    ...ports,
    ...change,
    hashPin(question, line) {
      hashed.push([question.cost.logN, line]);
      return ports.hashPin(question, line);
    },
  };
  return { ports: noting, hashed };
}

const inUse = (...costs: readonly PinHashCost[]) => ({
  hashes: () => ["SHA-1" as const],
  pinHashCosts: () => costs,
  passwordHashCosts: () => [],
  suite: () => null,
  note: () => undefined,
});

describe("hash()", () => {
  test("hashes once at each cost that the question, the door and the keys have", async () => {
    const { ports, hashed } = await notingPorts({ inUse: inUse(cost(3), own) });
    const digests = pinDigests(ports, { costs: [cost(2)] });
    const question = questionOf(record);
    const digest = await digests.hash(question, "a line");
    expect(hashed).toEqual([
      [1, "a line"],
      [2, "a line"],
      [3, "a line"],
    ]);
    expect(digest).toEqual(await ports.hashPin(question));
  });

  test("does not hash again after a lost race, unless the salt or a cost is another", async () => {
    const { ports, hashed } = await notingPorts();
    const digests = pinDigests(ports);
    const question = questionOf(record);
    const first = await digests.hash(question);
    const before = hashed.length;
    expect(await digests.hash(question)).toBe(first);
    expect(hashed).toHaveLength(before);
    for (const other of [
      { salt: new Uint8Array(16) },
      { cost: { logN: 4, r: 1, p: 1 } },
      { cost: { logN: 1, r: 2, p: 1 } },
      { cost: { logN: 1, r: 1, p: 2 } },
    ]) {
      const given = questionOf(record, other);
      const count = hashed.length;
      expect(await digests.hash(given)).toEqual(await ports.hashPin(given));
      expect(hashed.length).toBeGreaterThan(count + 1);
    }
  });

  test("hashes at the question's own cost where nothing else is known", async () => {
    const { inUse: _, ...ports } = (await notingPorts()).ports;
    const hashed: number[] = [];
    const hashPin: Ports["hashPin"] = async ({ cost: { logN } }) => {
      hashed.push(logN);
      return new Uint8Array(32);
    };
    await pinDigests({ ...ports, hashPin }).hash(questionOf(record, { cost: cost(5) }));
    expect(hashed).toEqual([5]);
  });
});

describe("renewed()", () => {
  const question = questionOf(record);

  test("is the record with the PIN at the cost of new ones, if that hash was made", async () => {
    const { ports } = await notingPorts({
      policy: { ...quickPolicy, pinHashCost: cost(2) },
      inUse: inUse(cost(2)),
    });
    const digests = pinDigests(ports);
    expect(digests.renewed(record, question)).toBe(record);
    await digests.hash(question);
    expect(pinHashCosts(digests.renewed(record, question))).toEqual([cost(2)]);
  });

  test("goes by a cost of its own where the door has one", async () => {
    const { ports } = await notingPorts();
    const digests = pinDigests(ports, { costs: [cost(3)], renewalCost: cost(3) });
    await digests.hash(question);
    expect(pinHashCosts(digests.renewed(record, question))).toEqual([cost(3)]);
    const unmade = pinDigests(ports, { renewalCost: cost(3) });
    await unmade.hash(question);
    expect(unmade.renewed(record, question)).toBe(record);
  });

  test("changes no PIN but the one that was hashed", async () => {
    const { ports } = await notingPorts();
    const digests = pinDigests(ports, { costs: [cost(3)], renewalCost: cost(3) });
    const salt = new Uint8Array(16);
    await digests.hash({ ...question, salt });
    // The holder changed their PIN meanwhile.
    expect(digests.renewed(record, { ...question, salt })).toBe(record);
    for (const other of [keyAssigned(), keyConfirmingPin("4071")]) {
      await digests.hash(question);
      expect(digests.renewed(other, question)).toBe(other);
    }
  });
});
