import { type Fault, type SimulatedKey, temperatureProfiles } from "@jeton/key";
import { hexToBytes } from "@noble/hashes/utils.js";
import { HouseTime, NotPossibleError, type TimeMode } from "../time/house-time.ts";
import { type HouseKey, newHouseKey } from "./house-key.ts";
import type { NewKeyOperation, Operation } from "./operation.ts";

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

/** A code that a client was given, and the step that it is of. */
export type GivenCode = { readonly step: number; readonly code: string };

type Entry = { readonly held: HouseKey; stop: () => void; given: GivenCode | null };

/** Keys that share one time. Everything that is done to them is an `Operation`. */
export class KeyHouse {
  readonly time: HouseTime;
  readonly #keys = new Map<string, Entry>();
  readonly #watchers = new Set<(change: HouseChange) => void>();

  constructor(mode: TimeMode) {
    this.time = new HouseTime(mode);
  }

  /** Returns all keys, of every kind, in the order in which they came. */
  all(): readonly HouseKey[] {
    return [...this.#keys.values()].map(({ held }) => held);
  }

  /** Returns the keys with a clock, in the order in which they came. */
  keys(): readonly SimulatedKey[] {
    return this.all().flatMap((held) => (held.kind === "totp" ? [held.key] : []));
  }

  /** Returns the key, whatever its kind. Throws NoSuchKeyError. */
  held(serial: string): HouseKey {
    return this.#entry(serial).held;
  }

  /** Returns the key with a clock. Throws NoSuchKeyError, and NotPossibleError for another kind. */
  key(serial: string): SimulatedKey {
    const held = this.held(serial);
    if (held.kind === "totp") return held.key;
    const why =
      held.kind === "hotp"
        ? "it counts and has neither clock nor faults"
        : "it has a keypad, no faults, and a clock that nobody sets";
    throw new NotPossibleError(
      `Cannot do that to the key ${JSON.stringify(serial)}: ${why}, wanted a key of kind "totp"`,
    );
  }

  /** Returns the key with a keypad. Throws NoSuchKeyError, and NotPossibleError for another kind. */
  keypad(serial: string): Extract<HouseKey, { kind: "ocra" }> {
    const held = this.held(serial);
    if (held.kind === "ocra") return held;
    throw new NotPossibleError(
      `Cannot type into the key ${JSON.stringify(serial)}: it has no keypad, wanted a key of kind "ocra"`,
    );
  }

  /** Returns the code that a client was given last of that key, or null. Throws NoSuchKeyError. */
  given(serial: string): GivenCode | null {
    return this.#entry(serial).given;
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
      case "create-counter-key":
      case "create-keypad-key":
        this.#create(operation);
        return {};
      case "give-code": {
        const { serial, step, code } = operation;
        this.#entry(serial).given = { step, code };
        return {};
      }
      case "delete-key": {
        this.#entry(operation.serial).stop();
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
        pressButton(this.held(operation.serial), operation.act);
        return {};
      case "keypad":
        for (const button of operation.buttons) this.keypad(operation.serial).key.press(button);
        return {};
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

  #entry(serial: string): Entry {
    const found = this.#keys.get(serial);
    if (found !== undefined) return found;
    throw new NoSuchKeyError(`Cannot find the key ${JSON.stringify(serial)}`);
  }

  #create(operation: NewKeyOperation): void {
    const { serial } = operation.key;
    if (this.has(serial)) {
      throw new NotPossibleError(`Cannot create the key ${JSON.stringify(serial)}: it is there`);
    }
    if (this.#keys.size >= keysMax) {
      throw new NotPossibleError(`Cannot create a key: ${keysMax} are there, delete some`);
    }
    const held = newHouseKey(operation, this.time);
    const entry: Entry = { held, stop: () => {}, given: null };
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

  #watchKey(serial: string, entry: Entry): void {
    entry.stop = entry.held.key.onChange(() => this.#tell({ kind: "key", serial }));
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

function pressButton(held: HouseKey, act: "press" | "hold" | "release"): void {
  if (held.kind === "totp") held.key[act]();
  else if (held.kind === "ocra") {
    throw new NotPossibleError(
      `Cannot ${act} the button of the key ${JSON.stringify(held.key.serial)}: it has a keypad, POST keypad {"buttons":["ok"]}`,
    );
  } else if (act === "press") held.key.press();
  else {
    throw new NotPossibleError(
      `Cannot ${act} the button of the key ${JSON.stringify(held.key.serial)}: it counts each press, wanted "press"`,
    );
  }
}

type TimeKeyOperation = Extract<
  Operation,
  {
    kind:
      | ("temperature" | "offset" | "rate" | "jump" | "glass")
      | ("fault" | "clear-faults" | "power-up" | "load-seed");
  }
>;

function actOnKey(key: SimulatedKey, operation: TimeKeyOperation): OperationResult {
  switch (operation.kind) {
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
