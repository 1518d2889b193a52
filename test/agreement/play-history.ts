import { codeAt, defaultClockBounds, type KeyRecord, type KeyStore, timeStep } from "@jeton/core";
import type { ClockHistory, Visit } from "../arbitraries/clock-history.ts";
import { type CodeRead, holderPin, holderWithKey } from "../support/holder-with-key.ts";
import { checkBelief, checkWindow, LawBroken } from "./laws.ts";
import type { Tally } from "./tally.ts";

const { wanderPpb } = defaultClockBounds;
const yearMilliseconds = 365.25 * 86_400_000;

/**
 * Plays a history with a right server clock: the key goes into service by the four steps, then its
 * holder logs in at every visit. Throws LawBroken where one of the laws 1 to 5 does not hold.
 *
 * One thing no window can mend: two steps can show the same 6 digits. Should a code be taken for
 * such a later step, the steps up to it are spent, and their codes are refused (law 2 goes before
 * law 4). It befalls 1 log-in in 300,000 or so; it is recognised exactly, and counted.
 */
export async function playHistory(
  store: KeyStore,
  serial: string,
  history: ClockHistory,
  tally: Tally,
): Promise<void> {
  const { periodSeconds, delayMax, slowestPpb } = history;
  const speed = (permille: number) => slowestPpb + Math.round((wanderPpb * permille) / 1000);
  const seed = Uint8Array.from(Buffer.from(history.seedHex, "hex"));
  const drawn = history.visits.flatMap(({ speeds }) => speeds.map(speed));
  const rates = { min: Math.min(...drawn), max: Math.max(...drawn) };
  const holder = holderWithKey(store, {
    serial,
    seed,
    periodSeconds,
    // Until the first code arrives the clock may drift for two minutes: 12 ms at the rate bound.
    offsetMilliseconds: Math.trunc(((periodSeconds * 10_000 - 12) * history.offsetPermille) / 1000),
    ratePpb: speed(history.visits[0]?.speeds[0] ?? 0),
    clock: { entryDelayMilliseconds: delayMax },
  });
  const { time, key, ports } = holder;
  const story: string[] = [];
  const start = time.now();

  const codeOf = (step: number) => codeAt(seed, timeStep(step), key.parameters);

  tally.keys += 1;
  const confirmed = await commissioned();
  if (confirmed === null) {
    tally.coincidences += 1;
    return;
  }
  let last = confirmed;
  for (const [index, visit] of history.visits.entries()) {
    key.setRate(speed(visit.speeds[0]) / 1000);
    time.advance(Math.floor(visit.gap / 2));
    key.setRate(speed(visit.speeds[1]) / 1000);
    time.advance(Math.ceil(visit.gap / 2));
    story.push(`visit ${index}: ${describe(visit)}, rate ${key.ratePpm()} ppm`);
    if ((await visitOnce(visit)) === "coincidence") {
      tally.coincidences += 1;
      break;
    }
  }
  tally.years += (time.now() - start) / yearMilliseconds;

  async function commissioned(): Promise<CodeRead | null> {
    tally.attempts += 2;
    const done = await holder.commission(history.first, history.confirmation);
    const { first } = done;
    story.push(`first code of step ${first.step}, offset ${key.offsetMilliseconds()} ms`);
    if (done.kind === "refused") {
      if (hasTwin(first)) return null;
      return wrongRefusal(`${done.what} was refused: ${await holder.reason()}`);
    }
    const read = done.confirmation;
    story.push(`in service with step ${read.step}`);
    const record = await holder.record();
    if (isCoincidence(record, read)) return null;
    checkBelief(record, holder, rates, story);
    return read;
  }

  /** Whether another step that passes at the first use shows the same code. */
  function hasTwin({ step, code }: CodeRead): boolean {
    const reach = 2 * ports.policy.firstUseSteps + 2;
    const others = Array.from({ length: 2 * reach + 1 }, (_, index) => step - reach + index);
    return others.some((other) => other !== step && codeOf(other) === code);
  }

  async function present(passcode: string): Promise<"accepted" | "choose-pin" | "refused"> {
    tally.attempts += 1;
    return holder.logIn(passcode);
  }

  function unusedCode(visit: Visit): CodeRead {
    holder.waitForStep(last.step + 1);
    if (visit.waits) holder.waitForStep((key.step() ?? 0) + 1);
    return holder.readCode(visit.reading);
  }

  async function visitOnce(visit: Visit): Promise<"in" | "coincidence"> {
    if (visit.mischief === "wrong-pin-first" && (await burnOne(visit)) === "coincidence") {
      return "coincidence";
    }
    const read = unusedCode(visit);
    const before = await holder.record();
    const accepted = checkWindow(before, read.step, holder, story);
    story.push(`  step ${read.step} at ${ports.clock()}, ${accepted} steps pass`);

    const answer = await present(holderPin + read.code);
    let used = read;
    if (answer === "accepted") {
      tally.acceptedSteps += accepted;
    } else {
      const reason = await holder.reason();
      if (reason !== "next-code-wanted") wrongRefusal(`a right PASSCODE was refused: ${reason}`);
      used = await giveNextCode(visit, read);
      tally.askedNext += 1;
      tally.acceptedSteps += accepted;
    }
    tally.acceptedStepsMax = Math.max(tally.acceptedStepsMax, accepted);
    tally.logins += 1;

    const after = await holder.record();
    if (isCoincidence(after, used)) return "coincidence";
    checkBelief(after, holder, rates, story);
    last = used;
    if (visit.mischief === "replayed") await replay(used);
    return "in";
  }

  async function giveNextCode(visit: Visit, first: CodeRead): Promise<CodeRead> {
    holder.waitForStep(first.step + visit.next.codesLater);
    const next = holder.readCode(visit.next);
    checkWindow(await holder.record(), next.step, holder, story);
    story.push(`  asked; then step ${next.step} at ${ports.clock()}`);
    const answer = await present(visit.next.alone ? next.code : holderPin + next.code);
    if (answer === "accepted") return next;
    return wrongRefusal(`the next code was refused: ${await holder.reason()}`);
  }

  /** Law 3: a code that would have passed is spent by a wrong PIN; the right one comes too late. */
  async function burnOne(visit: Visit): Promise<"burnt" | "coincidence"> {
    const read = unusedCode(visit);
    const before = await holder.record();
    if ((await present(`9${holderPin}${read.code}`)) !== "refused") {
      throw new LawBroken("Law 3: a wrong PIN was accepted", story);
    }
    if ((await holder.reason()) !== "wrong-pin") {
      // The code lay in the ask window only: it moves nothing, and begins no row of codes any more.
      const { lastStep } = await holder.record();
      if (lastStep === before.lastStep) {
        last = read;
        return "burnt";
      }
      throw new LawBroken(`Law 3: a code that did not pass moved ${lastStep}`, story);
    }
    if ((await present(holderPin + read.code)) !== "refused") {
      throw new LawBroken("Law 3: a code that was presented is accepted", story);
    }
    if (isCoincidence(await holder.record(), read)) return "coincidence";
    last = read;
    return "burnt";
  }

  /** Whether another step was spent than the one that was read, since both show one code. */
  function isCoincidence({ lastStep }: KeyRecord, { step, code }: CodeRead): boolean {
    if (lastStep === step) return false;
    if (lastStep !== null && codeOf(lastStep) === code) return true;
    throw new LawBroken(`Law 2: step ${lastStep} was spent for step ${step}`, story);
  }

  async function replay(read: CodeRead): Promise<void> {
    if ((await present(holderPin + read.code)) === "refused") return;
    throw new LawBroken(`Law 2: step ${read.step} was accepted twice`, story);
  }

  function wrongRefusal(what: string): never {
    tally.wrongRefusals += 1;
    throw new LawBroken(`Law 4: ${what}`, story);
  }
}

function describe({ gap, mischief, reading }: Visit): string {
  const days = (gap / 86_400_000).toFixed(3);
  return `${days} days later, ${reading.moment}, delay ${reading.delayPermille} permille, ${mischief}`;
}
