import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyAuditEvent } from "../../../../test/arbitraries/audit-event.ts";
import { unixMilliseconds } from "../base/units.ts";
import {
  type AuditEvent,
  type AuditHead,
  actEvent,
  type ChainedEvent,
  chainEvent,
  emptyAuditHead,
  verifyChain,
} from "./audit-chain.ts";

const serial = "1234567-0";

function chainOf(events: readonly AuditEvent[]): {
  readonly head: AuditHead;
  readonly chain: readonly ChainedEvent[];
} {
  let head = emptyAuditHead;
  const chain = events.map((event) => {
    const chained = chainEvent(serial, head, event);
    head = { count: chained.sequence, hash: chained.hash };
    return chained;
  });
  return { head, chain };
}

const anyChain = fc.array(anyAuditEvent, { minLength: 1, maxLength: 8 }).map(chainOf);
/** A chain and one place in it: the first and the last row are drawn as often as any. */
const anyPlace = anyChain.chain((made) =>
  fc.record({ made: fc.constant(made), at: fc.nat({ max: made.chain.length - 1 }) }),
);

function expectFound(head: AuditHead, tampered: readonly ChainedEvent[]) {
  expect(verifyChain(serial, head, tampered).kind).toBe("broken");
}

describe("verifyChain()", () => {
  test("finds an untouched chain intact, the empty one included", () => {
    expect(verifyChain(serial, emptyAuditHead, [])).toEqual({ kind: "intact", count: 0 });
    fc.assert(
      fc.property(anyChain, ({ head, chain }) => {
        expect(verifyChain(serial, head, chain)).toEqual({ kind: "intact", count: chain.length });
      }),
    );
  });

  test("finds an edited event, whichever field was edited", () => {
    const fields = ["at", "kind", "actor", "step", "reason", "serial", "sequence", "hash"] as const;
    fc.assert(
      fc.property(anyPlace, anyAuditEvent, ({ made, at }, other) => {
        const edited = { ...other, serial: "other", sequence: 99, hash: "f".repeat(64) };
        for (const field of fields) {
          const tampered = made.chain.map((event, index) =>
            index === at ? { ...event, [field]: edited[field] } : event,
          );
          if (tampered[at]?.[field] !== made.chain[at]?.[field]) expectFound(made.head, tampered);
        }
      }),
    );
  });

  test("finds a field that a diagnosis has more or less than those that are hashed", () => {
    const hypothesis = { algorithm: "SHA-1", periodSeconds: 30 } as const;
    const diagnosis = { pin: "right", offsetSteps: null, hypothesis } as const;
    const event = actEvent(unixMilliseconds(5), "refused", "holder");
    const { head, chain } = chainOf([{ ...event, diagnosis }]);
    expect(verifyChain(serial, head, chain).kind).toBe("intact");
    const { offsetSteps: _, ...less } = diagnosis;
    for (const edited of [
      { ...diagnosis, note: "forged" },
      { ...diagnosis, hypothesis: { ...hypothesis, note: "forged" } },
      { ...less, offset: null },
    ]) {
      const tampered = [{ ...chain[0], diagnosis: edited }] as unknown as readonly ChainedEvent[];
      expectFound(head, tampered);
    }
    // Its hash is that of a field that is null.
    expectFound(head, [{ ...chain[0], diagnosis: less }] as unknown as readonly ChainedEvent[]);
  });

  test("finds an edited event whose own hash was computed anew", () => {
    fc.assert(
      fc.property(anyPlace, anyAuditEvent, ({ made, at }, other) => {
        const before = made.chain[at - 1];
        const head = before ? { count: before.sequence, hash: before.hash } : emptyAuditHead;
        const forged = chainEvent(serial, head, other);
        fc.pre(forged.hash !== made.chain[at]?.hash);
        expectFound(made.head, made.chain.with(at, forged));
      }),
    );
  });

  test("finds a deleted event, also when those behind it were renumbered", () => {
    fc.assert(
      fc.property(anyPlace, ({ made, at }) => {
        const deleted = made.chain.filter((_, index) => index !== at);
        expectFound(made.head, deleted);
        expectFound(
          made.head,
          deleted.map((event, index) => ({ ...event, sequence: index + 1 })),
        );
      }),
    );
  });

  test("finds an inserted event: a copy, or one chained properly to the end", () => {
    fc.assert(
      fc.property(anyPlace, anyAuditEvent, ({ made, at }, other) => {
        const copy = made.chain.slice(at, at + 1);
        expectFound(made.head, made.chain.toSpliced(at, 0, ...copy));
        expectFound(made.head, [...made.chain, chainEvent(serial, made.head, other)]);
      }),
    );
  });

  test("finds two events in each other's place", () => {
    fc.assert(
      fc.property(anyPlace, fc.nat(), ({ made, at }, draw) => {
        const to = draw % made.chain.length;
        const [left, right] = [made.chain[at], made.chain[to]];
        fc.pre(left !== undefined && right !== undefined && left.hash !== right.hash);
        if (left && right) expectFound(made.head, made.chain.with(at, right).with(to, left));
      }),
    );
  });

  test("finds a chain that was cut at either end, or emptied", () => {
    fc.assert(
      fc.property(anyPlace, ({ made, at }) => {
        expectFound(made.head, made.chain.slice(0, at));
        expectFound(made.head, made.chain.slice(at + 1));
      }),
    );
  });

  test("finds a head that is not the chain's, and the chain of another key", () => {
    fc.assert(
      fc.property(anyChain, ({ head, chain }) => {
        expectFound({ ...head, hash: "0".repeat(64) }, chain);
        expectFound({ ...head, count: head.count + 1 }, chain);
        expectFound(emptyAuditHead, chain);
        expect(verifyChain("other", head, chain).kind).toBe("broken");
      }),
    );
  });

  test("names the first event that is wrong", () => {
    const event: AuditEvent = {
      at: 0 as AuditEvent["at"],
      kind: "created",
      actor: "system",
      step: null,
      reason: null,
      diagnosis: null,
    };
    const { head, chain } = chainOf([event, event, event]);
    const edited = chain.map((each, index) => (index === 1 ? { ...each, actor: "staff:x" } : each));
    expect(verifyChain(serial, head, edited)).toMatchObject({ sequence: 2, problem: "altered" });
    expect(verifyChain(serial, head, chain.slice(0, 2))).toMatchObject({ sequence: 3 });
    expect(verifyChain(serial, head, chain.slice(1))).toMatchObject({ sequence: 1 });
  });
});
