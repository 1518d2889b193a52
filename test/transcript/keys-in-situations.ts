import { createHash } from "node:crypto";
import {
  codeAt,
  codeParameters,
  keyParameters,
  stepAt,
  timeStep,
  unixMilliseconds,
} from "@jeton/core";
import { ocra } from "@jeton/core/ocra";
import { actOnStoredKey, addKey, confirmPasscode, logIn, submitPin } from "@jeton/validator/parts";
import type { Installation } from "./installation.ts";

/** What has become of a key before something is done to it. */
export type Situation =
  | ("in-stock" | "assigned" | "choosing-pin" | "confirming-pin" | "in-service")
  | ("suspended" | "lost" | "retired")
  | ("blocked" | "guessed-at" | "asked-for-next" | "waiting" | "damaged" | "absent");

/** A key of a transcript; its holder has a name like its own. */
export type Placed = { readonly serial: string; readonly situation: Situation };

const parameters = codeParameters();
export const pin = "k7m2";
const actor = "staff:setup";

export function holderOf(serial: string): string {
  return `of-${serial.toLowerCase()}`;
}

/** Returns the code that a key shows so many steps from now. */
export function codeOf(serial: string, stepsFromNow = 0): string {
  const now = stepAt(unixMilliseconds(Date.now()), parameters) ?? 0;
  return codeAt(seedOf(serial), timeStep(now + stepsFromNow), parameters);
}

function seedOf(serial: string): Uint8Array {
  return new Uint8Array(createHash("sha1").update(serial).digest());
}

/** Puts a key in stock. */
export async function stock({ ports }: Installation, serial: string): Promise<void> {
  await addKey(ports, { serial, seed: seedOf(serial), parameters }, actor);
}

/** The suite of a key with a keypad. */
const suite = "OCRA-1:HOTP-SHA1-8:QN08-T1M";

/** Puts a key with a keypad in stock and assigns it; returns what answers a page's challenge as the key does. */
export async function stockKeypad(
  { ports }: Installation,
  serial: string,
): Promise<(html: string) => { readonly challenge: string; readonly response: string }> {
  const seed = seedOf(serial);
  await addKey(ports, { serial, seed, parameters: keyParameters({ suite }) }, actor);
  await actOnStoredKey(ports, serial, { kind: "assign", holder: holderOf(serial) }, actor);
  return (html) => {
    const question = /challenge-question"[^>]*>\s*([0-9]+)/u.exec(html)?.[1] ?? "";
    const challenge = /name="challenge" value="([^"]+)"/u.exec(html)?.[1] ?? "";
    return { challenge, response: ocra({ seed, suite, question, at: Date.now() }) };
  };
}

/** Brings all keys where they are to be; some half an hour passes. */
export async function placeKeys(
  installation: Installation,
  keys: readonly Placed[],
): Promise<void> {
  const { ports, advance } = installation;
  const those = (...situations: readonly Situation[]) =>
    keys.filter(({ situation }) => situations.includes(situation)).map(({ serial }) => serial);
  for (const serial of keys.filter((key) => key.situation !== "absent").map((key) => key.serial)) {
    await stock(installation, serial);
  }
  const assign = (serial: string, untilHandOver = false) =>
    actOnStoredKey(
      ports,
      serial,
      { kind: "assign", holder: holderOf(serial), untilHandOver },
      actor,
    );
  const present = (serial: string, passcode: string) =>
    logIn(ports, { identifier: holderOf(serial), passcode });

  const used = those("in-service", "suspended", "lost", "blocked", "guessed-at", "asked-for-next");
  const pending = those("choosing-pin", "confirming-pin");
  for (const serial of [...used, ...pending, ...those("assigned")]) await assign(serial);
  for (const serial of those("waiting")) await assign(serial, true);
  await commission(installation, used);
  for (const serial of those("suspended"))
    await actOnStoredKey(ports, serial, { kind: "suspend" }, actor);
  for (const serial of those("lost")) await actOnStoredKey(ports, serial, { kind: "lose" }, actor);
  for (const serial of those("retired"))
    await actOnStoredKey(ports, serial, { kind: "retire" }, actor);
  for (const serial of those("damaged")) await damage(installation, serial);
  for (let attempt = 0; attempt < 10; attempt += 1) {
    advance(120);
    for (const serial of those("blocked")) await present(serial, `9999${codeOf(serial)}`);
  }
  for (const serial of those("guessed-at")) await present(serial, pin + codeOf(serial, 5000));
  for (const serial of those("asked-for-next")) await present(serial, pin + codeOf(serial, 30));
  for (const serial of pending) {
    const begun = await present(serial, codeOf(serial));
    if (begun.kind !== "choose-pin") throw new Error(`Cannot begin with ${serial}: ${begun.kind}`);
    if (!those("confirming-pin").includes(serial)) continue;
    await submitPin(ports, { transaction: begun.transaction, pin, pinAgain: pin });
  }
}

/** Takes keys that are assigned through the four steps; two minutes pass. */
export async function commission(
  { ports, advance }: Installation,
  serials: readonly string[],
): Promise<void> {
  const transactions = new Map<string, string>();
  for (const serial of serials) {
    const identifier = holderOf(serial);
    const begun = await logIn(ports, { identifier, passcode: codeOf(serial) });
    if (begun.kind !== "choose-pin") throw new Error(`Cannot begin with ${serial}: ${begun.kind}`);
    await submitPin(ports, { transaction: begun.transaction, pin, pinAgain: pin });
    transactions.set(serial, begun.transaction);
  }
  advance(60);
  for (const [serial, transaction] of transactions) {
    const done = await confirmPasscode(ports, { transaction, passcode: pin + codeOf(serial) });
    if (done.kind !== "accepted") throw new Error(`Cannot commission ${serial}: ${done.kind}`);
  }
  advance(60);
}

/** Edits the stored record, as someone with access to the database would. */
async function damage({ bareStore }: Installation, serial: string): Promise<void> {
  const stored = await bareStore?.load(serial);
  if (!stored) return;
  await bareStore?.replace(serial, stored.revision, { ...stored.record, epoch: 5 }, []);
}
