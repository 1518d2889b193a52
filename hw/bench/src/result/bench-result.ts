import type { DriftEstimate } from "../drift/estimate-drift.ts";
import type { KeyVerdict } from "../drift/key-verdict.ts";
import type { Login, LoginSummary } from "../validator/login.ts";
import type { GlassPicture } from "./glass-picture.ts";

/** What came of a plan. Plain data: it goes into JSON, JUnit and HTML as it is. */
export type BenchResult = {
  readonly plan: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** What it took on this machine. */
  readonly wallSeconds: number;
  readonly boards: readonly BoardResult[];
};

export type BoardResult = {
  readonly name: string;
  /** "emulated hd44780, +60 ppm", "/dev/ttyACM0". */
  readonly place: string;
  /** What the board says it is; null when it never answered. */
  readonly version: string | null;
  readonly steps: readonly StepResult[];
  /** From a request's first byte to its answer's last, ms of the board's time, without faulty wires. */
  readonly latencies: readonly number[];
  readonly wire: readonly WireEntry[];
  /** Packets that the log no longer holds. */
  readonly wireLeftOut: number;
};

export type StepResult = {
  /** From 1. */
  readonly repetition: number;
  /** Its number in the plan, from 1. */
  readonly number: number;
  readonly title: string;
  readonly outcome: "passed" | "failed" | "skipped";
  /** Why it failed, or what it found. */
  readonly message: string | null;
  /** Of the board's time. */
  readonly seconds: number;
  readonly details: StepDetails | null;
};

export type StepDetails =
  | { readonly kind: "glass"; readonly glass: GlassPicture }
  | OwnKeyDetails
  | FaultDetails;

export type OwnKeyDetails = {
  readonly kind: "own-key";
  readonly drift: DriftEstimate;
  readonly verdict: KeyVerdict;
  readonly logins: readonly Login[];
  readonly summary: LoginSummary;
  readonly glass: GlassPicture;
};

export type FaultDetails = {
  readonly kind: "fault";
  readonly requests: number;
  readonly answered: number;
  /** Ended in a typed error, by its code. */
  readonly errors: { readonly [code: string]: number };
  readonly spoilt: {
    readonly dropped: number;
    readonly flipped: number;
    readonly duplicated: number;
  };
  readonly slowestMilliseconds: number;
};

/** One packet, or bytes that are none. */
export type WireEntry = {
  /** Since the board was opened. */
  readonly milliseconds: number;
  readonly direction: "to-board" | "from-board";
  /** In hexadecimal; the bytes of seeds are dots. */
  readonly bytes: string;
  readonly means: string;
};

/** Returns whether every step of every board passed. */
export function hasPassed({ boards }: Pick<BenchResult, "boards">): boolean {
  return boards.every(({ steps }) => steps.every(({ outcome }) => outcome === "passed"));
}
