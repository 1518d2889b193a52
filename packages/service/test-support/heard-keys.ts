import {
  type ClockKnowledge,
  codeParameters,
  learn,
  type Sighting,
  stepAt,
  unixMilliseconds,
} from "@jeton/core";
import { addKey, type Ports } from "@jeton/validator/parts";

const day = 86_400_000;

/** How a key was used, and how its clock ran. */
export type HeardKey = {
  readonly serial: string;
  /** A log-in a day up to now, with one more at the beginning; none by default. */
  readonly days?: number;
  readonly ratePpm?: number;
  /** The clock was set by so much before the last log-in. */
  readonly setBySeconds?: number;
};

/** Puts a key in stock of which the clock is believed what log-ins of these days tell. */
export async function addHeardKey(ports: Ports, key: HeardKey): Promise<void> {
  const { serial, days = 0, ratePpm = 0, setBySeconds = 0 } = key;
  const parameters = codeParameters();
  await addKey(ports, { serial, seed: new Uint8Array(20).fill(9), parameters }, "staff:test");
  if (days === 0) return;
  const begins = ports.clock() - days * day;
  const bounds = ports.policy.clock;
  const learner = { clock: parameters, bounds, unlearnt: { min: -600_000, max: 600_000 } };
  const seen = (elapsed: number, offset: number): Sighting => {
    const at = unixMilliseconds(begins + elapsed);
    const shown = at - 5000 + (ratePpm * elapsed) / 1e6 + offset;
    return { step: stepAt(unixMilliseconds(Math.round(shown)), parameters) ?? fail(), at };
  };
  let known: ClockKnowledge = { clock: null, provisional: null };
  for (let each = 0; each <= days; each += 1) {
    const offset = each === days ? setBySeconds * 1000 : 0;
    const codes = [seen(each * day - 60_000, offset), seen(each * day, offset)];
    known = learn(known, codes.slice(each === 0 ? 1 : 0), learner, true);
  }
  const stored = (await ports.store.load(serial)) ?? fail();
  const next = { ...stored.record, clock: known.clock, provisional: known.provisional };
  await ports.store.replace(serial, stored.revision, next, []);
}

function fail(): never {
  throw new Error("no such key or step");
}
