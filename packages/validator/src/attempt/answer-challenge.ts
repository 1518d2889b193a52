import {
  challengedKey,
  challengeId,
  challengeMilliseconds,
  drawQuestion,
  momentAfter,
  openTransaction,
  RecordDamagedError,
  type StoredKey,
  sealChallenge,
  sealNonceBytes,
  type UnixMilliseconds,
} from "@jeton/core";
import type { Ports } from "../ports/ports.ts";
import { answering } from "./answered-challenge.ts";
import type { LoginAnswer } from "./answers.ts";
import { type Client, noClient } from "./client.ts";
import { type Claim, holderOf, keyOf, loginAnswer, refusal } from "./log-in.ts";
import { type Presenter, present } from "./present.ts";

/** A challenge for a holder. */
export type ChallengeIssued = {
  /** What the holder types into their key. */
  readonly question: string;
  /** Comes back with the answer. It tells nothing. */
  readonly challenge: string;
  /** Until then it can be answered. */
  readonly expiresAt: UnixMilliseconds;
};

/** What is asked of identifiers without a key that answers challenges, where no such key is known yet. */
const usualSuite = "OCRA-1:HOTP-SHA1-6:C-QN08";

/** Of whom a challenge is asked: of an identifier, or of the holder of a key whose first use is under way. */
export type Challenged = Claim | { readonly transaction: string };

/**
 * Asks a challenge of whoever has the identifier or the transaction, known or not. Nothing is stored: so nobody who asks for
 * challenges takes one away from its holder.
 */
export async function issueChallenge(ports: Ports, given: Challenged): Promise<ChallengeIssued> {
  const { load } = challengedIn(ports, given);
  const record = (await load().catch(damagedAsNone))?.record ?? { serial: "", holder: null };
  const own = "parameters" in record ? record.parameters.suite : undefined;
  const suite = own ?? ports.inUse?.suite() ?? usualSuite;
  const question = drawQuestion(suite, ports.random);
  const at = ports.clock();
  const asked = {
    ...{ suite, question, at },
    ...{ id: challengeId(ports.random), key: challengedKey(record) },
  };
  const challenge = sealChallenge(ports.keyring, asked, ports.random(sealNonceBytes));
  return { question, challenge, expiresAt: momentAfter(at, challengeMilliseconds) };
}

/** Decides an answer: the PIN, directly followed by the response to a challenge. It is a log-in in every respect. */
export async function answerChallenge(
  ports: Ports,
  given: Claim & { readonly challenge: string; readonly passcode: string },
  client: Client = noClient,
): Promise<LoginAnswer> {
  const answered = answering(ports, given);
  if (answered === null) return refusal(ports, client);
  const presentation = { client, ...answered, takesSpareCodes: true };
  const presented = await present(ports, given.passcode, holderOf(ports, given), presentation);
  return loginAnswer(ports, presented, client);
}

function challengedIn(ports: Ports, given: Challenged): Presenter {
  if ("identifier" in given) return holderOf(ports, given);
  const opened = openTransaction(ports.keyring, given.transaction);
  return opened === null ? holderOf(ports, { identifier: "" }) : keyOf(ports, opened.serial);
}

/** A damaged key is asked as one that is not there: its answer is decided on a stand-in. */
function damagedAsNone(error: unknown): StoredKey | null {
  if (error instanceof RecordDamagedError) return null;
  throw error;
}
