import {
  choosePin,
  isRenewable,
  isTermOver,
  openTransaction,
  type PinDecision,
  type RenewalDecision,
  renewCommissioning,
  termEnd,
  transactionHash,
} from "@jeton/core";
import type { Ports } from "../ports/ports.ts";
import { soundOrNull } from "../ports/sound-or-null.ts";
import type { PinAnswer, TransactionAnswer } from "./answers.ts";
import { contextOf } from "./context.ts";
import { decideAndStore } from "./decide-and-store.ts";
import { newPin } from "./new-pin.ts";
import { nextCodeHint } from "./next-code-hint.ts";

/** Takes the PIN that a holder chose, typed twice, for the commissioning under way. */
export async function submitPin(
  ports: Ports,
  given: { readonly transaction: string; readonly pin: string; readonly pinAgain: string },
): Promise<PinAnswer> {
  const transaction = openTransaction(ports.keyring, given.transaction);
  if (transaction === null) return { kind: "refused" };
  const pin = await newPin(ports, given);
  if ("problem" in pin) return { kind: "pin-unfit", problem: pin.problem };
  const { salt, digest, nonce } = pin;
  const done = await decideAndStore<PinDecision>(
    ports,
    () => soundOrNull(ports.store.load(transaction.serial)),
    async (record) =>
      choosePin(record, { transactionId: transaction.id, salt, digest, nonce }, contextOf(ports)),
  );
  if (done === null || done.decision.kind === "refused") return { kind: "refused" };
  return {
    kind: "confirm-passcode",
    hint: nextCodeHint(ports, done.record, done.decision.expiresAt),
  };
}

/** Returns where the commissioning of a token stands. */
export async function transactionStatus(ports: Ports, token: string): Promise<TransactionAnswer> {
  const transaction = openTransaction(ports.keyring, token);
  const stored = transaction && (await soundOrNull(ports.store.load(transaction.serial)));
  if (!transaction || !stored) return { kind: "refused" };
  const { state } = stored.record;
  if (state.kind === "in-service") return { kind: "finished" };
  if (state.kind !== "choosing-pin" && state.kind !== "confirming-pin") return { kind: "refused" };
  if (state.transaction !== transactionHash(transaction.id)) return { kind: "refused" };
  if (isTermOver(state.term, ports.clock())) return { kind: "refused" };
  const expiresAt = termEnd(state.term);
  return {
    kind: state.kind,
    hint: nextCodeHint(ports, stored.record, expiresAt),
    isRenewable: isRenewable(state.term, ports.policy),
  };
}

/**
 * Gives the holder of a token more time for the commissioning under way. Nothing changes when it is over,
 * or when it has lasted as long as it may.
 */
export async function renewTransaction(ports: Ports, token: string): Promise<void> {
  const transaction = openTransaction(ports.keyring, token);
  if (transaction === null) return;
  await decideAndStore<RenewalDecision>(
    ports,
    () => soundOrNull(ports.store.load(transaction.serial)),
    async (record) =>
      renewCommissioning(record, { transactionId: transaction.id }, contextOf(ports)),
  );
}
