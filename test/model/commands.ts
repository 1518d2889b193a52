import { signAnchor } from "@jeton/core";
import * as fc from "fast-check";
import { expect } from "vitest";
import { clockError, type KeyModel, pinOf, presentToBoth, sameAsStored } from "./key-model.ts";
import {
  actOnReal,
  givePin,
  modelSerial,
  type RealKey,
  readDisplay,
  resynchroniseReal,
  shiftServer,
} from "./real-key.ts";
import type { ReferenceAct } from "./reference-key.ts";

/** One thing that is done to the reference and to the real key. */
class Command implements fc.AsyncCommand<KeyModel, RealKey> {
  readonly #name: string;
  readonly #run: (model: KeyModel, real: RealKey) => Promise<void>;

  constructor(name: string, run: (model: KeyModel, real: RealKey) => Promise<void>) {
    this.#name = name;
    this.#run = run;
  }

  check(): boolean {
    return true;
  }

  run(model: KeyModel, real: RealKey): Promise<void> {
    return this.#run(model, real);
  }

  toString(): string {
    return this.#name;
  }
}

const pins = ["4071", "83502"] as const;
const second = 1000;
const minute = 60 * second;

/** The present code: with the right PIN, with another one, or alone. */
function present(how: "right PIN" | "wrong PIN" | "code alone"): Command {
  return new Command(how, async (model, real) => {
    const right = pinOf(model.key.state) ?? pins[0];
    const pin = { "right PIN": right, "wrong PIN": "9999", "code alone": null }[how];
    await presentToBoth(model, real, { pin, read: readDisplay(real), current: true });
  });
}

function replay(codesAgo: number): Command {
  return new Command(`replay, ${codesAgo} ago`, async (model, real) => {
    const read = real.codes.at(-1 - codesAgo);
    if (read === undefined) return;
    const pin = pinOf(model.key.state);
    await presentToBoth(model, real, { pin, read, current: false });
  });
}

function choosePin(pin: string, stale: boolean): Command {
  return new Command(`choose PIN${stale ? " with a stale token" : ""}`, async (model, real) => {
    const transaction = stale ? "stale" : real.transaction;
    const begun = stale ? "stale" : String(model.begun);
    const expected = model.key.choosePin(pin, begun, real.ports.clock());
    expect(await givePin(real, pin, transaction)).toBe(expected);
    await sameAsStored(model, real);
  });
}

function act(kind: ReferenceAct): Command {
  return new Command(kind, async (model, real) => {
    const possible = model.key.act(kind, real.ports.clock());
    expect(await actOnReal(real, kind)).toBe(possible);
    await sameAsStored(model, real);
  });
}

const resynchronise = new Command("resynchronise", async (model, real) => {
  const first = readDisplay(real);
  real.holder.waitForStep(first.step + 1);
  const second = readDisplay(real);
  const expected = model.key.resynchronise(second.step, real.ports.clock());
  expect(await resynchroniseReal(real, [first, second])).toBe(expected);
  if (expected === "resynchronised") model.learntError = clockError(real);
  await sameAsStored(model, real);
});

function wait(milliseconds: number): Command {
  return new Command(`wait ${milliseconds / second} s`, async (_model, real) => {
    real.holder.time.advance(milliseconds);
  });
}

function jump(whose: "key" | "server", by: number): Command {
  return new Command(`${whose} jumps ${by / second} s`, async (_model, real) => {
    if (whose === "key") real.holder.key.jump(by);
    else shiftServer(real, by);
  });
}

const restart = new Command("restart", (_model, real) => real.store.reopen());

/** Old events are cut: of what is decided nothing may change. */
const cut = new Command("cut all events but the last", async (model, real) => {
  const events = await real.store.events(modelSerial, { afterSequence: 0, limit: 10_000 });
  const last = events.at(-2);
  if (last === undefined) return;
  const { sequence: count, hash } = last;
  const content = { serial: modelSerial, count, hash, at: real.ports.clock(), actor: "staff:anne" };
  expect(await real.store.cutEvents(signAnchor(real.ports.keyring, content))).toBe(true);
  await sameAsStored(model, real);
});

const anyOf = (...commands: readonly Command[]) => fc.constantFrom(...commands);
const acts = ["assign", "clear-pin", "unlock", "suspend", "resume", "lose"] as const;
const slips = [20 * second, -20 * second, 90 * second, -90 * second];
const jumps = [...slips, 20 * minute, -20 * minute];

/** What can be done, in any order; `restarts` says whether the store outlives its process. */
export function anyCommand(restarts: boolean): readonly fc.Arbitrary<Command>[] {
  return [
    anyOf(present("right PIN")),
    anyOf(present("code alone"), present("right PIN"), present("wrong PIN")),
    fc.nat({ max: 4 }).map(replay),
    anyOf(choosePin(pins[0], false), choosePin(pins[1], false), choosePin(pins[0], true)),
    anyOf(...acts.map(act)),
    anyOf(act("assign"), act("clear-pin"), act("resume")),
    anyOf(resynchronise),
    anyOf(...[10 * second, minute, minute, 5 * minute, 16 * minute].map(wait)),
    anyOf(wait(minute)),
    anyOf(cut),
    anyOf(...jumps.flatMap((by) => [jump("key", by), jump("server", by)])),
    ...(restarts ? [anyOf(restart)] : []),
  ];
}

/** The four steps, so that most lives come as far as a key in service. */
export const procedure: readonly Command[] = [
  act("assign"),
  present("code alone"),
  choosePin(pins[0], false),
  wait(minute),
  present("right PIN"),
];

/** Stories that once told the reference and the service apart. */
export const remembered: Readonly<Record<string, readonly Command[]>> = {
  "a commissioning that a clock ahead began lasts from the next attempt": [
    ...procedure,
    act("clear-pin"),
    wait(minute),
    present("code alone"),
    jump("server", -20 * minute),
    present("code alone"),
    wait(16 * minute),
    present("right PIN"),
  ],
  "a second code that comes sooner than its key could show it is spent and completes nothing": [
    act("assign"),
    ...[present("right PIN"), present("right PIN")],
    wait(10 * second),
    jump("key", 20 * minute),
    ...[present("wrong PIN"), present("right PIN")],
    ...[jump("key", 90 * second), jump("server", 20 * minute)],
    ...[replay(2), replay(0)],
    jump("key", 20 * second),
    present("code alone"),
  ],
};
