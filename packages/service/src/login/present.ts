import {
  type Attempt,
  type AttemptOutcome,
  authenticate,
  type Context,
  type Decision,
  isTermOver,
  type KeyRecord,
  type KeyShift,
  type Outcome,
  type Passcode,
  type PinQuestion,
  parsePasscode,
  pinQuestion,
  type StoredKey,
  transactionHash,
  transactionIdBytes,
} from "@jeton/core";
import { type Client, deviceFor, flowHash, noClient } from "./client.ts";
import { contextOf } from "./context.ts";
import { decideAndStore } from "./decide-and-store.ts";
import { isStandIn } from "./decoys.ts";
import { pinDigests } from "./pin-digests.ts";
import type { Ports } from "./ports.ts";

/** How a presented PASSCODE is decided: as a log-in, unless it confirms something else. */
export type Judge = {
  readonly question: (record: KeyRecord, passcode: Passcode, context: Context) => PinQuestion;
  readonly decide: (record: KeyRecord, attempt: Attempt, context: Context) => AttemptOutcome;
};

/** How a text is presented. */
export type Presentation = {
  /** Default: one that carries nothing. */
  readonly client?: Client;
  /**
   * In whose turn the PIN is hashed: the name under which the attempt was made (`lineOf`), whether
   * anybody has it or not. A known device has a line of its own.
   */
  readonly line: string;
  /** The hash of the commissioning that the client goes on with: it has failures of its own. */
  readonly transaction?: string | null;
  readonly judge?: Judge;
};

/** What came of it, and the record as it is stored now. */
export type Presented = {
  readonly decision: Decision;
  readonly record: KeyRecord;
  /** Whether the key's own record is damaged, and `record` that of a stand-in. */
  readonly isDamaged: boolean;
  /** Names the commissioning that this attempt begins, if it does. */
  readonly transactionId: Uint8Array;
};

/** Decides a presented text by the key that `load` finds, and stores that; null when it finds none. */
export async function present(
  ports: Ports,
  text: string,
  load: () => Promise<StoredKey | null>,
  { client = noClient, line, transaction: known = null, judge = logInJudge }: Presentation,
): Promise<Presented | null> {
  const transactionId = ports.random(transactionIdBytes);
  const transaction = transactionHash(transactionId);
  const digests = pinDigests(ports);

  let shift: KeyShift | null = null;
  const decide = async (record: KeyRecord): Promise<Outcome<Decision>> => {
    const passcode = readPasscode(text, record.parameters.digits);
    if (passcode === null) return malformed(record);
    ports.inUse?.note(record);
    // One moment for both: what ends between the two must not be asked for and then be gone.
    const context = contextOf(ports);
    const question = judge.question(record, passcode, context);
    const device =
      presentOne(known, record, context) ?? deviceFor(ports, client, record)?.id ?? null;
    const ownLine = device === null ? line : lineOf("device", device);
    const pinDigest = await digests.hash(question, ownLine);
    const attempt = { passcode, pinDigest, transaction, device, flow: flowHash(client) };
    const decided = judge.decide(record, attempt, context);
    const { clockShift } = decided;
    shift =
      clockShift === null ? null : { serial: record.serial, at: context.now, shift: clockShift };
    if (decided.decision.kind !== "accepted") return decided;
    return { ...decided, next: digests.renewed(decided.next, question) };
  };
  const done = await decideAndStore(ports, load, decide, isStandIn);
  if (shift !== null) ports.clockWatch.note(shift);
  ports.onAttempt?.(done?.decision.kind ?? "refused");
  return done && { ...done, transactionId };
}

/** Returns the line of those who came under this name. */
export function lineOf(kind: "holder" | "serial" | "staff" | "device", name: string): string {
  return `${kind} ${name.slice(0, nameLengthMax)}`;
}

/** No name that anybody has is longer: longer ones share a line. */
const nameLengthMax = 128;

const logInJudge: Judge = { question: pinQuestion, decide: authenticate };

/** A commissioning that ended or began again gives its client no lane of its own. */
function presentOne(
  transaction: string | null,
  { state }: KeyRecord,
  { now }: Context,
): string | null {
  if (state.kind !== "choosing-pin" && state.kind !== "confirming-pin") return null;
  return state.transaction === transaction && !isTermOver(state.term, now) ? transaction : null;
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
