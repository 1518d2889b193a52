import {
  holderIdentifier,
  openTransaction,
  type StoredKey,
  sealNonceBytes,
  sealTransaction,
} from "@jeton/core";
import type { LoginAnswer } from "./answers.ts";
import { decoySerialFor } from "./decoys.ts";
import { nextCodeHint } from "./next-code-hint.ts";
import type { Ports } from "./ports.ts";
import { type Presented, present } from "./present.ts";

/** Decides the attempt of someone who gives an identifier and a PASSCODE, or a code alone. */
export async function logIn(
  ports: Ports,
  given: { readonly identifier: string; readonly passcode: string },
): Promise<LoginAnswer> {
  return loginAnswer(ports, await present(ports, given.passcode, holderLoader(ports, given)));
}

/** Decides the PASSCODE by which a holder confirms the PIN that he has just chosen. */
export async function confirmPasscode(
  ports: Ports,
  given: { readonly transaction: string; readonly passcode: string },
): Promise<LoginAnswer> {
  const transaction = openTransaction(ports.keyring, given.transaction);
  if (transaction === null) return { kind: "refused" };
  const load = () => ports.store.load(transaction.serial);
  return loginAnswer(ports, await present(ports, given.passcode, load));
}

/** Answers what loads the key of an identifier, or a decoy by the same question. */
export function holderLoader(
  ports: Ports,
  given: { readonly identifier: string },
): () => Promise<StoredKey | null> {
  const identifier = holderIdentifier(given.identifier) ?? "";
  const decoySerial = decoySerialFor(identifier);
  return () => ports.store.loadForHolder(identifier, decoySerial);
}

/** Answers what the one who attempted is told. */
export function loginAnswer(ports: Ports, presented: Presented | null): LoginAnswer {
  if (presented === null || presented.decision.kind === "refused") return { kind: "refused" };
  const { decision, record, transactionId } = presented;
  if (decision.kind === "accepted") {
    const { serial, epoch } = record;
    const holder = record.holder ?? "";
    return { kind: "accepted", holder, serial, epoch, commissioned: decision.commissioned };
  }
  return {
    kind: "choose-pin",
    transaction: sealTransaction(
      ports.keyring,
      { serial: record.serial, id: transactionId },
      ports.random(sealNonceBytes),
    ),
    hint: nextCodeHint(ports, record, decision.expiresAt),
  };
}
