import type { UnixMilliseconds } from "@jeton/core/units";
import { believedTimeAt, shock } from "../clock/key-clock.ts";
import type { Fault } from "../faults/fault.ts";
import { faultRow } from "../faults/fault-table.ts";
import { acted, clockMoved, type KeyMakeup, settled } from "./key-makeup.ts";
import { readKey } from "./key-reading.ts";

/** Returns the key after `fault` struck at `at`. */
export function withFault(makeup: KeyMakeup, fault: Fault, at: UnixMilliseconds): KeyMakeup {
  const key = settled(makeup, at);
  const lasting = faultRow(fault.name)?.kind === "lasting";
  const faulty = lasting ? { ...key, faults: [...key.faults, fault] } : key;
  switch (fault.name) {
    case "clock-jump":
      return clockMoved(key, fault.seconds * 1000, at);
    case "clock-reset":
      return clockMoved(key, fault.unixSeconds * 1000 - believedTimeAt(key.clock, at), at);
    case "shock":
      return { ...key, clock: shock(key.clock, { at, byPpm: fault.ppm }) };
    case "brown-out":
      return acted(clockMoved(key, -fault.seconds * 1000, at), { kind: "power-up" }, at);
    case "low-battery":
      return batteryAt(key, fault.percent, at);
    case "frozen-display":
      return { ...faulty, frozen: key.frozen ?? readKey(key, at).lcd };
    case "stuck-button":
      return acted(faulty, { kind: "button-down" }, at);
    case "seed-bit-flip":
    case "wrong-period":
    case "wrong-algorithm":
    case "blank-display":
    case "dead-segment":
    case "stuck-segment":
    case "dead-line":
      return faulty;
    default:
      return fault satisfies never;
  }
}

/** Returns the key with none of its lasting faults. What struck once stays done. */
export function withoutFaults(makeup: KeyMakeup, at: UnixMilliseconds): KeyMakeup {
  const key = settled(makeup, at);
  const wasStuck = isStuck(key);
  const healthy = { ...key, faults: [], frozen: null };
  return wasStuck ? acted(healthy, { kind: "button-up" }, at) : healthy;
}

/** Returns whether the button is stuck: pressing and letting go of it does nothing then. */
export function isStuck(key: KeyMakeup): boolean {
  return key.faults.some(({ name }) => name === "stuck-button");
}

function batteryAt(key: KeyMakeup, percent: number, at: UnixMilliseconds): KeyMakeup {
  const { design, leftNanoampereMilliseconds: left } = key.battery;
  const full = design.capacityMilliampereHours * 1e6 * 3_600_000;
  const rest = Math.min(left, Math.round((full * percent) / 100));
  const drained = { ...key, battery: { design, leftNanoampereMilliseconds: rest } };
  if (rest === 0) return acted(drained, { kind: "battery-empty" }, at);
  return percent <= design.lowPercent ? acted(drained, { kind: "battery-low" }, at) : drained;
}
