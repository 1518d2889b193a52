import type { KeyRecord } from "@jeton/core";
import { Browser } from "../parts/browser.ts";
import type { Chance } from "../parts/chance.ts";
import type { Door } from "../parts/door.ts";
import { pinSaltIn, takesRecoveryCode } from "../parts/record-view.ts";
import type { Doing } from "../parts/scheduler.ts";
import type { IssuedCode } from "../presentation.ts";
import type { World } from "../world.ts";
import type { Caller } from "./caller.ts";
import { giveSpareCode } from "./give-spare-code.ts";
import { giveUntilTaken } from "./give-until-taken.ts";
import { Hands } from "./hands.ts";

const minute = 60_000;

/**
 * Has a holder print recovery codes, and gives some of them at any door: more than once, now and then with a wrong
 * PIN, and those of a former set.
 */
export async function* useRecoveryCodes(world: World, chance: Chance, holder: Caller): Doing {
  const former = yield* print(world, chance, holder);
  yield* giveSome(world, chance, holder, former);
  const present = yield* print(world, chance, holder);
  // Where the new set was not shown nobody knows whether it stands.
  if (present.length > 0) for (const code of former) code.isEnded = true;
  yield* giveSome(world, chance, holder, [...former.slice(0, 1), ...present]);
}

/** Returns the codes of a new set as they were shown; none where nothing was shown. */
async function* print(world: World, chance: Chance, holder: Caller): Doing<readonly IssuedCode[]> {
  const { card } = holder;
  const { key, identifier, keyAwayUntil } = card;
  if (key === null || keyAwayUntil > world.now) return [];
  if (pinSaltIn(world.ledger.recordOf(key.serial)) === null) return [];
  const browser = world.newDoor("portal", `the printing computer of ${identifier}`);
  if (!(browser instanceof Browser)) return [];
  // The key is in these hands, so that its holder comes to no other computer meanwhile.
  card.keyAwayUntil = world.now + 20 * minute;
  const by = { world, holder, hands: new Hands(chance, 0) };
  const given = { key, stage: "log-in", pin: card.pin } as const;
  const doing = "printing recovery codes";
  const isMade =
    (yield* giveUntilTaken(by, doing, { door: browser, ...given })) &&
    (yield* giveUntilTaken(by, doing, { door: recoveryPage(browser), ...given }));
  const codes = isMade ? browser.recoveryCodes : [];
  browser.leave();
  card.keyAwayUntil = 0;
  world.witness.tell([identifier, key.serial], `${codes.length} recovery codes are printed`);
  const truth = { uses: 1, endsAt: Number.MAX_SAFE_INTEGER };
  return codes.map((code) => ({ code, ...truth, presented: 0, isEnded: false }));
}

async function* giveSome(
  world: World,
  chance: Chance,
  { card }: Caller,
  codes: readonly IssuedCode[],
): Doing {
  const { key } = card;
  if (key === null || codes.length === 0) return;
  const { serial } = key;
  for (let times = chance.whole(1, 5); times > 0; times -= 1) {
    // Often the same one once more.
    const spare = chance.pick(codes.slice(0, 4));
    const number = Number(spare.code.at(-1));
    const takes = (record: KeyRecord, now: number) =>
      !spare.isEnded && takesRecoveryCode(record, number, now);
    yield* giveSpareCode(world, chance, { card, serial, spare, takes });
  }
}

/** The page on which a browser that is logged in asks for recovery codes: a door like the log-in page. */
function recoveryPage(browser: Browser): Door {
  return {
    name: `${browser.name}, where recovery codes are made`,
    kind: browser.kind,
    takesPasswords: false,
    known: browser.known,
    refusals: 0,
    present: (_identifier, passcode) => browser.makeRecoveryCodes(passcode),
    choosePin: (pin) => browser.choosePin(pin),
    confirm: (passcode) => browser.confirm(passcode),
    leave: () => browser.leave(),
  };
}
