import {
  beginPinChange,
  clockOf,
  codeAfter,
  confirmPinChange,
  isPinChangeOpen,
  isRenewable,
  type KeyRecord,
  makePinVerifier,
  momentAfter,
  openPinChange,
  type PinChange,
  pinQuestion,
  renewedTerm,
  sealNonceBytes,
  sealPinChange,
  withNewPin,
} from "@jeton/core";
import type { Ports } from "../ports/ports.ts";
import { soundOrNull } from "../ports/sound-or-null.ts";
import { type Answering, answering } from "./answered-challenge.ts";
import type { NextCodeHint, PinChangeAnswer, PinChangeBegun, PinRenewed } from "./answers.ts";
import { type Client, deviceToken } from "./client.ts";
import { keyOf, refusal } from "./log-in.ts";
import { newPin } from "./new-pin.ts";
import { shownBy } from "./next-code-hint.ts";
import { type Judge, present } from "./present.ts";
import { showKey } from "./show-key.ts";

/** Decides the PASSCODE with which a change of PIN begins: that of a log-in, in every respect. */
export async function startPinChange(
  ports: Ports,
  given: Answering & { readonly identifier: string; readonly passcode: string },
  client: Client,
): Promise<PinChangeBegun> {
  const shown = await showKey(ports, given, client);
  if (shown.kind === "answered") return shown.answer;
  const { record, at: now } = shown.presented;
  const { decision } = shown;
  const change = beginPinChange(record, decision.step, { now, policy: ports.policy });
  if (change === null) return refusal(ports, client);
  return { kind: "choose-new-pin", change: seal(ports, change) };
}

/** Takes the new PIN, typed twice. It is not in force before it is confirmed. */
export async function submitNewPin(
  ports: Ports,
  given: { readonly change: string; readonly pin: string; readonly pinAgain: string },
): Promise<PinChangeAnswer> {
  const found = await openChange(ports, given.change);
  if (found === null) return { kind: "refused" };
  const hashed = await newPin(ports, given);
  if ("problem" in hashed) return { kind: "pin-unfit", problem: hashed.problem };
  const pin = makePinVerifier(ports.keyring, found.change.serial, hashed);
  return { kind: "confirm-passcode", change: seal(ports, { ...found.change, pin }) };
}

/** Decides the PASSCODE, made of the new PIN and a later code, that puts the new PIN in force. */
export async function confirmNewPin(
  ports: Ports,
  given: Answering & { readonly change: string; readonly passcode: string },
  client: Client,
): Promise<PinRenewed> {
  const change = openPinChange(ports.keyring, given.change);
  const answered = answering(ports, given, given.change);
  if (change === null || answered === null) return { kind: "refused" };
  const presenter = keyOf(ports, change.serial);
  const judge: Judge = {
    question(record, passcode, context) {
      const trial = withNewPin(record, change, context.now) ?? record;
      return pinQuestion(trial, passcode, context);
    },
    decide: (record, attempt, context) => confirmPinChange(record, attempt, change, context),
  };
  const done = await present(ports, given.passcode, presenter, { client, judge, ...answered });
  if (done?.decision.kind !== "accepted") return { kind: "refused" };
  const { record } = done;
  const device = deviceToken(ports, client, done);
  return { kind: "changed", epoch: record.epoch, device };
}

/**
 * Returns the token of a change whose holder asked for more time; null for one that is over, used or void.
 * After as long as it may last it gets no more.
 */
export async function renewPinChange(ports: Ports, token: string): Promise<string | null> {
  const found = await openChange(ports, token);
  if (found === null) return null;
  const { change } = found;
  return seal(ports, { ...change, ...renewedTerm(change, ports.clock(), ports.policy) });
}

/** Where a change of PIN stands. */
export type PinChangeStatus = {
  readonly isChosen: boolean;
  readonly hint: NextCodeHint;
  /** Whether its holder may have more time than until `hint.expiresAt`. */
  readonly isRenewable: boolean;
};

/** Returns where the change of a token stands; null once it is over, used or void. */
export async function pinChangeStatus(
  ports: Ports,
  token: string,
): Promise<PinChangeStatus | null> {
  const found = await openChange(ports, token);
  if (found === null) return null;
  const { change, record } = found;
  const periodSeconds = clockOf(record.parameters)?.periodSeconds ?? null;
  const nextCodeAt = codeAfter(record, change.firstStep, ports.clock(), ports.policy);
  const expiresAt = momentAfter(change.since, change.milliseconds);
  const hint = { ...shownBy(record), periodSeconds, nextCodeAt, expiresAt };
  return { isChosen: change.pin !== null, hint, isRenewable: isRenewable(change, ports.policy) };
}

async function openChange(
  ports: Ports,
  token: string,
): Promise<{ readonly change: PinChange; readonly record: KeyRecord } | null> {
  const change = openPinChange(ports.keyring, token);
  const stored = change && (await soundOrNull(ports.store.load(change.serial)));
  if (!change || !stored) return null;
  const { record } = stored;
  return isPinChangeOpen(record, change, ports.clock()) ? { change, record } : null;
}

function seal(ports: Ports, change: PinChange): string {
  return sealPinChange(ports.keyring, change, ports.random(sealNonceBytes));
}
