import {
  type AskedChallenge,
  authenticate,
  type Context,
  type Decide,
  type Decision,
  decideOnce,
  isTermOver,
  type KeyRecord,
  markAttempt,
  type OnceOutcome,
  type Outcome,
  type Passcode,
  type PinHashCost,
  type PinQuestion,
  parsePasscode,
  parseSparePasscode,
  pinQuestion,
  repeatedLogin,
  type StoredKey,
  spareQuestions,
  transactionHash,
  transactionIdBytes,
  type UnixMilliseconds,
} from "@jeton/core";
import { isStandIn } from "../decoys/decoys.ts";
import type { Ports } from "../ports/ports.ts";
import { type Client, deviceFor, flowHash, noClient } from "./client.ts";
import { contextOf } from "./context.ts";
import { decideAndStore } from "./decide-and-store.ts";
import { type Draw, drawFor } from "./draw.ts";
import { endFormerKey } from "./end-former-key.ts";
import { pinDigests } from "./pin-digests.ts";

/** How a presented PASSCODE is decided: as a log-in, unless it confirms something else. */
export type Judge = {
  readonly question: (record: KeyRecord, passcode: Passcode, context: Context) => PinQuestion;
  readonly decide: Decide;
};

/** Whose PASSCODE is presented, and how their key is found. */
export type Presenter = {
  /** Keeps attempts of different holders apart when they have the same id. */
  readonly subject: string;
  readonly load: () => Promise<StoredKey | null>;
};

/** How a text is presented. */
export type Presentation = {
  /** Default: one that carries nothing. */
  readonly client?: Client;
  /**
   * The queue in which the PIN waits to be hashed: one for each name that was typed (`lineOf`), known or
   * not. A known device has a queue of its own. Default: that of the subject.
   */
  readonly line?: string;
  /** Costs at which the PIN is hashed besides its own, so that work does not tell. Default: none. */
  readonly costs?: readonly PinHashCost[];
  /** The cost at which the PIN is hashed anew when it lets its holder in. Default: the policy's. */
  readonly renewalCost?: PinHashCost;
  /** The hash of the commissioning that the client goes on with: it has failures of its own. */
  readonly transaction?: string | null;
  /** Names the client whose failures are counted by themselves. Default: the known device, if it is one. */
  readonly device?: string | null;
  /** The challenge that the code answers. Default: none was asked. */
  readonly challenge?: AskedChallenge | null;
  /** A secret that comes with the PASSCODE: a repeated attempt must repeat it, too. */
  readonly token?: string;
  readonly judge?: Judge;
  /** Whether a code that stands in for the key's is taken: where one logs in. Default: no. */
  readonly takesSpareCodes?: boolean;
  /** Counts a text that is no PASSCODE as a failure, instead of refusing it without work. */
  readonly isCountedAnyway?: boolean;
};

/** What came of it, and the record as it is stored now. */
export type Presented = {
  readonly decision: Decision;
  readonly record: KeyRecord;
  /** Whether the key's own record is damaged, and `record` that of a stand-in. */
  readonly isDamaged: boolean;
  /** Names the commissioning that this attempt begins, if it does. */
  readonly transactionId: Uint8Array;
  /** When it was decided: earlier than now for an attempt that was sent again. */
  readonly at: UnixMilliseconds;
  /** Gives what is random in the answer. */
  readonly draw: Draw;
};

/**
 * Decides what was typed by the key that `load` finds, and stores that; null when it finds none. A text is
 * read as a PASSCODE; a PIN and a code from fields of their own come as they are. An attempt that the
 * client sends again gets its first answer (law 11).
 */
