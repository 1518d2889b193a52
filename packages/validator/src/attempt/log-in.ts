import {
  holderIdentifier,
  type KeyPlace,
  openTransaction,
  sealNonceBytes,
  sealTransaction,
  transactionHash,
} from "@jeton/core";
import { decoySerialFor } from "../decoys/decoys.ts";
import type { Ports } from "../ports/ports.ts";
import { type Answering, answering } from "./answered-challenge.ts";
import type { LoginAnswer, Refused } from "./answers.ts";
import { type Client, deviceToken, flowFor, noClient } from "./client.ts";
import { nextCodeHint } from "./next-code-hint.ts";
import { type Presented, type Presenter, present } from "./present.ts";

/** Who someone says that they are, and which of two keys they have in hand. */
export type Claim = {
  readonly identifier: string;
  /** "incoming": the key that is on its way to them, if there is one. Default: their present one. */
  readonly key?: KeyPlace | undefined;
};

/** Decides the attempt of someone who gives an identifier and a PASSCODE, or a code alone. */
export async function logIn(
  ports: Ports,
  given: Claim & { readonly passcode: string },
  client: Client = noClient,
): Promise<LoginAnswer> {
  const presentation = { client, takesSpareCodes: true };
  const presented = await present(ports, given.passcode, holderOf(ports, given), presentation);
  return loginAnswer(ports, presented, client);
}

/** Decides the PASSCODE by which a holder confirms the PIN that they have just chosen. */
export async function confirmPasscode(
  ports: Ports,
  given: Answering & { readonly transaction: string; readonly passcode: string },
  client: Client = noClient,
): Promise<LoginAnswer> {
  const opened = openTransaction(ports.keyring, given.transaction);
  const answered = answering(ports, given, given.transaction);
  if (opened === null || answered === null) return refusal(ports, client);
  const presenter = keyOf(ports, opened.serial);
  const transaction = transactionHash(opened.id);
  const presentation = { client, transaction, ...answered };
  const presented = await present(ports, given.passcode, presenter, presentation);
  return loginAnswer(ports, presented, client);
}

/** Returns who has an identifier: the key that they claim is loaded by it, or a decoy by the same question. */
export function holderOf(ports: Ports, given: Claim): Presenter {
  const identifier = holderIdentifier(given.identifier) ?? "";
  const { key = "present" } = given;
  const decoySerial = decoySerialFor(identifier);
  return {
    subject: key === "incoming" ? `incoming ${identifier}` : `holder ${identifier}`,
    load: () => ports.store.loadForHolder(identifier, decoySerial, key),
  };
}

/** Returns who has a key, known by its serial number. */
export function keyOf(ports: Ports, serial: string): Presenter {
  return { subject: `key ${serial}`, load: () => ports.store.load(serial) };
}

/** Returns the one refusal. */
export function refusal(ports: Ports, client: Client): Refused {
  return { kind: "refused", flow: flowFor(ports, client) };
}

/** Returns what the one who attempted is told. */
export function loginAnswer(
  ports: Ports,
  presented: Presented | null,
  client: Client,
): LoginAnswer {
  if (presented === null || presented.decision.kind === "refused") return refusal(ports, client);
  const { decision, record, transactionId, at, draw } = presented;
  if (decision.kind === "accepted") {
    const { serial, epoch } = record;
    const login = { holder: record.holder ?? "", serial, epoch };
    const device = deviceToken(ports, client, presented);
    return { kind: "accepted", ...login, commissioned: decision.commissioned, device };
  }
  if (decision.kind === "accepted-without-key") {
    const { spare } = decision;
    const { serial, epoch } = record;
    const login = { holder: record.holder ?? "", serial, epoch };
    // A device is known by a log-in with the key.
    return { kind: "accepted", ...login, commissioned: false, device: null, spare };
  }
  return {
    kind: "choose-pin",
    transaction: sealTransaction(
      ports.keyring,
      { serial: record.serial, id: transactionId },
      draw(sealNonceBytes, ["transaction nonce", record.serial, transactionHash(transactionId)]),
    ),
    hint: nextCodeHint(ports, record, decision.expiresAt, at),
  };
}
