import { checkPin, type PinProblem } from "@jeton/core";
import type { LoginAnswer, Refused } from "../login/answers.ts";
import { submitPin } from "../login/choose-pin.ts";
import type { Client } from "../login/client.ts";
import { decoySerialFor } from "../login/decoys.ts";
import { confirmPasscode, logIn, loginAnswer, refusal } from "../login/log-in.ts";
import type { Ports } from "../login/ports.ts";
import { lineOf, present } from "../login/present.ts";
import {
  beginDialogue,
  continueDialogue,
  type Dialogue,
  endDialogue,
  isTaggedPin,
  openDialogue,
  pinTag,
} from "./dialogue.ts";

/** What a client of privacyIDEA sends. */
export type CheckRequest = {
  readonly user: string | null;
  readonly serial: string | null;
  readonly pass: string;
  /** The number of the dialogue that is answered. */
  readonly state: string | null;
  readonly client: Client;
};

/** What it is told. */
export type CheckAnswer =
  | { readonly kind: "accepted"; readonly holder: string; readonly device: string | null }
  | { readonly kind: "challenge"; readonly state: string; readonly message: string }
  | Refused;

/** Decides a PASSCODE or takes a dialogue on. Every refusal is the same one (law 6). */
export async function check(ports: Ports, request: CheckRequest): Promise<CheckAnswer> {
  const answer = await decided(ports, request);
  // What refuses a dialogue knows of no client.
  return answer.kind === "refused" ? refusal(ports, request.client) : answer;
}

type Decided = Exclude<CheckAnswer, Refused> | { readonly kind: "refused" };

async function decided(ports: Ports, request: CheckRequest): Promise<Decided> {
  if (request.state !== null) return takeOn(ports, request, request.state);
  const answer = await attempt(ports, request);
  switch (answer.kind) {
    case "accepted":
      return acceptedAs(answer);
    case "refused":
      return { kind: "refused" };
    case "choose-pin": {
      const { transaction, hint } = answer;
      const { expiresAt } = hint;
      const user = request.user ?? "";
      const state = await beginDialogue(ports, { user, transaction, expiresAt });
      return { kind: "challenge", state, message: questions.choose };
    }
    default:
      return answer satisfies never;
  }
}

function acceptedAs({ holder, device }: Extract<LoginAnswer, { readonly kind: "accepted" }>) {
  return { kind: "accepted", holder, device } as const;
}

async function attempt(
  ports: Ports,
  { user, serial, pass, client }: CheckRequest,
): Promise<LoginAnswer> {
  if (serial === null) return logIn(ports, { identifier: user ?? "", passcode: pass }, client);
  const load = async () => {
    // Both are asked for whether the key is there or not.
    const decoy = await ports.store.load(decoySerialFor(serial));
    const stored = await ports.store.load(serial);
    return stored?.record.holder == null ? decoy : stored;
  };
  const line = lineOf("serial", serial);
  return loginAnswer(ports, await present(ports, pass, load, { client, line }), client);
}

async function takeOn(ports: Ports, given: CheckRequest, state: string): Promise<Decided> {
  const dialogue = await openDialogue(ports, state);
  if (dialogue === null || (given.user ?? "") !== dialogue.user) return { kind: "refused" };
  switch (dialogue.stage.kind) {
    case "choose-pin":
      return takePin(ports, dialogue, given.pass);
    case "repeat-pin":
      return takePinAgain(ports, dialogue, { again: given.pass, tag: dialogue.stage.first });
    case "confirm":
      return takePasscode(ports, dialogue, given);
    default:
      return dialogue.stage satisfies never;
  }
}

async function takePin(ports: Ports, dialogue: Dialogue, text: string): Promise<Decided> {
  const checked = checkPin(text, ports.policy.pin);
  if (!checked.ok) return ask(dialogue, problems[checked.problem]);
  const stage = { kind: "repeat-pin", first: pinTag(ports, dialogue, checked.pin) } as const;
  return (await continueDialogue(ports, dialogue, stage))
    ? ask(dialogue, questions.repeat)
    : { kind: "refused" };
}

async function takePinAgain(
  ports: Ports,
  dialogue: Dialogue,
  { again, tag }: { readonly again: string; readonly tag: string },
): Promise<Decided> {
  const checked = checkPin(again, ports.policy.pin);
  const isSame = checked.ok && isTaggedPin(ports, dialogue, { pin: checked.pin, tag });
  if (!isSame) {
    return (await continueDialogue(ports, dialogue, { kind: "choose-pin" }))
      ? ask(dialogue, problems.different)
      : { kind: "refused" };
  }
  // First the stage, so that of two answers at once only one sets a PIN.
  if (!(await continueDialogue(ports, dialogue, { kind: "confirm" }))) return { kind: "refused" };
  const { transaction } = dialogue;
  const chosen = await submitPin(ports, { transaction, pin: again, pinAgain: again });
  return chosen.kind === "confirm-passcode"
    ? ask(dialogue, questions.confirm)
    : { kind: "refused" };
}

async function takePasscode(
  ports: Ports,
  dialogue: Dialogue,
  { pass, client }: CheckRequest,
): Promise<Decided> {
  if (!(await endDialogue(ports, dialogue))) return { kind: "refused" };
  const { transaction } = dialogue;
  const answer = await confirmPasscode(ports, { transaction, passcode: pass }, client);
  return answer.kind === "accepted" ? acceptedAs(answer) : { kind: "refused" };
}

function ask(dialogue: Dialogue, message: string): Decided {
  return { kind: "challenge", state: dialogue.id, message };
}

/** Shown by clients as they are. */
const questions = {
  choose: "First use of this key: choose a PIN of 4 to 6 characters.",
  repeat: "Type the same PIN again.",
  confirm:
    "Wait until the key shows another code, then type the PIN directly followed by that code.",
} as const;

const problems: Readonly<Record<PinProblem | "different", string>> = {
  length: "This PIN has too few or too many characters. Choose another PIN of 4 to 6 characters.",
  alphabet: "This PIN has a blank or a character that cannot be used. Choose another PIN.",
  trivial: "This PIN is too easy to guess. Choose another PIN.",
  different: "The two PINs differ. Choose a PIN of 4 to 6 characters.",
};
