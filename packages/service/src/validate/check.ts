import {
  type AttemptMark,
  checkPin,
  markAttempt,
  type PinProblem,
  type SpareCode,
} from "@jeton/core";
import type { Client, LoginAnswer, Ports, Refused } from "@jeton/validator/parts";
import {
  confirmPasscode,
  decoySerialFor,
  keyOf,
  logIn,
  loginAnswer,
  present,
  refusal,
  submitPin,
  transactionStatus,
} from "@jeton/validator/parts";
import {
  beginDialogue,
  continueDialogue,
  type Dialogue,
  earlierIn,
  isTaggedPin,
  openDialogue,
  pinTag,
  type Stage,
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
  | {
      readonly kind: "accepted";
      readonly holder: string;
      readonly device: string | null;
      /** What stood in for the key's own code; absent for none. */
      readonly spare?: SpareCode;
    }
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

function acceptedAs(answer: Extract<LoginAnswer, { readonly kind: "accepted" }>) {
  const { holder, device, spare } = answer;
  return { kind: "accepted", holder, device, ...(spare && { spare }) } as const;
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
  const presenter = { subject: keyOf(ports, serial).subject, load };
  return loginAnswer(
    ports,
    await present(ports, pass, presenter, { client, takesSpareCodes: true }),
    client,
  );
}

/** A dialogue with the next answer to it. */
type Turn = {
  readonly dialogue: Dialogue;
  readonly given: CheckRequest;
  /** Of an answer with an id, under each master key. */
  readonly marks: readonly AttemptMark[];
};

async function takeOn(ports: Ports, given: CheckRequest, state: string): Promise<Decided> {
  const turn = await openTurn(ports, given, state);
  if (turn === null) return refused;
  const taken = (await answeredBefore(ports, turn)) ?? (await takeAnswer(ports, turn));
  if (taken !== "lost") return taken;
  // Another request was first. If it was a copy of this one, it got the answer.
  const now = await openTurn(ports, given, state);
  return (now && (await answeredBefore(ports, now))) ?? refused;
}

async function openTurn(ports: Ports, given: CheckRequest, state: string): Promise<Turn | null> {
  const dialogue = await openDialogue(ports, state);
  if (dialogue === null || (given.user ?? "") !== dialogue.user) return null;
  const { attempt, flow, devices } = given.client;
  const content = [given.pass, flow, ...devices];
  const named = attempt && { ...attempt, subject: `dialogue ${dialogue.id}`, content };
  return { dialogue, given, marks: named ? markAttempt(ports.keyring, named) : [] };
}

/** Returns the answer that this very request got (law 11); null for a request that is new. */
async function answeredBefore(ports: Ports, turn: Turn): Promise<Decided | null> {
  const { dialogue, marks } = turn;
  const earlier = earlierIn(dialogue, marks, ports.clock());
  if (earlier === "none") return null;
  if (earlier === "id-reused") return refused;
  if (dialogue.stage.kind === "ended") return confirm(ports, turn);
  return ask(dialogue, dialogue.last?.message ?? "");
}

async function takeAnswer(ports: Ports, turn: Turn): Promise<Decided | "lost"> {
  const { stage } = turn.dialogue;
  switch (stage.kind) {
    case "choose-pin":
      return takePin(ports, turn);
    case "repeat-pin":
      return takePinAgain(ports, turn, stage.first);
    case "confirm":
      if (!(await goOn(ports, turn, { kind: "ended" }, ""))) return "lost";
      return confirm(ports, turn);
    case "ended":
      return refused;
    default:
      return stage satisfies never;
  }
}

async function takePin(ports: Ports, turn: Turn): Promise<Decided | "lost"> {
  const { dialogue, given } = turn;
  const checked = checkPin(given.pass, ports.policy.pin);
  if (!checked.ok) return ask(dialogue, problems[checked.problem]);
  const stage = { kind: "repeat-pin", first: pinTag(ports, dialogue, checked.pin) } as const;
  const isNext = await goOn(ports, turn, stage, questions.repeat);
  return isNext ? ask(dialogue, questions.repeat) : "lost";
}

async function takePinAgain(ports: Ports, turn: Turn, tag: string): Promise<Decided | "lost"> {
  const { dialogue, given } = turn;
  const { pass: again } = given;
  const checked = checkPin(again, ports.policy.pin);
  const isSame = checked.ok && isTaggedPin(ports, dialogue, { pin: checked.pin, tag });
  if (!isSame) {
    const isNext = await goOn(ports, turn, { kind: "choose-pin" }, problems.different);
    return isNext ? ask(dialogue, problems.different) : "lost";
  }
  const { transaction } = dialogue;
  const status = await transactionStatus(ports, transaction);
  const isPressed = "hint" in status && status.hint.periodSeconds === null;
  const question = isPressed ? questions.press : questions.confirm;
  // First the stage, so that of two answers at once only one sets a PIN.
  if (!(await goOn(ports, turn, { kind: "confirm" }, question))) return "lost";
  const chosen = await submitPin(ports, { transaction, pin: again, pinAgain: again });
  return chosen.kind === "confirm-passcode" ? ask(dialogue, question) : refused;
}

/** Takes the dialogue on, with the answer that this request gets. */
function goOn(ports: Ports, turn: Turn, stage: Stage, message: string): Promise<boolean> {
  const [mark] = turn.marks;
  const at = ports.clock();
  const last = mark === undefined ? null : { name: mark.name, content: mark.content, at, message };
  return continueDialogue(ports, turn.dialogue, { stage, last });
}

async function confirm(ports: Ports, { dialogue, given }: Turn): Promise<Decided> {
  const { transaction } = dialogue;
  const { pass, client } = given;
  const answer = await confirmPasscode(ports, { transaction, passcode: pass }, client);
  return answer.kind === "accepted" ? acceptedAs(answer) : refused;
}

const refused = { kind: "refused" } as const;

function ask(dialogue: Dialogue, message: string): Decided {
  return { kind: "challenge", state: dialogue.id, message };
}

/** Shown by clients as they are. */
const questions = {
  choose: "First use of this key: choose a PIN of 4 to 6 characters.",
  repeat: "Type the same PIN again.",
  confirm:
    "Wait until the key shows another code, then type the PIN directly followed by that code.",
  press:
    "Press the button of the key again, then type the PIN directly followed by the code that it shows.",
} as const;

const problems: Readonly<Record<PinProblem | "different", string>> = {
  length: "This PIN has too few or too many characters. Choose another PIN of 4 to 6 characters.",
  alphabet: "This PIN has a blank or a character that cannot be used. Choose another PIN.",
  trivial: "This PIN is too easy to guess. Choose another PIN.",
  different: "The two PINs differ. Choose a PIN of 4 to 6 characters.",
};
