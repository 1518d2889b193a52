import {
  type KeyRecord,
  type PinHashCost,
  type PinQuestion,
  renewPin,
  sealNonceBytes,
} from "@jeton/core";
import type { Ports } from "../ports/ports.ts";

/** The hashes that one attempt has made so far. */
export type PinDigests = {
  /** Hashes the PIN at its own cost and at every other cost in use; returns the hash at its own. */
  readonly hash: (question: PinQuestion, line?: string) => Promise<Uint8Array>;
  /**
   * Returns the record of the holder who was let in by the PIN of `question`, with the PIN hashed at
   * `renewalCost`. If no such hash was made with the others, returns the record as it is.
   */
  readonly renewed: (record: KeyRecord, question: PinQuestion) => KeyRecord;
};

/**
 * Returns no hashes yet. `costs` are hashed at, too, whatever keys have. `renewalCost` is that of new PINs
 * of this kind; default: the policy's.
 */
export function pinDigests(
  ports: Ports,
  {
    costs = [],
    renewalCost = ports.policy.pinHashCost,
  }: { readonly costs?: readonly PinHashCost[]; readonly renewalCost?: PinHashCost } = {},
): PinDigests {
  const made = new Map<string, Uint8Array>();
  return {
    async hash(question, line) {
      const inUse = ports.inUse?.pinHashCosts() ?? [];
      for (const cost of [question.cost, ...costs, ...inUse]) {
        const each = { ...question, cost };
        // After a lost race the salt is nearly always the same one: hash once.
        const name = nameOf(each);
        if (!made.has(name)) made.set(name, await ports.hashPin(each, line));
      }
      return made.get(nameOf(question)) ?? new Uint8Array(0);
    },
    renewed(record, question) {
      const cost = renewalCost;
      const digest = made.get(nameOf({ ...question, cost }));
      const isItsPin =
        record.state.kind === "in-service" &&
        record.state.pin.salt === Buffer.from(question.salt).toString("hex");
      if (digest === undefined || !isItsPin) return record;
      const nonce = ports.random(sealNonceBytes);
      return renewPin(ports.keyring, record, { cost, digest, nonce });
    },
  };
}

function nameOf({ salt, cost: { logN, r, p } }: PinQuestion): string {
  return `${Buffer.from(salt).toString("hex")} ${logN} ${r} ${p}`;
}
