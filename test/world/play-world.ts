import type { Figures } from "./figures.ts";
import type { Doing } from "./parts/scheduler.ts";
import type { Finding } from "./parts/witness.ts";
import { openWorldStore } from "./parts/world-store.ts";
import { changePins } from "./people/change-pins.ts";
import { keepClock } from "./people/clock-keeper.ts";
import { Guest } from "./people/guest.ts";
import { HelpDesk } from "./people/help-desk.ts";
import { Holder } from "./people/holder.ts";
import { pressButton } from "./people/press-button.ts";
import { shakeKey } from "./people/shake-key.ts";
import { StaffMember } from "./people/staff-member.ts";
import { StaffWork } from "./people/staff-work.ts";
import { Stranger } from "./people/strangers.ts";
import { type Mutation, World } from "./world.ts";
import type { ActorPlan, WorldPlan } from "./world-plan.ts";

/** What came of a world. */
export type WorldReport = {
  readonly plan: WorldPlan;
  readonly findings: readonly Finding[];
  readonly figures: Figures;
  /** When the world began, true time. */
  readonly begins: number;
  /** Returns what led to a finding, as readable lines. */
  readonly story: (finding: Finding, lines?: number) => readonly string[];
};

/** What a world is played with. */
export type PlayOptions = {
  /** Where a world over PostgreSQL has its database, which is emptied. */
  readonly postgresUrl?: string | null;
  /** Told of each day that is over. */
  readonly onDay?: (days: number) => void;
};

/** Plays a world from its first day to its last. */
export async function playWorld(
  plan: WorldPlan,
  mutation: Mutation = {},
  { postgresUrl = null, onDay }: PlayOptions = {},
): Promise<WorldReport> {
  const world = new World(plan, mutation, await openWorldStore(plan.store, postgresUrl));
  const begins = world.now;
  await world.open();
  const desk = new HelpDesk(world);
  for (const actor of plan.actors) settle(world, actor, desk);
  if (onDay !== undefined) world.scheduler.start(countDays(onDay));
  await world.scheduler.run();
  await world.close();
  const { witness, figures } = world;
  return {
    ...{ plan, figures, begins, findings: witness.findings },
    story: (finding, lines) => witness.story(finding, lines),
  };
}

async function* countDays(onDay: (days: number) => void): Doing {
  for (let days = 0; ; days += 1) {
    onDay(days);
    yield 86_400_000;
  }
}

/** Puts somebody into the world. */
function settle(world: World, actor: ActorPlan, desk: HelpDesk): void {
  const { scheduler } = world;
  switch (actor.kind) {
    case "holder": {
      const holder = new Holder(world, actor, desk);
      desk.knows(holder);
      scheduler.start(holder.live());
      scheduler.start(shakeKey(world, holder.card, actor));
      scheduler.start(pressButton(world, holder.card, actor));
      const { changesPinEveryDays } = actor;
      if (changesPinEveryDays) scheduler.start(changePins(world, holder, changesPinEveryDays));
      return;
    }
    case "guest":
      scheduler.start(new Guest(world, actor, desk).live());
      return;
    case "clock":
      scheduler.start(keepClock(world, actor));
      return;
    case "desk":
      scheduler.start(desk.work(actor.everyDays));
      return;
    case "away":
      scheduler.start(desk.helpWithoutKeys(actor.everyDays));
      return;
    case "staff": {
      // The account of a holder who was left out opens nothing.
      if (actor.holder !== null && !world.holders.has(actor.holder)) return;
      const work = new StaffWork(world, new StaffMember(world, actor));
      desk.joins(work);
      scheduler.start(work.live());
      return;
    }
    case "faults":
      world.faultShare = actor.share;
      return;
    case "flood":
    case "guesser":
    case "phisher":
    case "shadow":
    case "shoulder-after":
    case "shoulder-first":
    case "spray":
    case "thief": {
      const doing = new Stranger(world, actor).act();
      if (doing !== null) scheduler.start(doing);
      return;
    }
    default:
      actor satisfies never;
  }
}
