import { createHash, randomBytes } from "node:crypto";
import {
  type Attempt,
  actOnKey,
  authenticate,
  believed,
  type CodeParameters,
  type Context,
  choosePin,
  createKeyring,
  type Decision,
  defaultPolicy,
  hashPin,
  type KeyRecord,
  newKeyRecord,
  offsetAt,
  type Policy,
  passingWindows,
  pinQuestion,
  type UnixMilliseconds,
  unixMilliseconds,
} from "@jeton/core";
import type { Login } from "./login.ts";

/** The default policy; the PIN's hash costs nothing, since no PIN is at stake on the bench. */
const policy: Policy = { ...defaultPolicy, pinHashCost: { logN: 1, r: 1, p: 1 } };
const pin = "4071";

/**
 * A validation server with one key, in memory: what @jeton/core answers to the board's codes, one
 * login after the other. The key is commissioned with its first two codes as any holder does it.
 */
export class Validator {
  readonly #keyring = createKeyring([randomBytes(32)]);
  readonly #parameters: CodeParameters;
  readonly #startedAt: UnixMilliseconds;
  #record: KeyRecord;

  constructor(seed: Uint8Array, parameters: CodeParameters, at: number) {
    this.#parameters = parameters;
    this.#startedAt = unixMilliseconds(Math.round(at));
    const nonce = randomBytes(24);
    const stocked = newKeyRecord(this.#keyring, { serial: "bench", seed, parameters, nonce });
    const by = { actor: "bench", now: this.#startedAt };
    this.#record = actOnKey(stocked, { kind: "assign", holder: "bench" }, by).next;
  }

  /** Whether it has been commissioned: by its first code and, within ten minutes, a later one. */
  get isInService(): boolean {
    return this.#record.state.kind === "in-service";
  }

  /** Presents the code that the board shows `at` (ms since 1970), and answers what became of it. */
  login(code: string, at: number): Login {
    const now = unixMilliseconds(Math.round(at));
    const context = { now, policy, keyring: this.#keyring, clockTrusted: true };
    const before = this.#record;
    const belief = believed(before, this.#parameters, now, policy);
    const windows = passingWindows(belief, now, this.#parameters, {
      bounds: policy.clock,
      caps: policy.windows[before.state.kind],
    });
    const isFirst = before.state.kind === "assigned";
    const decision = this.#present(isFirst ? null : pin, code, context);
    const { accept, ask } = windows;
    return {
      seconds: (now - this.#startedAt) / 1000,
      outcome: outcomeOf(decision),
      reason: decision.kind === "refused" ? decision.reason : null,
      acceptSteps: accept === null ? 0 : accept.to - accept.from + 1,
      askSteps: ask === null ? 0 : ask.to - ask.from + 1,
      believedOffset: offsetAt(belief, now),
    };
  }

  #present(typedPin: string | null, code: string, context: Context): Decision {
    const passcode = { pin: typedPin, code };
    const transactionId = randomBytes(16);
    const attempt: Attempt = {
      passcode,
      pinDigest: hashPin(pinQuestion(this.#record, passcode, context)),
      transaction: createHash("sha256").update(transactionId).digest("hex"),
    };
    const { decision, next } = authenticate(this.#record, attempt, context);
    this.#record = next;
    if (decision.kind === "choose-pin") this.#choosePin(transactionId, context);
    // Each login is judged by itself: what failures cost is about guessing, not about clocks.
    const by = { actor: "bench", now: context.now };
    if (decision.kind === "refused" && decision.reason !== "next-code-wanted") {
      this.#record = actOnKey(this.#record, { kind: "unlock" }, by).next;
    }
    return decision;
  }

  #choosePin(transactionId: Uint8Array, context: Context): void {
    const salt = randomBytes(16);
    const digest = hashPin({ pin, salt, cost: policy.pinHashCost });
    const choice = { transactionId, salt, digest, nonce: randomBytes(24) };
    const { decision, next } = choosePin(this.#record, choice, context);
    if (decision.kind !== "confirm-passcode")
      throw new Error(`Cannot commission: found ${decision.kind}`);
    this.#record = next;
  }
}

function outcomeOf(decision: Decision): Login["outcome"] {
  if (decision.kind !== "refused") return "accepted";
  return decision.reason === "next-code-wanted" ? "next-code" : "refused";
}
