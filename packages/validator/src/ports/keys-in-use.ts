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
 * What the keys of this installation have that costs time, as far as this process knows. Every refusal
 * computes its codes with all the hashes, and every attempt hashes its PIN at all the costs, so that the
 * time does not tell which of them an identifier's key has (law 6). An installation whose keys are all
 * alike pays for one of each.
 */
export type KeysInUse = {
  readonly hashes: () => readonly Algorithm[];
  readonly pinHashCosts: () => readonly PinHashCost[];
  /** Notes a key that was met; nothing is forgotten before the process ends. */
  readonly note: (record: KeyRecord) => void;
};

/** Returns what the decoys have, whose PINs are hashed at the policy's cost. */
export function keysInUse(cost: PinHashCost): KeysInUse {
  let hashes: readonly Algorithm[] = [codeParameters().algorithm];
  let costs: readonly PinHashCost[] = [cost];
  return {
    hashes: () => hashes,
    pinHashCosts: () => costs,
    note(record) {
      // Passwords of staff have a cost of their own, at a door of their own.
      if (record.serial.startsWith(staffPrefix)) return;
      const { algorithm } = record.parameters;
      if (!hashes.includes(algorithm)) {
        hashes = algorithms.filter((each) => each === algorithm || hashes.includes(each));
      }
      costs = distinctCosts([...costs, ...pinHashCosts(record)], costs);
    },
  };
}

/** Returns each cost once; `same` if that is as many. */
function distinctCosts(
  costs: readonly PinHashCost[],
  same: readonly PinHashCost[],
): readonly PinHashCost[] {
  const distinct = costs.filter(
    (cost, index) => costs.findIndex((each) => isSameCost(each, cost)) === index,
  );
  return distinct.length === same.length ? same : distinct;
}
