import type { BoardModelName } from "@jeton/board";
import type { BoardBuild, BoardKey } from "./plan.ts";

/** A plan as people write it: in YAML, or as the default export of a TypeScript file. */
export type PlanInput = {
  readonly name: string;
  readonly repeat?: number;
  readonly boards: readonly BoardInput[];
  readonly steps: readonly StepInput[];
};

export type BoardInput =
  | {
      readonly name: string;
      readonly emulated: {
        readonly build?: BoardBuild;
        readonly "error-ppm"?: number;
        readonly baud?: 19200 | 115200;
      };
    }
  | {
      readonly name: string;
      readonly port: string;
      readonly model?: BoardModelName;
      readonly baud?: 19200 | 115200;
    };

/** A time such as "30 s". */
export type DurationInput = string;
export type LineInput = string | { readonly matches: string } | null;

export type StepInput =
  | { readonly show: string | readonly string[] }
  | { readonly expect: LineInput | readonly LineInput[] }
  | { readonly "wait-key": BoardKey | { readonly key: BoardKey; readonly within?: DurationInput } }
  | { readonly wait: DurationInput }
  | {
      readonly "own-key": {
        readonly for: DurationInput;
        readonly "sample-every"?: DurationInput;
        readonly "login-every"?: DurationInput;
        readonly "seed-hex"?: string;
        readonly period?: number;
        readonly digits?: number;
        readonly "ppm-within"?: number;
        readonly "codes-accepted"?: boolean;
        readonly "host-ppm"?: number;
      };
    }
  | {
      readonly fault: {
        readonly drop?: number;
        readonly flip?: number;
        readonly duplicate?: number;
        readonly delay?: DurationInput;
        readonly requests?: number;
        readonly seed?: number;
      };
    };

/** Returns its argument: for TypeScript plans, so that the editor knows what may stand in one. */
export function definePlan(plan: PlanInput): PlanInput {
  return plan;
}
