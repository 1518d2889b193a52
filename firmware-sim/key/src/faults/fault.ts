import type { Algorithm } from "@jeton/core/units";
import type { GlassLine } from "../lcd/glass-condition.ts";
import type { SegmentId } from "../lcd/segment-lines.ts";

/** What can go wrong with a key, as plain data; `faultTable` says what each does and its ranges. */
export type Fault =
  | { readonly name: "clock-jump"; readonly seconds: number }
  | { readonly name: "clock-reset"; readonly unixSeconds: number }
  | { readonly name: "shock"; readonly ppm: number }
  | { readonly name: "brown-out"; readonly seconds: number }
  | { readonly name: "low-battery"; readonly percent: number }
  | { readonly name: "seed-bit-flip"; readonly bit: number }
  | { readonly name: "wrong-period"; readonly seconds: number }
  | { readonly name: "wrong-algorithm"; readonly algorithm: Algorithm }
  | { readonly name: "frozen-display" }
  | { readonly name: "blank-display" }
  | { readonly name: "stuck-button" }
  | { readonly name: "dead-segment"; readonly segment: SegmentId }
  | { readonly name: "stuck-segment"; readonly segment: SegmentId }
  | { readonly name: "dead-line"; readonly line: GlassLine };

export type FaultName = Fault["name"];
