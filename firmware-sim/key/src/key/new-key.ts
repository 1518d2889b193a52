import type { CodeParameters, UnixMilliseconds } from "@jeton/core/units";
import { bytesToHex } from "@noble/hashes/utils.js";
import { type BatteryDesign, newBattery } from "../battery/battery.ts";
import { believedTimeAt, keyClock } from "../clock/key-clock.ts";
import type { TimeSource } from "../clock/time-source.ts";
import { newFirmware, runFirmware } from "../firmware/firmware.ts";
import { type FirmwareProgram, firmwareProgram } from "../firmware/program.ts";
import { goodGlass } from "../lcd/glass-condition.ts";
import type { Quartz } from "../quartz/quartz.ts";
import { checkedSeed, checkedSerial } from "./checked-makeup.ts";
import type { KeyMakeup } from "./key-makeup.ts";

/** What a new simulated key is made of. */
export type SimulatedKeyOptions = {
  /** Engraved on the case: 1 to 32 printable characters. */
  readonly serial: string;
  /** The shared secret, 1 to 1024 bytes; it is copied. null: none was loaded yet. */
  readonly seed: Uint8Array | null;
  /** What differs from SHA-1, 6 digits, 60 s, T0 = 0. */
  readonly parameters?: Partial<CodeParameters>;
  /** What differs from a key that is always on and shows no self-test. */
  readonly program?: Partial<Omit<FirmwareProgram, "parameters">>;
  /** Where true time comes from. Default: this machine's clock. */
  readonly timeSource?: TimeSource;
  /** Key clock minus true time, whole ms. Default 0. */
  readonly offsetMilliseconds?: number;
  /** Tolerance of the key's crystal, ±5000 ppm. Default 0. */
  readonly ratePpm?: number;
  /** What makes its speed wander. Default: nothing does. */
  readonly quartz?: Quartz;
  /** Default: a coin cell, full. */
  readonly battery?: BatteryDesign;
  /** From what faults are drawn, whole. Default 1. */
  readonly randomSeed?: number;
};

/** Returns a key that was powered up at `at`. Throws RangeError for an option outside its range. */
export function newKey(options: SimulatedKeyOptions, at: UnixMilliseconds): KeyMakeup {
  const program = firmwareProgram({
    ...options.program,
    ...(options.parameters && { parameters: options.parameters }),
  });
  const seedHex = options.seed === null ? null : bytesToHex(checkedSeed(options.seed));
  const clock = keyClock({
    at,
    offsetMilliseconds: options.offsetMilliseconds ?? 0,
    ratePpm: options.ratePpm ?? 0,
    ...(options.quartz && { quartz: options.quartz }),
  });
  const time = believedTimeAt(clock, at);
  return {
    serial: checkedSerial(options.serial),
    clock,
    firmware: runFirmware(newFirmware(program, seedHex), { kind: "power-up" }, time),
    battery: newBattery(options.battery),
    condition: goodGlass,
    faults: [],
    frozen: null,
    randomSeed: options.randomSeed ?? 1,
    settledAt: at,
  };
}
