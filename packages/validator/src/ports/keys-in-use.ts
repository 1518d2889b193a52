import {
  type Algorithm,
  algorithms,
  codeParameters,
  isSameCost,
  type KeyRecord,
  type PinHashCost,
  pinHashCosts,
} from "@jeton/core";
import { staffPrefix } from "./staff-prefix.ts";

/**
 * The hashes and PIN costs that the keys of this installation use, as far as this process knows. Every
 * refusal computes its codes with all the hashes, and every attempt hashes its PIN at all the costs. So the
 * time does not tell what an identifier's key uses (law 6). If all keys are alike, there is one of each.
 */
export type KeysInUse = {
  readonly hashes: () => readonly Algorithm[];
  readonly pinHashCosts: () => readonly PinHashCost[];
  /** The costs of the staff's passwords, at which whatever is typed at their door is hashed. */
  readonly passwordHashCosts: () => readonly PinHashCost[];
  /** The OCRA suite of the first key met that answers challenges; null for none. */
  readonly suite: () => string | null;
  /** Notes a key that was met; nothing is forgotten before the process ends. */
  readonly note: (record: KeyRecord) => void;
};

/** Returns what the decoys use, which is known from the start: `cost` is that of their PINs. */
export function keysInUse(cost: PinHashCost): KeysInUse {
  let hashes: readonly Algorithm[] = [codeParameters().algorithm];
  let costs: readonly PinHashCost[] = [cost];
  let passwordCosts: readonly PinHashCost[] = [];
  let suite: string | null = null;
  return {
    hashes: () => hashes,
    pinHashCosts: () => costs,
    passwordHashCosts: () => passwordCosts,
    suite: () => suite,
    note(record) {
      // Passwords of staff have costs of their own, at a door of their own.
      if (record.serial.startsWith(staffPrefix)) {
        passwordCosts = distinctCosts([...passwordCosts, ...pinHashCosts(record)], passwordCosts);
        return;
      }
      const { algorithm } = record.parameters;
      suite ??= record.parameters.suite ?? null;
      if (!hashes.includes(algorithm)) {
        hashes = algorithms.filter((each) => each === algorithm || hashes.includes(each));
      }
      costs = distinctCosts([...costs, ...pinHashCosts(record)], costs);
    },
  };
}

/** Returns each cost once; returns `same` itself if nothing is new. */
function distinctCosts(
  costs: readonly PinHashCost[],
  same: readonly PinHashCost[],
): readonly PinHashCost[] {
  const distinct = costs.filter(
    (cost, index) => costs.findIndex((each) => isSameCost(each, cost)) === index,
  );
  return distinct.length === same.length ? same : distinct;
}
