import { defaultPolicy, parsePasscode, parseSparePasscode } from "@jeton/core";
import type { CarriedKey } from "./parts/carried-key.ts";
import type { Answer } from "./parts/door.ts";
import { acceptCap, stepsAccepted } from "./parts/record-view.ts";
import type { IssuedCode, Presentation } from "./presentation.ts";
import { sendUntilAnswered } from "./send-again.ts";
import type { World } from "./world.ts";

export type { Presentation } from "./presentation.ts";

/** Presents something at a door, and checks every law that one attempt can break. */
export async function attempt(world: World, given: Presentation): Promise<Answer> {
  const { door, identifier, passcode, read } = given;
  const key = world.cardAt(door.kind, identifier)?.key ?? null;
  // An account of the staff that is not made yet is a name that nobody has.
  const isThere = key !== null && world.ledger.recordOf(key.serial) !== null;
  const serial = isThere ? key.serial : null;
  const before = look(world, serial);
  const challenge = door.asked ?? null;
  const wasAnswered = challenge !== null && world.answered.has(challenge.token);
  checkWindow(world, serial);
  const isDirectoryAskedOnce = watchDirectory(world);
  world.attemptsUnderWay += 1;
  const { told, faults } = await sendUntilAnswered(world, given, serial);
  world.attemptsUnderWay -= 1;
  const answer = world.mutation.answerAs?.(told, passcode, before.state, door.kind) ?? told;
  const after = look(world, serial);
  world.takeFaults();
  world.figures.attempts += 1;
  if (!given.isHolder) world.figures.guesses += 1;

  const about = [identifier, ...(serial === null ? [] : [serial])];
  const isCounted = after.events > before.events;
  const reason = serial !== null && isCounted ? ` (${world.reasonOf.get(serial)})` : "";
  world.witness.tell(about, describe(given, answer) + reason);
  // A form of a node whose clock is wrong is none for another node.
  if (answer.kind === "odd" && world.clocksAreRight())
    world.witness.broken("the service answers", answer.what, about);

  // A dialogue of `/validate/check` takes one answer: one more is no attempt on any key.
  const isDialogue = given.stage === "confirm" && door.kind === "check";
  const isAnswered = ["in", "choose-pin", "refused"].includes(answer.kind) && !isDialogue;
  // What is no PASSCODE of any key is refused, or taken for a password, without a trace.
  const isPasscode =
    door.kind === "desk" || parsePasscode(passcode, 6).ok || parseSparePasscode(passcode) !== null;
  if (isAnswered && isPasscode && faults.length === 0 && !isCounted) {
    const what = `${answer.kind} was answered, and nothing was stored`;
    world.witness.broken("7 counted before answered", what, about);
  }
  if (door.takesPasswords && faults.length === 0) isDirectoryAskedOnce(given, told);
  if (wasAnswered && (answer.kind === "in" || answer.kind === "choose-pin")) {
    const what = `a challenge that was answered before let ${given.by} in`;
    world.witness.broken("2 single use", what, about);
  }
  if (challenge !== null && isAnswered && isCounted) world.answered.add(challenge.token);
  if (key !== null) {
    const question = challenge?.question;
    checkSpent(world, given, { key, question, before, after, about });
  }
  if (door.kind === "desk" && answer.kind === "choose-pin" && !given.pinRight) {
    const what = `${given.by} may enrol by a wrong first password`;
    world.witness.broken("nobody else gets in", what, about);
  }
  if (given.spare !== undefined && isAnswered && isCounted) given.spare.presented += 1;
  if (answer.kind === "in") checkEntry(world, given, { before, faults, about });
  if (serial !== null && key !== null && (read === null || !given.isHolder)) {
    checkReach(world, given, { before, after, step: Number(key.device.step()), about });
  }
  return answer;
}

type Look = {
  readonly events: number;
  readonly lastStep: number | null;
  readonly state: string | null;
};

/** What stands in the store of a key; of an unknown identifier, what stands there of all decoys. */
function look({ ledger }: World, serial: string | null): Look {
  if (serial === null) return { events: ledger.decoyEvents(), lastStep: null, state: null };
  const state = ledger.recordOf(serial)?.state.kind ?? null;
  return { events: ledger.eventsOf(serial), lastStep: ledger.lastStepOf(serial), state };
}

type Seen = {
  readonly before: Look;
  readonly faults: readonly string[];
  readonly about: readonly string[];
};

/** Laws 2, 3, 12 and the plainest one: nobody gets in who has no right PASSCODE. */
function checkEntry(world: World, given: Presentation, { before, faults, about }: Seen): void {
  const { witness, accepted, mustBeSpent, figures } = world;
  const { read, pinRight, isHolder } = given;
  if (faults.some((fault) => fault !== "lost-race")) {
    const what = `in was answered after ${faults.join(", ")}`;
    witness.broken("12 unknown is never accepted", what, about);
  }
  // Checked against the truth: whoever gives it has no key.
  if (given.isPassword === true) return;
  const { spare } = given;
  if (spare !== undefined) checkSpare(world, given, spare, about);
  if ((read === null && spare === undefined) || !pinRight) {
    figures.wrongAcceptances += 1;
    const what = `${given.by} got in with ${pinRight ? "" : "a wrong PIN"}${read === null ? " a made-up code" : ""}`;
    witness.broken("nobody else gets in", what, about);
    return;
  }
  if (["suspended", "lost", "retired", "in-stock"].includes(before.state ?? "")) {
    witness.broken(
      "nobody else gets in",
      `a key that is ${before.state} let ${given.by} in`,
      about,
    );
  }
  if (read === null) return;
  const code = `${read.serial}/${read.step}`;
  if (accepted.has(code)) {
    witness.broken("2 single use", `the code of step ${read.step} let somebody in twice`, about);
  }
  if (mustBeSpent.has(code)) {
    const what = `the code of step ${read.step} was spent by a wrong PIN, and let ${given.by} in`;
    witness.broken("3 burn on presentation", what, about);
  }
  accepted.add(code);
  if (!isHolder) figures.stolenLogins += 1;
}