export async function present(
  ports: Ports,
  typed: string | Passcode,
  { subject, load }: Presenter,
  presentation: Presentation = {},
): Promise<Presented | null> {
  const { client = noClient, transaction: known = null, judge = logInJudge } = presentation;
  const { token = null, line = lineOf(subject) } = presentation;
  const content = [...contentOf(typed), client.flow, token, ...client.devices];
  const marks = client.attempt
    ? markAttempt(ports.keyring, { ...client.attempt, subject, content })
    : [];
  const newId = drawFor(ports, marks[0] ?? null)(transactionIdBytes, transactionLabel);
  const transaction = transactionHash(newId);
  const digests = pinDigests(ports, presentation);
  const spareDigests = pinDigests(ports, presentation);

  const decideNow = async (record: KeyRecord, passcode: Passcode, context: Context) => {
    ports.inUse?.note(record);
    const question = judge.question(record, passcode, context);
    const device =
      presentation.device ??
      presentOne(known, record, context) ??
      deviceFor(ports, client, record)?.id ??
      null;
    const ownLine = device === null ? line : lineOf(`device ${device}`);
    const pinDigest = await digests.hash(question, ownLine);
    const spares: Uint8Array[] = [];
    for (const spare of spareQuestions(record, passcode, context)) {
      spares.push(await spareDigests.hash(spare, ownLine));
    }
    const { challenge = null } = presentation;
    const flow = flowHash(client);
    const given = { passcode, pinDigest, spareDigests: spares, challenge };
    const attempt = { ...given, transaction, device, flow };
    const decided = decideOnce(record, { attempt, marks }, context, judge.decide);
    if (!isLogin(decided.decision)) return decided;
    return { ...decided, next: digests.renewed(decided.next, question) };
  };
  const decide = async (record: KeyRecord): Promise<Outcome<OnceOutcome>> => {
    const read = typeof typed === "string" ? readPasscode(typed, record, presentation) : typed;
    const passcode = read ?? (presentation.isCountedAnyway === true ? nothingRead : null);
    // One moment for the whole decision: nothing may end between the question and the answer.
    const context = contextOf(ports);
    const decided =
      passcode === null
        ? malformed(record, context)
        : (repeatedLogin(record, marks, context.now) ??
          (await decideNow(record, passcode, context)));
    if (record.isIncoming && !decided.next.isIncoming) await endFormerKey(ports, record);
    return { ...decided, decision: decided };
  };
  const done = await decideAndStore(ports, load, decide, isStandIn);
  if (done === null) {
    ports.onAttempt?.("refused");
    return null;
  }
  const { record, isDamaged } = done;
  const { decision, clockShift: shift, isRepeated, mark, at } = done.decision;
  if (shift !== null) ports.clockWatch.note({ serial: record.serial, at, shift });
  if (done.decision.events.some(({ kind }) => kind === "clock-set")) ports.onClockSet?.();
  if (isRepeated) ports.onRepeatedAttempt?.(decision.kind);
  else ports.onAttempt?.(decision.kind);
  const draw = drawFor(ports, mark);
  const transactionId = isRepeated ? draw(transactionIdBytes, transactionLabel) : newId;
  return { decision, record, isDamaged, transactionId, at, draw };
}

/** The label of the bytes that name a commissioning. */
const transactionLabel: readonly string[] = ["transaction"];

/** Returns whether the decision lets its holder in. */
export function isLogin({ kind }: Decision): boolean {
  return kind === "accepted" || kind === "accepted-without-key";
}

/** Returns the line of those who come under this name, known or not. No name that anybody has is longer. */
export function lineOf(name: string): string {
  return name.slice(0, 160);
}

const logInJudge: Judge = { question: pinQuestion, decide: authenticate };

/** Returns the transaction if its commissioning still stands: its client then has failures of its own. */
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
 * Returns the PASSCODE; null if no key could have it. What is one only for keys of fewer digits
 * becomes a PASSCODE without a code, which nothing matches: a quick answer would tell that the
 * identifier is known, and that its key shows more digits than a decoy (law 6).
 */
function readPasscode(
  text: string,
  { parameters }: KeyRecord,
  { takesSpareCodes = false }: Presentation,
): Passcode | null {
  const own = parsePasscode(text, parameters.digits);
  if (own.ok) return own;
  // No code of a key ends so: whether there is a spare code makes no difference to the work.
  const spare = takesSpareCodes ? parseSparePasscode(text) : null;
  if (spare !== null) return { ...spare, code: "" };
  return parsePasscode(text, digitsMin).ok ? nothingRead : null;
}

/** Returns what a repeated attempt must repeat. A text alone keeps the form that earlier versions marked. */
function contentOf(typed: string | Passcode): readonly (string | null)[] {
  return typeof typed === "string" ? [typed] : [typed.pin, typed.code];
}

/** A PASSCODE that no key has. */
const nothingRead: Passcode = { pin: null, code: "" };

/** No PASSCODE of any key: the same for every identifier, so there is nothing to count or store. */
function malformed(record: KeyRecord, { now: at }: Context): OnceOutcome {
  const decision = { kind: "refused", reason: "malformed" } as const;
  const nothing = { events: [], clockShift: null, isRepeated: false, mark: null };
  return { decision, next: record, ...nothing, at };
}
