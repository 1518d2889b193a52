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
  readonly client: TimedClient;
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
    const session = await door.open(options.client);
    const prepared: (readonly [MeasuredCause, Trial])[] = [];
    for (const cause of left) prepared.push([cause, await options.prepare(cause)]);
    for (const [cause, trial] of shuffled(prepared, options.random)) {
      const sample = collected.get(cause.name);
      if (sample === undefined) continue;
      const pair = await measurePair(door, session, trial, options);
      sample.answerDiffers = pair.answerDiffers;
      if (block < 0 || pair.answerDiffers !== null) continue;
      sample.differences.push(pair.own - pair.control);
      sample.times.push(pair.own);
    }
  }
  return [...collected].map(([cause, sample]) => ({ cause, ...sample }));
}

type Pair = {
  readonly own: number;
  readonly control: number;
  readonly answerDiffers: string | null;
};

async function measurePair(
  door: Door,
  session: Session,
  trial: Trial,
  { client, random, delayHeader }: MeasureOptions,
): Promise<Pair> {
  const ask = (fields: Fields, delayMilliseconds: number): Promise<TimedAnswer> => {
    const request = door.request(session, fields);
    const headers = { ...request.headers, [delayHeader]: String(delayMilliseconds) };
    return client.ask({ ...request, headers });
  };
  const askOwn = () => ask(trial.own, trial.delayMilliseconds);
  const askControl = () => ask(trial.control, 0);
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
  const lengths = [own.body.length, control.body.length];
  return lengths[0] === lengths[1] ? null : `${lengths[0]} characters instead of ${lengths[1]}`;
}

function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  return items
    .map((item) => ({ item, place: random() }))
    .toSorted((left, right) => left.place - right.place)
    .map(({ item }) => item);
}
