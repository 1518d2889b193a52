import type { CodeParameters } from "@jeton/core/units";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import type { FirmwareState } from "../firmware/firmware.ts";
import type { GlassCondition } from "../lcd/glass-condition.ts";
import type { Fault } from "./fault.ts";

/** Returns the firmware as it runs with those faults: another seed, period or hash. */
export function faultyFirmware(state: FirmwareState, faults: readonly Fault[]): FirmwareState {
  if (faults.length === 0) return state;
  let { seedHex } = state;
  let { parameters } = state.program;
  for (const fault of faults) {
    if (fault.name === "seed-bit-flip" && seedHex !== null) seedHex = flipped(seedHex, fault.bit);
    parameters = faultyParameters(parameters, fault);
  }
  return { ...state, seedHex, program: { ...state.program, parameters } };
}

/** Returns the glass with those faults' defects. */
export function faultyGlass(condition: GlassCondition, faults: readonly Fault[]): GlassCondition {
  if (faults.length === 0) return condition;
  const of = <N extends Fault["name"]>(name: N) =>
    faults.filter((fault): fault is Extract<Fault, { name: N }> => fault.name === name);
  const dead = of("dead-segment").map(({ segment }) => segment);
  const stuck = of("stuck-segment").map(({ segment }) => segment);
  const lines = of("dead-line").map(({ line }) => line);
  if (dead.length + stuck.length + lines.length === 0) return condition;
  return {
    ...condition,
    deadSegments: [...condition.deadSegments, ...dead],
    stuckSegments: [...condition.stuckSegments, ...stuck],
    deadLines: [...condition.deadLines, ...lines],
  };
}

function faultyParameters(parameters: CodeParameters, fault: Fault): CodeParameters {
  if (fault.name === "wrong-period") return { ...parameters, periodSeconds: fault.seconds };
  if (fault.name === "wrong-algorithm") return { ...parameters, algorithm: fault.algorithm };
  return parameters;
}

function flipped(seedHex: string, bit: number): string {
  const seed = hexToBytes(seedHex);
  const index = Math.floor(bit / 8);
  seed[index] = (seed[index] ?? 0) ^ (1 << (bit % 8));
  return bytesToHex(seed);
}
