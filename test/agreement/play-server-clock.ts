import { type KeyStore, middle, offsetAt } from "@jeton/core";
import { actOnStoredKey } from "@jeton/validator/parts";
import type { Reading, Visit } from "../arbitraries/clock-history.ts";
import type { ServerClockHistory, WrongTimeVisit } from "../arbitraries/server-clock-history.ts";
import { type CodeRead, holderPin, holderWithKey } from "../support/holder-with-key.ts";
import { LawBroken, stepsAccepted } from "./laws.ts";
import type { Tally } from "./tally.ts";

const atOnce: Reading = { moment: "at-once", delayPermille: 0 };

/**
 * Plays a history in which the server's clock jumps. While it is wrong, only what must never
 * happen is watched: no step twice (law 2), never more steps at once than the cap (law 5). Once it
 * is right the holder gets in at once or by the next code (law 10). Only a key that the help desk found
 * half a day or more away, by the wrong clock, needs the help desk once more; after that law 4 holds as if
 * nothing had been.
 */
export async function playServerClock(
  store: KeyStore,
  serial: string,
  history: ServerClockHistory,
  tally: Tally,
): Promise<void> {
  const seed = Uint8Array.from(Buffer.from(history.seedHex, "hex"));
  const { periodSeconds, ratePpb } = history;
  const holder = holderWithKey(store, {
    serial,
    seed,
    periodSeconds,
    // Among 10^6 codes a far one can pass by chance while the clock is wrong, and bar the way.
    digits: 9,
    offsetMilliseconds: 0,
    ratePpb,
  });
  const { key, ports, time } = holder;
  const story: string[] = [];
  const spent: CodeRead[] = [];
  let shown = 0;

  tally.keys += 1;
  const commissioning = await holder.commission(atOnce, atOnce);
  if (commissioning.kind === "refused") return;
  spent.push(commissioning.first, commissioning.confirmation);
  shown = commissioning.confirmation.step;

  for (const visit of history.wrong) await wrongVisit(visit);
  holder.shiftServer(0);
  let helped = false;
  for (const visit of history.right) {
    time.advance(visit.gap);
    story.push(`right again, ${(visit.gap / 86_400_000).toFixed(3)} days later`);
    const isNear = await isInReach();
    if (await enters(visit)) continue;
    if (helped) throw new LawBroken("Law 4: refused after a resynchronisation", story);
    if (isNear) throw new LawBroken("Law 10: the next code did not heal the key", story);
    await resynchronise();
    helped = true;
    if (!(await enters(visit))) throw new LawBroken("Law 4: refused even so", story);
  }

  /** Whether the next code reaches from where the key's clock is believed to be to where it is. */
  async function isInReach(): Promise<boolean> {
    const { clock } = await holder.record();
    if (clock === null) return true;
    const away = middle(offsetAt(clock, ports.clock())) - key.offsetMilliseconds();
    return Math.abs(away) < (ports.policy.scanSteps - 2) * periodSeconds * 1000;
  }

  async function wrongVisit(visit: WrongTimeVisit): Promise<void> {
    time.advance(visit.gap);
    if (visit.serverShift !== null) holder.shiftServer(visit.serverShift);
    story.push(`server ${ports.clock() - time.now()} ms off, key ${key.offsetMilliseconds()} ms`);
    const replayed = visit.replayed === null ? undefined : spent.at(-1 - visit.replayed);
    if (replayed !== undefined) await neverAgain(replayed);
    if (!(await enters(visit)) && visit.helped) await resynchronise();
  }

  /** Gives a code, and when asked the next one; returns whether the holder got in. */
  async function enters(visit: Visit): Promise<boolean> {
    const first = read(visit.reading, shown + 1);
    if (await present(holderPin + first.code, first)) return true;
    if ((await holder.reason()) !== "next-code-wanted") return false;
    const next = read(visit.next, first.step + visit.next.codesLater);
    const entered = await present(visit.next.alone ? next.code : holderPin + next.code, next);
    tally.askedNext += entered ? 1 : 0;
    return entered;
  }

  function read(reading: Reading, from: number): CodeRead {
    holder.waitForStep(from);
    const code = holder.readCode(reading);
    shown = code.step;
    return code;
  }

  async function present(passcode: string, read: CodeRead): Promise<boolean> {
    const before = await holder.record();
    const accepted = stepsAccepted(before, ports.clock(), ports.policy);
    const cap = ports.policy.windows[before.state.kind].acceptSteps;
    if (accepted > cap) throw new LawBroken(`Law 5: ${accepted} steps pass at once`, story);
    tally.attempts += 1;
    const answer = await holder.logIn(passcode);
    story.push(`  step ${read.step}: ${answer === "accepted" ? answer : await holder.reason()}`);
    const { lastStep } = await holder.record();
    if (lastStep !== null && before.lastStep !== null && lastStep < before.lastStep) {
      throw new LawBroken("Law 2: the last step went back", story);
    }
    if (answer !== "accepted") return false;
    tally.logins += 1;
    if (lastStep !== read.step) {
      throw new LawBroken(`Law 2: step ${lastStep} was spent for step ${read.step}`, story);
    }
    spent.push(read);
    await neverAgain(read);
    return true;
  }

  async function neverAgain(read: CodeRead): Promise<void> {
    tally.attempts += 1;
    if ((await holder.logIn(holderPin + read.code)) === "refused") return;
    throw new LawBroken(`Law 2: step ${read.step} was accepted twice`, story);
  }

  async function resynchronise(): Promise<void> {
    const first = read(atOnce, shown + 1);
    const second = read(atOnce, first.step + 1);
    const codes = { first: first.code, second: second.code };
    const decision = await actOnStoredKey(
      ports,
      serial,
      { kind: "resynchronise", ...codes },
      "staff:test",
    );
    story.push(`  resynchronised with steps ${first.step}, ${second.step}: ${decision.kind}`);
    if (decision.kind !== "done") return;
    tally.resynchronised += 1;
    spent.push(first, second);
    await neverAgain(first);
    await neverAgain(second);
  }
}
