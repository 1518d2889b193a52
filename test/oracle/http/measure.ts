import type { TimedAnswer, TimedClient } from "./timed-client.ts";
import type { Door, Fields, MeasuredCause, Session, Trial } from "./trial.ts";

/** What came of one cause at one door. Times in ms, in the order in which they were taken. */
export type CauseSample = {
  readonly cause: string;
  /** Of each pair: the attempt that met the cause less the one for a name that nobody has. */
  readonly differences: readonly number[];
  readonly times: readonly number[];
  /** How an answer differed from the refusal of a name that nobody has; null when none did. */
  readonly answerDiffers: string | null;
};

export type MeasureOptions = {
  /** Opens a connection for a block: a server closes one on which nothing is asked for seconds. */
  readonly connect: () => Promise<TimedClient>;
  readonly prepare: (cause: MeasuredCause) => Promise<Trial>;
  /** Numbers from 0 up to 1: the order of the causes, and of the two attempts of each pair. */
  readonly random: () => number;
  /** Blocks that are not counted: a fresh server compiles what it found to be used much. */
  readonly warmUpBlocks: number;
  /** Whether another block is to follow after so many. */
  readonly goesOn: (blocks: number) => boolean;
  /** Called before each block with the number of attempts in it. */
  readonly onBlock?: (attempts: number) => void;
  readonly delayHeader: string;
};

type Collected = { differences: number[]; times: number[]; answerDiffers: string | null };

/**
 * Measures a door in blocks. Each block meets each cause once, in an order of its own, with a key
 * that is new: no state drifts, and what the machine does meanwhile meets all causes alike. Each
 * attempt stands beside one with the same PASSCODE for a name that nobody has, before or after it by
 * chance. A cause that is answered otherwise is left out from then on: no clock is needed for it.
 */
export async function measureDoor(
  door: Door,
  options: MeasureOptions,
): Promise<readonly CauseSample[]> {
  const collected = new Map<string, Collected>(
    door.causes.map(({ name }) => [name, { differences: [], times: [], answerDiffers: null }]),
  );
  for (let block = -options.warmUpBlocks; block <= 0 || options.goesOn(block); block += 1) {
    const left = door.causes.filter(({ name }) => collected.get(name)?.answerDiffers === null);
    options.onBlock?.(2 * left.length);
    const prepared: (readonly [MeasuredCause, Trial])[] = [];
    for (const cause of left) prepared.push([cause, await options.prepare(cause)]);
    const client = await options.connect();
    try {
      const session = await door.open(client);
      const pairs = { door, session, client, ...options };
      // The first request on a connection is not like the others.
      const [, first] = prepared[0] ?? [];
      if (first !== undefined) await ask(pairs, first.control, 0);
      for (const [cause, trial] of shuffled(prepared, options.random)) {
        const sample = collected.get(cause.name);
        if (sample === undefined) continue;
        const pair = await measurePair(pairs, trial);
        sample.answerDiffers = pair.answerDiffers;
        if (block < 0 || pair.answerDiffers !== null) continue;
        sample.differences.push(pair.own - pair.control);
        sample.times.push(pair.own);
      }
    } finally {
      client.close();
    }
  }
  return [...collected].map(([cause, sample]) => ({ cause, ...sample }));
}

type Pair = {
  readonly own: number;
  readonly control: number;
  readonly answerDiffers: string | null;
};

type Asking = {
  readonly door: Door;
  readonly session: Session;
  readonly client: TimedClient;
  readonly random: () => number;
  readonly delayHeader: string;
};

function ask(
  { door, session, client, delayHeader }: Asking,
  fields: Fields,
  delayMilliseconds: number,
): Promise<TimedAnswer> {
  const request = door.request(session, fields);
  const headers = { ...request.headers, [delayHeader]: String(delayMilliseconds) };
  return client.ask({ ...request, headers });
}

async function measurePair(asking: Asking, trial: Trial): Promise<Pair> {
  const { door, random } = asking;
  const askOwn = () => ask(asking, trial.own, trial.delayMilliseconds);
  const askControl = () => ask(asking, trial.control, 0);
  const isOwnFirst = random() < 0.5;
  const first = await (isOwnFirst ? askOwn() : askControl());
  const second = await (isOwnFirst ? askControl() : askOwn());
  const [own, control] = isOwnFirst ? [first, second] : [second, first];
  if (!door.isRefusal(control)) {
    throw new Error(`Cannot measure ${door.name}: status ${control.status}, expected the refusal`);
  }
  return {
    own: own.milliseconds,
    control: control.milliseconds,
    answerDiffers: differenceOf(door, own, control),
  };
}

function differenceOf(door: Door, own: TimedAnswer, control: TimedAnswer): string | null {
  if (own.status !== control.status) return `status ${own.status} instead of ${control.status}`;
  if (!door.isRefusal(own)) return "no refusal";
  const [found, wanted] = [own, control].map(({ body }) => body.replace(moment, "").length);
  return found === wanted ? null : `${found} characters instead of ${wanted}`;
}

/** Where an answer tells the time, with as many digits as it takes. */
const moment = /"time":[0-9.]+/u;

function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  return items
    .map((item) => ({ item, place: random() }))
    .toSorted((left, right) => left.place - right.place)
    .map(({ item }) => item);
}
