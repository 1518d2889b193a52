import { bytesToUtf8 } from "@noble/ciphers/utils.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { OtpError } from "../base/otp-error.ts";
import { type UnixMilliseconds, unixMilliseconds } from "../base/units.ts";
import { parseOcraSuite, type QuestionFormat } from "../codes/ocra-suite.ts";
import type { KeyRecord, UsedChallenge } from "../key/key-record.ts";
import { clientHash } from "../key/known-device.ts";
import type { Keyring } from "../seals/keyring.ts";
import { type SealPlace, seal, unseal } from "../seals/seal.ts";

/** A challenge that was asked, as its token keeps it. */
export type AskedChallenge = {
  /** What a key answers: `question` under this suite. */
  readonly suite: string;
  readonly question: string;
  /** 32 hex digits that no other challenge has. */
  readonly id: string;
  /** Names the key and its holder to which it was asked; tells nothing. */
  readonly key: string;
  /** When it was asked. */
  readonly at: UnixMilliseconds;
};

/** How long a challenge can be answered, ms. */
export const challengeMilliseconds = 300_000;

/**
 * Answered challenges that a key remembers: those of a guess in five seconds for as long as one lasts. Of more the oldest
 * are forgotten, those of strangers first: they are worth no more than one of the codes in a row that are wanted by then.
 */
export const challengesMax = 64;

export const challengeIdBytes = 16;

// No serial has a blank: what is sealed here can be no other token.
const place: SealPlace = { purpose: "transaction", serial: "ocra challenge" };

/** Bytes of what is sealed: the longest suite and question fit. */
const plainLength = 256;

const characters: Readonly<Record<QuestionFormat, string>> = {
  N: "0123456789",
  H: "0123456789ABCDEF",
  A: "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
};

/** Returns a challenge for the suite, as long as it may be; `random` gives so many fresh random bytes. */
export function drawQuestion(suite: string, random: (bytes: number) => Uint8Array): string {
  const { format, lengthMax } = parseOcraSuite(suite).question;
  const alphabet = characters[format];
  // Bytes above the last whole multiple would make the first characters likelier.
  const end = 256 - (256 % alphabet.length);
  let question = "";
  while (question.length < lengthMax) {
    for (const byte of random(lengthMax - question.length)) {
      if (byte < end) question += alphabet[byte % alphabet.length];
    }
  }
  return question;
}

/** Returns what names a key and its present holder in a challenge. */
export function challengedKey({ serial, holder }: Pick<KeyRecord, "serial" | "holder">): string {
  return clientHash(JSON.stringify([serial, holder]));
}

/** Returns the token of a challenge, as long for every key and suite. `nonce`: 24 fresh random bytes. */
export function sealChallenge(
  keyring: Keyring,
  { suite, question, id, key, at }: AskedChallenge,
  nonce: Uint8Array,
): string {
  // Blanks behind JSON mean nothing to who reads it.
  const plain = utf8ToBytes(JSON.stringify([suite, question, id, key, at]).padEnd(plainLength));
  return seal(keyring, place, { plain, nonce });
}

/** Returns the challenge of a token, or null for a text that is no such token. */
export function openChallenge(keyring: Keyring, token: string): AskedChallenge | null {
  try {
    const { plain } = unseal(keyring, place, token);
    const fields: [string, string, string, string, number] = JSON.parse(bytesToUtf8(plain));
    const [suite, question, id, key, at] = fields;
    return { suite, question, id, key, at: unixMilliseconds(at) };
  } catch (error) {
    if (error instanceof OtpError) return null;
    throw error;
  }
}

/** Returns the hex digits that name a new challenge. */
export function challengeId(random: (bytes: number) => Uint8Array): string {
  return bytesToHex(random(challengeIdBytes));
}

/** Returns whether the challenge was asked to this key as it is now, still lasts, and was not answered yet. */
export function isAnswerable(
  record: KeyRecord,
  challenge: AskedChallenge,
  now: UnixMilliseconds,
): boolean {
  const { challenges = [], parameters } = record;
  return (
    parameters.suite === challenge.suite &&
    challengedKey(record) === challenge.key &&
    lasts(challenge, now) &&
    challenges.every(({ id }) => id !== challenge.id)
  );
}

/**
 * Returns the record in which the challenge is answered. Those that have ended are forgotten. `isKnown`: by a device
 * that is known.
 */
export function withAnsweredChallenge(
  record: KeyRecord,
  { id, at }: AskedChallenge,
  { now, isKnown }: { readonly now: UnixMilliseconds; readonly isKnown: boolean },
): KeyRecord {
  const kept = (record.challenges ?? []).filter((used) => used.id !== id && lasts(used, now));
  const used = { id, at, ...(isKnown && { known: true as const }) };
  if (kept.length < challengesMax) return { ...record, challenges: [...kept, used] };
  const oldest = kept.findIndex(({ known = false }) => !known);
  return { ...record, challenges: [...kept.toSpliced(Math.max(0, oldest), 1), used] };
}

/** Clocks of nodes differ: one that seems to have been asked in the future lasts as long. */
function lasts({ at }: Pick<UsedChallenge, "at">, now: UnixMilliseconds): boolean {
  return Math.abs(now - at) < challengeMilliseconds;
}
