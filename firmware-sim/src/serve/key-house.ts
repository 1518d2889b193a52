import { drawQuartz, type Fault, SimulatedKey, temperatureProfiles } from "@jeton/key";
import { hexToBytes } from "@noble/hashes/utils.js";
import { HouseTime, NotPossibleError, type TimeMode } from "../time/house-time.ts";
import type { KeyPlan, Operation } from "./operation.ts";

/** What an operation gives besides its effect. */
export type OperationResult = {
  readonly fault?: Fault;
  readonly load?: "loaded" | "wrong-check" | "locked";
};

/** No key has that serial number. */
export class NoSuchKeyError extends Error {
  override readonly name: string = "NoSuchKeyError";
}

/** Keys of one house, at most: each holds its state in memory. */
export const keysMax = 10_000;

/** What changed in a house: a key by its serial number, or time. */
export type HouseChange =
  | { readonly kind: "key"; readonly serial: string }
  | { readonly kind: "gone"; readonly serial: string }
  | { readonly kind: "time" };

/** Keys that share one time. Everything that is done to them is an `Operation`. */
export class KeyHouse {
  readonly time: HouseTime;
  readonly #keys = new Map<string, { readonly key: SimulatedKey; stop: () => void }>();
  readonly #watchers = new Set<(change: HouseChange) => void>();

  constructor(mode: TimeMode) {
    this.time = new HouseTime(mode);
  }

  /** Returns the keys in the order in which they came. */
  keys(): readonly SimulatedKey[] {
    return [...this.#keys.values()].map(({ key }) => key);
  }

  /** Returns the key. Throws NoSuchKeyError. */
  key(serial: string): SimulatedKey {
    const found = this.#keys.get(serial);
    if (found !== undefined) return found.key;
    throw new NoSuchKeyError(`Cannot find the key ${JSON.stringify(serial)}`);
  }

  has(serial: string): boolean {
    return this.#keys.has(serial);
  }

  /**
   * Does what the operation says, all of it or nothing. Throws RangeError for values out of range,
   * NoSuchKeyError, and NotPossibleError for what this house cannot do now.
   */
  apply(operation: Operation): OperationResult {
    switch (operation.kind) {
      case "create-key":
        this.#create(operation.key);
        return {};
      case "delete-key": {
        this.key(operation.serial);
        this.#keys.get(operation.serial)?.stop();
        this.#keys.delete(operation.serial);
        this.#tell({ kind: "gone", serial: operation.serial });
        return {};
      }
      case "advance":
        return this.#move(() => this.time.advance(operation.milliseconds));
      case "jump-to":
        return this.#move(() => this.time.jumpTo(operation.at));
      case "freeze":
        return this.#move(() => this.time.freeze());
      case "resume":
        return this.#move(() => this.time.resume());
      case "factor":
        return this.#move(() => this.time.setFactor(operation.factor));
      case "button":
      case "temperature":
      case "offset":
      case "rate":
      case "jump":
      case "glass":
      case "fault":
      case "clear-faults":
      case "power-up":
      case "load-seed":
        return actOnKey(this.key(operation.serial), operation);
      default:
        return operation satisfies never;
    }
  }

  /** Calls `callback` at every change. Answers a function that takes that back. */
  onChange(callback: (change: HouseChange) => void): () => void {
    const watcher = (change: HouseChange): void => callback(change);
    const first = this.#watchers.size === 0;
    this.#watchers.add(watcher);
    if (first) this.#watchKeys();
    return () => {
      this.#watchers.delete(watcher);
      if (this.#watchers.size === 0) this.#unwatchKeys();
    };
  }

  #create(plan: KeyPlan): void {
    const { serial } = plan;
    if (this.has(serial)) {
      throw new NotPossibleError(`Cannot create the key ${JSON.stringify(serial)}: it is there`);
    }
    if (this.#keys.size >= keysMax) {
      throw new NotPossibleError(`Cannot create a key: ${keysMax} are there, delete some`);
    }
    const key = keyFromPlan(plan, this.time);
    const entry = { key, stop: (): void => {} };
    this.#keys.set(serial, entry);
    if (this.#watchers.size > 0) this.#watchKey(serial, entry);
    this.#tell({ kind: "key", serial });
  }

  /** While time leaps nobody looks: each key is told of once, at the end. */
  #move(change: () => void): OperationResult {
    this.#unwatchKeys();
    try {
      change();
    } finally {
      if (this.#watchers.size > 0) this.#watchKeys();
    }
    this.#tell({ kind: "time" });
    for (const serial of this.#keys.keys()) this.#tell({ kind: "key", serial });
    return {};
  }

  #watchKeys(): void {
    for (const [serial, entry] of this.#keys) this.#watchKey(serial, entry);
  }

  #watchKey(serial: string, entry: { readonly key: SimulatedKey; stop: () => void }): void {
    entry.stop = entry.key.onChange(() => this.#tell({ kind: "key", serial }));
  }

  #unwatchKeys(): void {
    for (const entry of this.#keys.values()) {
      entry.stop();
      entry.stop = () => {};
    }
  }

  #tell(change: HouseChange): void {
    for (const watcher of [...this.#watchers]) watcher(change);
  }
}

function keyFromPlan(plan: KeyPlan, time: HouseTime): SimulatedKey {
  const { serial, parameters, offsetMilliseconds, display, selfTestMilliseconds } = plan;
  const drawn =
    plan.quartzSeed === null ? null : drawQuartz(plan.quartzSeed, { bornAt: time.source.now() });
  return new SimulatedKey({
    serial,
    seed: hexToBytes(plan.seedHex),
    parameters,
    program: { display, selfTestMilliseconds },
    timeSource: time.source,
    offsetMilliseconds,
    ratePpm: plan.ratePpm + (drawn?.ratePpm ?? 0),
    ...(drawn !== null && { quartz: drawn.quartz }),
    randomSeed: plan.randomSeed,
  });
}

type KeyOperation = Exclude<
  Operation,
  { kind: "create-key" | "delete-key" | "advance" | "jump-to" | "freeze" | "resume" | "factor" }
>;

function actOnKey(key: SimulatedKey, operation: KeyOperation): OperationResult {
  switch (operation.kind) {
    case "button":
      key[operation.act]();
      return {};
    case "temperature": {
      const { temperature } = operation;
      const named =
        typeof temperature === "string" ? temperatureProfiles[temperature] : temperature;
      key.setTemperature(named);
      return {};
    }
    case "offset":
      key.setOffset(operation.milliseconds);
      return {};
    case "rate":
      key.setRate(operation.ppm);
      return {};
    case "jump":
      key.jump(operation.milliseconds);
      return {};
    case "glass":
      key.setGlass(operation.condition);
      return {};
    case "fault":
      return { fault: key.inject(operation.name, operation.values) };
    case "clear-faults":
      key.clearFaults();
      return {};
    case "power-up":
      key.powerUp();
      return {};
    case "load-seed":
      return { load: key.loadSeed(hexToBytes(operation.seedHex), operation.check) };
    default:
      return operation satisfies never;
  }
}
