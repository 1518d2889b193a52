import {
  type Attempt,
  actOnKey,
  authenticate,
  type ChainedEvent,
  type Context,
  choosePin,
  clockOf,
  type Decision,
  firstCounter,
  type HelpDeskAct,
  type HelpDeskDecision,
  hashPin,
  type KeyParameters,
  type KeyRecord,
  newKeyRecord,
  type Passcode,
  type PinChoice,
  type PinDecision,
  type Policy,
  pinQuestion,
  spareQuestions,
  stepAt,
  timeStep,
  transactionHash,
  type UnixMilliseconds,
  unixMilliseconds,
} from "@jeton/core";
import { type CodeTyped, type Deed, type PinTyped, testPins } from "../arbitraries/deed.ts";
import { type Accepting, acceptedSteps } from "./expected-window.ts";
import { frozen } from "./frozen.ts";
import { independentCode } from "./independent-code.ts";
import { testKeyring } from "./keyring.ts";

/** What a life starts from. */
export type Life = {
  readonly seed: Uint8Array;
  readonly parameters: KeyParameters;
  /** With which a counter key begins; a time key has no use for it. */
  readonly firstCounter: number;
  readonly policy: Policy;
  readonly startsAt: UnixMilliseconds;
  readonly story: readonly Deed[];
};

/** One deed as it came about: what went in, what came out. */
export type Move = {
  readonly before: KeyRecord;
  readonly after: KeyRecord;
  readonly context: Context;
  readonly events: readonly ChainedEvent[];
} & (
  | { readonly kind: "wait" }
  | { readonly kind: "present"; readonly attempt: Attempt; readonly decision: Decision }
  | { readonly kind: "choose-pin"; readonly choice: PinChoice; readonly decision: PinDecision }
  | { readonly kind: "act"; readonly act: HelpDeskAct; readonly decision: HelpDeskDecision }
);

/** A life led to its end, with what only its holder knows. */
export type LedLife = {
  readonly life: Life;
  readonly moves: readonly Move[];
  /** Returns the PIN that the record's verifier stands for, or null. */
  readonly pinOf: (record: KeyRecord) => string | null;
};

/**
 * Leads a key from the stock through all deeds, as a shell would, and answers every move. Records
 * are frozen to the bottom, so that a core which changed one in place would throw.
 */
export function leadLife(life: Life): LedLife {
  const { seed, parameters, policy, story } = life;
  const pins = new Map<string, string>();
  const typed: string[] = [];
  const transactions: Uint8Array[] = [];
  const moves: Move[] = [];
  const clock = clockOf(parameters);
  const counter = clock === null ? firstCounter(life.firstCounter, life.startsAt) : null;
  const key = { serial: "1", seed, parameters, counter, nonce: fresh(24, 0) };
  // What the key shows at its next press.
  let pressed = life.firstCounter;
  let record = frozen(newKeyRecord(testKeyring, key));
  let now = life.startsAt;

  const pinOf = ({ state }: KeyRecord) =>
    state.kind === "in-service" || state.kind === "confirming-pin"
      ? (pins.get(state.pin.sealed) ?? null)
      : null;

  const codeTyped = (code: CodeTyped): string => {
    if (code.from === "guess") return String(code.number).padStart(parameters.digits, "0");
    const own = clock === null ? pressed : (stepAt(now, clock) ?? 0);
    const step = Math.max(0, own + (stepsAheadOf(code) ?? 0));
    if (code.from === "key") pressed = Math.max(pressed, step + 1);
    const shown = independentCode(seed, step, parameters);
    return code.from === "memory" ? (typed.at(-1 - code.attemptsAgo) ?? shown) : shown;
  };

  for (const [index, deed] of story.entries()) {
    if (deed.kind === "wait") {
      now = moved(now, deed.periods * (clock?.periodSeconds ?? 60) * 1000);
    }
    const before = record;
    const context = { now, policy, keyring: testKeyring, clockTrusted: true };
    const move = ((): Move => {
      switch (deed.kind) {
        case "wait":
          return { kind: "wait", before, after: before, context, events: [] };
        case "present": {
          const code = codeTyped(deed.code);
          typed.push(code);
          const id = fresh(16, index);
          const passcode = { pin: pinTyped(deed.pin, pinOf(before)), code };
          const attempt = attemptWith(before, passcode, context, id);
          const { decision, next, events } = authenticate(before, attempt, context);
          if (decision.kind === "choose-pin") transactions.push(id);
          return { kind: "present", attempt, decision, before, after: next, context, events };
        }
        case "choose-pin": {
          const transactionId = transactions.at(-1 - deed.transactionsAgo) ?? fresh(16, -1);
          const salt = fresh(16, index);
          const pin = testPins[deed.pin];
          const digest = hashPin({ pin, salt, cost: policy.pinHashCost });
          const choice = { transactionId, salt, digest, nonce: fresh(24, index + 1) };
          const { decision, next, events } = choosePin(before, choice, context);
          if (decision.kind === "confirm-passcode" && next.state.kind === "confirming-pin") {
            pins.set(next.state.pin.sealed, pin);
          }
          return { kind: "choose-pin", choice, decision, before, after: next, context, events };
        }
        case "act": {
          const by = { actor: "staff:test", now };
          const { decision, next, events } = actOnKey(before, deed.act, by);
          return { kind: "act", act: deed.act, decision, before, after: next, context, events };
        }
        default:
          return deed satisfies never;
      }
    })();
    moves.push(move);
    record = frozen(move.after);
  }
  return { life, moves, pinOf };
}

/** Returns the attempt that a shell makes of a PASSCODE. */
export function attemptWith(
  record: KeyRecord,
  passcode: Passcode,
  context: Context,
  transactionId: Uint8Array,
): Attempt {
  const pinDigest = hashPin(pinQuestion(record, passcode, context));
  const spareDigests = spareQuestions(record, passcode, context).map(hashPin);
  return { passcode, pinDigest, spareDigests, transaction: transactionHash(transactionId) };
}

/** Returns the steps that pass at once and show the code, by arithmetic of its own. */
export function stepsShowing({ seed, parameters }: Life, code: string, at: Accepting): number[] {
  return acceptedSteps(at, parameters).filter(
    (step) => independentCode(seed, timeStep(step), parameters) === code,
  );
}

function stepsAheadOf(code: CodeTyped): number | null {
  return code.from === "key" ? code.stepsAhead : null;
}

function pinTyped(pin: PinTyped, right: string | null): string | null {
  if (pin === "none") return null;
  return pin === "right" ? (right ?? testPins[0]) : testPins[pin];
}

function moved(now: UnixMilliseconds, by: number): UnixMilliseconds {
  return unixMilliseconds(Math.max(0, Math.floor(now + by)));
}

/** Bytes that differ for each deed. */
function fresh(length: number, index: number): Uint8Array {
  const bytes = new Uint8Array(length);
  new DataView(bytes.buffer).setInt32(0, index);
  return bytes;
}
