import type { Chance } from "../parts/chance.ts";
import { takesTemporaryCode } from "../parts/record-view.ts";
import type { Doing } from "../parts/scheduler.ts";
import type { IssuedCode } from "../presentation.ts";
import type { HolderCard, World } from "../world.ts";
import { giveSpareCode } from "./give-spare-code.ts";

const minute = 60_000;
const hour = 60 * minute;

/** What the help desk does for somebody without their key. */
type Desk = {
  readonly issue: (serial: string, body: object) => Doing<string | null>;
  readonly act: (serial: string, body: { readonly act: string }) => Doing;
};

/**
 * Has a temporary code issued for a key in service, and gives it at any door: oftener than it may be used, after its
 * end, and now and then with a wrong PIN.
 */
export async function* useTemporaryCode(
  world: World,
  chance: Chance,
  card: HolderCard,
  desk: Desk,
): Doing {
  const { key } = card;
  if (key === null || world.ledger.recordOf(key.serial)?.state.kind !== "in-service") return;
  const { serial } = key;
  const uses = chance.whole(1, 4);
  const hours = chance.whole(1, 5);
  const returningKey = chance.pick(["ends-code", "after-end", "refused"] as const);
  const act = "issue-temporary-code";
  const code = yield* desk.issue(serial, { act, uses, hours, returningKey });
  const isTold = `a temporary code for ${uses} uses and ${hours} hours, the key ${returningKey}`;
  world.witness.tell(
    [serial],
    `help desk issues ${isTold}: ${code === null ? "not told" : "told"}`,
  );
  if (code !== null) {
    const endsAt = world.now + hours * hour;
    const spare: IssuedCode = { code, uses, endsAt, presented: 0, isEnded: false };
    const isLeft = chance.happens(0.7);
    for (let times = chance.whole(1, uses + 2); times > 0; times -= 1) {
      yield* giveSpareCode(world, chance, { card, serial, spare, takes: takesTemporaryCode });
    }
    if (isLeft) yield Math.max(0, endsAt + minute - world.now);
    else {
      yield* desk.act(serial, { act: "end-temporary-code" });
      spare.isEnded = true;
    }
    yield* giveSpareCode(world, chance, { card, serial, spare, takes: takesTemporaryCode });
  }
  if (returningKey === "refused") yield* desk.act(serial, { act: "end-temporary-code" });
}