/** Law 2 for a temporary or recovery code that let somebody in: so often, and in its time. */
function checkSpare(
  world: World,
  { by }: Presentation,
  spare: IssuedCode,
  about: readonly string[],
): void {
  const { witness } = world;
  if (spare.presented > spare.uses) {
    const what = `a code in place of the key for ${spare.uses} uses let ${by} in at presentation ${spare.presented}`;
    witness.broken("2 single use", what, about);
  }
  if (spare.isEnded || (world.clocksAreRight() && world.now >= spare.endsAt)) {
    witness.broken(
      "nobody else gets in",
      `a code in place of the key let ${by} in after its end`,
      about,
    );
  }
}

/**
 * Law 2: what is spent is the step whose code was given. Two steps can show the same 6 digits, and a
 * guess can meet a code: both are recognised exactly, and counted.
 */
function checkSpent(
  { witness, figures }: World,
  { read, passcode }: Presentation,
  seen: {
    readonly key: CarriedKey;
    /** What the code answered, if it answered a challenge. */
    readonly question: string | undefined;
    readonly before: Look;
    readonly after: Look;
    readonly about: readonly string[];
  },
): void {
  const { key, question, before, after, about } = seen;
  const { lastStep } = after;
  if (lastStep === null || lastStep === before.lastStep || lastStep === read?.step) return;
  const code = key.codeOf(lastStep, question);
  if (passcode.endsWith(code)) figures.coincidences += 1;
  else witness.broken("2 single use", `step ${lastStep} was spent for another code`, about);
}

/** Law 3: what no holder sends moves `lastStep` no further than the accept window reaches. */
function checkReach(
  world: World,
  given: Presentation,
  seen: {
    readonly before: Look;
    readonly after: Look;
    readonly step: number;
    readonly about: readonly string[];
  },
): void {
  const { before, after, step, about } = seen;
  if (after.lastStep === null || after.lastStep === before.lastStep) return;
  if (given.read !== null && after.lastStep === given.read.step) return;
  if (!world.clocksAreRight()) return;
  const record = world.ledger.recordOf(given.read?.serial ?? about[1] ?? "");
  const cap = record === null ? 0 : acceptCap(record, world.policy);
  if (after.lastStep - step <= cap) return;
  const what = `${given.by} moved lastStep ${after.lastStep - step} steps ahead of the key`;
  world.witness.broken("3 burn on presentation", what, about);
}

/**
 * Law 6: the directory is asked once for each refusal at a door that takes passwords, whoever is refused.
 * Returns what checks that after an attempt that was alone.
 */
function watchDirectory(world: World): (given: Presentation, told: Answer) => void {
  const { directory, witness } = world;
  const before = directory.asked;
  const isFirst = world.attemptsUnderWay === 0;
  world.presentations += 1;
  const begun = world.presentations;
  return ({ stage = "log-in", identifier, isPassword = false }, { kind }) => {
    if (!isFirst || world.presentations !== begun || stage !== "log-in") return;
    if (kind !== "refused" && kind !== "in" && kind !== "choose-pin") return;
    const wanted = kind === "refused" || (kind === "in" && isPassword) ? 1 : 0;
    const asked = directory.asked - before;
    if (asked === wanted) return;
    const what = `${kind} was answered, and the directory was asked ${asked} times`;
    witness.broken("6 no oracle", what, [identifier]);
  };
}

/** Law 5: no more steps pass at once than the policy says. */
function checkWindow(world: World, serial: string | null): void {
  const record = serial === null ? null : world.ledger.recordOf(serial);
  if (record === null || serial === null) return;
  for (const { clock } of world.nodes) {
    const accepted = stepsAccepted(record, clock.now(), world.policy);
    const cap = acceptCap(record, defaultPolicy);
    if (accepted <= cap) continue;
    const what = `${accepted} steps pass at once, the cap is ${cap}`;
    world.witness.broken("5 narrow window", what, [serial]);
  }
}

function describe(given: Presentation, answer: Answer): string {
  const { by, door, read, pinRight, stage = "log-in" } = given;
  const typed = given.isPassword ? "the right password" : "a wrong code";
  const code = read === null ? typed : `the code of step ${read.step}`;
  const pin = pinRight ? "" : ", a wrong PIN";
  const what = answer.kind === "odd" ? answer.what : answer.kind;
  return `${by} gives ${code}${pin} (${stage}, ${door.name}): ${what}`;
}
