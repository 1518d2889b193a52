import type { KeyRecord } from "@jeton/core";
import type { NamedMutation } from "./named-mutation.ts";
import { storing } from "./storing.ts";
import type { Mutation } from "./world.ts";

/** Stores the records of counter keys otherwise than was decided. */
function counting(
  change: (next: KeyRecord, before: KeyRecord | null, isRefusal: boolean) => KeyRecord,
): Mutation {
  return storing((inner, [serial, revision, next, events], before) => {
    const isRefusal = events.some(({ kind }) => kind === "refused");
    const stored = next.counter === null ? next : change(next, before, isRefusal);
    return inner.replace(serial, revision, stored, events);
  });
}

export const counterMutations: readonly NamedMutation[] = [
  {
    name: "a key with a keypad of which nobody remembers what challenges were answered",
    law: "2 single use",
    mix: "keypads",
    make: () => counting((next) => ({ ...next, challenges: [] })),
  },
  {
    name: "a counter key whose windows stay where they were when it lets somebody in",
    law: "10 a good key gets in",
    mix: "buttons",
    make: () => counting((next, before) => ({ ...next, counter: before?.counter ?? next.counter })),
  },
  {
    name: "a counter key that forgets for which codes it awaits the next one",
    law: "10 a good key gets in",
    mix: "buttons",
    make: () => counting((next) => ({ ...next, asked: [] })),
  },
  {
    name: "a counter key whose code a wrong PIN does not spend",
    law: "3 burn on presentation",
    mix: "buttons",
    make: () =>
      counting((next, before, isRefusal) =>
        isRefusal ? { ...next, lastStep: before?.lastStep ?? null } : next,
      ),
  },
  {
    name: "a counter key whose windows a guess moves on by half an hour of presses",
    law: "3 burn on presentation",
    mix: "buttons",
    make: () =>
      counting((next, _before, isRefusal) =>
        isRefusal && next.lastStep !== null
          ? ({ ...next, lastStep: next.lastStep + 30 } as KeyRecord)
          : next,
      ),
  },
];
