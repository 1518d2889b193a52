import type { Answer } from "./parts/door.ts";
import { faultScope } from "./parts/fault-scope.ts";
import type { StoreFault } from "./parts/faulty-store.ts";
import type { Presentation } from "./presentation.ts";
import type { World } from "./world.ts";

/** A program gives up after so many lost answers in a row. */
const lostMax = 3;

/** What came of sending, with the faults that struck the request that was answered. */
export type Told = { readonly told: Answer; readonly faults: readonly StoreFault[] };

/**
 * Presents it, and presents it again with the same id while no answer comes, as programs do. Some attempts
 * come twice at once, and some once more after their answer: law 11.
 */
export async function sendUntilAnswered(
  world: World,
  given: Presentation,
  serial: string | null,
): Promise<Told> {
  const { door } = given;
  // Browsers give no ids, and a program that is to be caught guessing does not care for answers.
  if (door.kind === "portal" || door.kind === "desk") return send(given);
  world.attemptsBegun += 1;
  const id = `world-attempt-${world.attemptsBegun}`;
  let last: Told = { told: { kind: "away" }, faults: [] };
  if (world.retries.happens(0.05)) {
    const both = await Promise.all([send(given, id), send(given, id)]);
    last = both.find(({ told }) => told.kind !== "away") ?? both[0] ?? last;
  } else last = await send(given, id);
  for (let lost = 1; last.told.kind === "away" && lost < lostMax; lost += 1) {
    last = await send(given, id);
  }
  if (world.retries.happens(0.2)) await sendOnceMore(world, given, { id, last, serial });
  return last;
}

/** Law 11: what was answered is neither decided nor counted again. */
async function sendOnceMore(
  world: World,
  given: Presentation,
  before: { readonly id: string; readonly last: Told; readonly serial: string | null },
): Promise<void> {
  const { id, last, serial } = before;
  const { kind } = last.told;
  if (kind !== "in" && kind !== "choose-pin" && kind !== "refused") return;
  const events = () =>
    serial === null ? world.ledger.decoyEvents() : world.ledger.eventsOf(serial);
  const counted = events();
  const begun = world.attemptsBegun;
  const wasAlone = world.attemptsUnderWay === 1;
  const again = await send(given, id);
  // Others may have come in between, or ended what they had begun, and a stand-in whose race was lost remembers
  // nothing.
  const isAlone =
    wasAlone &&
    world.attemptsUnderWay === 1 &&
    world.attemptsBegun === begun &&
    world.clocksAreRight();
  if (!isAlone || last.faults.length > 0 || again.told.kind === "away") return;
  const about = serial === null ? [given.identifier] : [given.identifier, serial];
  if (events() > counted) {
    world.witness.broken("11 one attempt, one answer", "an attempt was counted twice", about);
  }
}

async function send(
  { door, stage, identifier, passcode }: Presentation,
  id?: string,
): Promise<Told> {
  const faults: StoreFault[] = [];
  const told = await faultScope.run(faults, () =>
    stage === "confirm" ? door.confirm(passcode, id) : door.present(identifier, passcode, id),
  );
  return { told, faults };
}
