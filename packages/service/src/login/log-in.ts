import {
  authenticate,
  type Decision,
  holderIdentifier,
  type KeyRecord,
  type KeyShift,
  type Outcome,
  openTransaction,
  type Passcode,
  parsePasscode,
  pinQuestion,
  type StoredKey,
  sealNonceBytes,
  sealTransaction,
  transactionHash,
  transactionIdBytes,
} from "@jeton/core";
import type { LoginAnswer } from "./answers.ts";
import { contextOf } from "./context.ts";
import { decideAndStore } from "./decide-and-store.ts";
import { decoySerialFor } from "./decoys.ts";
import { nextCodeHint } from "./next-code-hint.ts";
import type { Ports } from "./ports.ts";

/** Decides the attempt of someone who gives an identifier and a PASSCODE, or a code alone. */
export function logIn(
  ports: Ports,
  given: { readonly identifier: string; readonly passcode: string },
): Promise<LoginAnswer> {
  const identifier = holderIdentifier(given.identifier) ?? "";
  const decoySerial = decoySerialFor(identifier);
  return attempt(ports, given.passcode, () => ports.store.loadForHolder(identifier, decoySerial));
}

/** Decides the PASSCODE by which a holder confirms the PIN that he has just chosen. */
export function confirmPasscode(
  ports: Ports,
  given: { readonly transaction: string; readonly passcode: string },
): Promise<LoginAnswer> {
  const transaction = openTransaction(ports.keyring, given.transaction);
  if (transaction === null) return Promise.resolve({ kind: "refused" });
  return attempt(ports, given.passcode, () => ports.store.load(transaction.serial));
}

async function attempt(
  ports: Ports,
  text: string,
  load: () => Promise<StoredKey | null>,
): Promise<LoginAnswer> {
  const transactionId = ports.random(transactionIdBytes);
  const transaction = transactionHash(transactionId);
  const digests = new Map<string, Uint8Array>();

  let shift: KeyShift | null = null;
  const done = await decideAndStore(ports, load, async (record): Promise<Outcome<Decision>> => {
    const passcode = readPasscode(text, record.parameters.digits);
    if (passcode === null) return malformed(record);
    const question = pinQuestion(record, passcode, ports.policy);
    // After a lost race the salt is nearly always the same one: hash once.
    const name = `${question.salt.join()}/${question.cost.logN}`;
    const pinDigest = digests.get(name) ?? (await ports.hashPin(question));
    digests.set(name, pinDigest);
    const context = contextOf(ports);
    const decided = authenticate(record, { passcode, pinDigest, transaction }, context);
    const { clockShift } = decided;
    shift =
      clockShift === null ? null : { serial: record.serial, at: context.now, shift: clockShift };
    return decided;
  });
  if (shift !== null) ports.clockWatch.note(shift);

  if (done === null || done.decision.kind === "refused") return { kind: "refused" };
  const { decision, record } = done;
  if (decision.kind === "accepted") {
    return { kind: "accepted", holder: record.holder ?? "", commissioned: decision.commissioned };
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

/** The fewest digits that a key shows. */
const digitsMin = 6;

/**
 * Answers the PASSCODE; null for what is none of any key. What is one only for keys of fewer digits
 * becomes a PASSCODE without a code, which nothing matches: a quick answer would tell that the
 * identifier is known, and that its key shows more digits than a decoy (law 6).
 */
function readPasscode(text: string, digits: number): Passcode | null {
  const own = parsePasscode(text, digits);
  if (own.ok) return own;
  return parsePasscode(text, digitsMin).ok ? { pin: null, code: "" } : null;
}

/** No PASSCODE of any key: the same for every identifier, so there is nothing to count or store. */
function malformed(record: KeyRecord): Outcome<Decision> {
  return { decision: { kind: "refused", reason: "malformed" }, next: record, events: [] };
}
