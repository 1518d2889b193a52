import type { StoredKey } from "@jeton/core";
import { openMemoryStore } from "@jeton/store";
import { logIn, type Ports } from "@jeton/validator/parts";
import { describe, expect, test } from "vitest";
import { openStage } from "../support/stage.ts";
import { type Cause, causes } from "./causes.ts";
import { cropped, mean, welchT } from "./welch.ts";

const rounds = 500;
const warmUpRounds = 30;
/** What lies above is a pause of the machine, not a property of the attempt. */
const keptQuantile = 0.8;

/**
 * A difference fails the test when it is both beyond doubt and of a size that matters. dudect calls
 * |t| > 4.5 a leak, but t grows with the number of samples and on a quiet machine, so that some
 * microseconds for a longer record would pass any fixed bound one day; and a difference of
 * means alone can be a busy neighbour. A tenth of an attempt is some 50 µs here, where the PIN hash
 * costs nothing: a thousandth of an attempt in service, where it takes tens of milliseconds.
 */
const tMax = 20;
const shareMax = 0.1;

const compared = "a wrong code";
/** The causes that are timed: one for each state and reason. */
const names: readonly string[] = [
  compared,
  ...["an unknown identifier", "a wrong PIN", "a wrong code beyond the scan", "a spent code"],
  ...["a code alone, once in service", "a far code that asks for the next", "suspended"],
  ...["blocked for a moment, with the right PASSCODE", "the right PASSCODE after five guesses"],
  ...["blocked before the first use, with the right activation code"],
  ...["not commissioned, with a PIN", "a wrong activation code"],
];

// Goal: the time of a refusal does not tell its cause (law 6), as far as a test can see.
// Method, after dudect (Reparaz, Balasch, Verbauwhede 2017): time the causes in rounds through the
// service's log-in, each in an order of its own, over a memory store that is new for each attempt;
// crop the pauses of the machine; compare each cause with a wrong code by Welch's t. In the same
// run the same causes are timed with a wrong PIN that takes a third of an attempt longer, as it would
// where the codes were looked for only after the PIN: what finds no leak must find that one.
// A busy machine widens all samples alike; should it hide even the leak, the test is run again.
describe("the time of a refusal", () => {
  test("tells no cause from another, and would tell a leak", { retry: 2 }, async () => {
    const wanted = causes.filter(({ name }) => names.includes(name));
    expect(wanted).toHaveLength(names.length);
    const classes = await Promise.all(wanted.map((cause) => classOf(cause)));
    const attemptTime = await typicalTime(classes);
    const wrongPin = wanted.find(({ name }) => name === "a wrong PIN");
    if (wrongPin === undefined) throw new TypeError("Cannot leak: the cause is not there");
    const leak = attemptTime / 3;
    const leaky = {
      ...(await classOf(wrongPin, leak)),
      name: "leaky: a wrong PIN takes a third more",
    };

    const found = differences([...classes, leaky], await timed([...classes, leaky], rounds));
    console.log(["Welch's t against a wrong code:", ...found.map(inWords)].join("\n"));
    expect(found.filter(isLeak).map(({ name }) => name)).toEqual([leaky.name]);
  });
});

/** A cause made ready to be timed again and again: each attempt meets the same stored key. */
type Class = { readonly name: string; readonly attempt: () => Promise<number> };

async function classOf(cause: Cause, leakMicroseconds = 0): Promise<Class> {
  const stage = await openStage();
  const given = await cause.prepare(stage);
  const { record } = await loadedBy(stage.ports, given);
  const digest = new Uint8Array(32).fill(1);
  const hashPin: Ports["hashPin"] = async () => {
    if (leakMicroseconds > 0) spin(leakMicroseconds);
    return digest;
  };
  return {
    name: cause.name,
    async attempt() {
      const store = openMemoryStore();
      await store.insert(record, []);
      const ports = { ...stage.ports, store, hashPin };
      const begin = performance.now();
      await logIn(ports, given);
      return (performance.now() - begin) * 1000;
    },
  };
}

/** Returns the key that the attempt meets: the holder's or a decoy. */
async function loadedBy(
  ports: Ports,
  given: { readonly identifier: string; readonly passcode: string },
): Promise<StoredKey> {
  const loaded: StoredKey[] = [];
  const loadForHolder: Ports["store"]["loadForHolder"] = async (...names) => {
    const stored = await ports.store.loadForHolder(...names);
    if (stored !== null) loaded.push(stored);
    return stored;
  };
  await logIn({ ...ports, store: { ...ports.store, loadForHolder } }, given);
  const [first] = loaded;
  if (first === undefined) throw new TypeError("Cannot time the attempt: it loaded no key");
  return first;
}

/** Returns the time of each attempt in µs, for each class its own. */
async function timed(
  classes: readonly Class[],
  count: number,
): Promise<readonly (readonly number[])[]> {
  const samples = classes.map((): number[] => []);
  const next = shuffler();
  for (let round = -warmUpRounds; round < count; round += 1) {
    for (const index of next(classes.length)) {
      const time = (await classes[index]?.attempt()) ?? 0;
      if (round >= 0) samples[index]?.push(time);
    }
  }
  return samples;
}

async function typicalTime(classes: readonly Class[]): Promise<number> {
  const samples = await timed(classes, 20);
  return mean(samples.flatMap((sample) => cropped(sample, keptQuantile)));
}

type Difference = { readonly name: string; readonly t: number; readonly share: number };

/** How far each class lies from the compared one, in standard errors and as a share of an attempt. */
function differences(
  classes: readonly Class[],
  samples: readonly (readonly number[])[],
): readonly Difference[] {
  const kept = samples.map((sample) => cropped(sample, keptQuantile));
  const base = kept[classes.findIndex(({ name }) => name === compared)] ?? [];
  return classes.map(({ name }, index) => {
    const own = kept[index] ?? [];
    return { name, t: welchT(own, base), share: mean(own) / mean(base) - 1 };
  });
}

function isLeak({ t, share }: Difference): boolean {
  return Math.abs(t) > tMax && Math.abs(share) > shareMax;
}

function inWords({ name, t, share }: Difference): string {
  return `${t.toFixed(1).padStart(7)} ${(share * 100).toFixed(1).padStart(6)} %  ${name}`;
}

function spin(microseconds: number): void {
  const end = performance.now() + microseconds / 1000;
  while (performance.now() < end);
}

/** Orders that repeat from run to run and never follow each other in the same way (Numerical Recipes' generator). */
function shuffler(): (count: number) => readonly number[] {
  let state = 1;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state;
  };
  return (count) =>
    Array.from({ length: count }, (_, index) => ({ index, place: random() }))
      .toSorted((left, right) => left.place - right.place)
      .map(({ index }) => index);
}
