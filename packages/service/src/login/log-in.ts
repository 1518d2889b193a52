import {
  holderIdentifier,
  openTransaction,
  type StoredKey,
  sealNonceBytes,
  sealTransaction,
  transactionHash,
} from "@jeton/core";
import type { LoginAnswer, Refused } from "./answers.ts";
import { type Client, deviceToken, flowFor, noClient } from "./client.ts";
import { decoySerialFor } from "./decoys.ts";
import { nextCodeHint } from "./next-code-hint.ts";
import type { Ports } from "./ports.ts";
import { lineOf, type Presented, present } from "./present.ts";

/** Decides the attempt of someone who gives an identifier and a PASSCODE, or a code alone. */
export async function logIn(
  ports: Ports,
  given: { readonly identifier: string; readonly passcode: string },
  client: Client = noClient,
): Promise<LoginAnswer> {
  const presented = await present(ports, given.passcode, holderLoader(ports, given), {
    client,
    line: holderLine(given),
  });
  return loginAnswer(ports, presented, client);
}

/** Decides the PASSCODE by which a holder confirms the PIN that he has just chosen. */
export async function confirmPasscode(
  ports: Ports,
  given: { readonly transaction: string; readonly passcode: string },
  client: Client = noClient,
): Promise<LoginAnswer> {
  const opened = openTransaction(ports.keyring, given.transaction);
  if (opened === null) return refusal(ports, client);
  const load = () => ports.store.load(opened.serial);
  const transaction = transactionHash(opened.id);
  const presented = await present(ports, given.passcode, load, {
    client,
    transaction,
    line: lineOf("serial", opened.serial),
  });
  return loginAnswer(ports, presented, client);
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

/** Returns the line in which attempts under an identifier wait for their hash. */
export function holderLine(given: { readonly identifier: string }): string {
  return lineOf("holder", holderIdentifier(given.identifier) ?? "");
}

/** Returns the one refusal. */
export function refusal(ports: Ports, client: Client): Refused {
  return { kind: "refused", flow: flowFor(ports, client) };
}

/** Answers what the one who attempted is told. */
export function loginAnswer(
  ports: Ports,
  presented: Presented | null,
  client: Client,
): LoginAnswer {
  if (presented === null || presented.decision.kind === "refused") return refusal(ports, client);
  const { decision, record, transactionId } = presented;
  if (decision.kind === "accepted") {
    const { serial, epoch } = record;
    const login = { holder: record.holder ?? "", serial, epoch };
    const device = deviceToken(ports, client, record);
    return { kind: "accepted", ...login, commissioned: decision.commissioned, device };
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
