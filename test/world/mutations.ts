import { defaultPolicy, type KeyRecord } from "@jeton/core";
import type { OpenedStore } from "@jeton/store";
import { counterMutations } from "./counter-mutations.ts";
import type { NamedMutation } from "./named-mutation.ts";
import { sessionMutations } from "./session-mutations.ts";
import { spareMutations } from "./spare-mutations.ts";
import { storing } from "./storing.ts";
import type { Mutation } from "./world.ts";

/** Stores every change one call later than it says. */
function lateStore(inner: OpenedStore): OpenedStore {
  let waiting: (() => Promise<unknown>) | null = null;
  const catchUp = async () => {
    const late = waiting;
    waiting = null;
    await late?.();
  };
  return {
    ...inner,
    async load(serial) {
      await catchUp();
      return inner.load(serial);
    },
    async loadForHolder(holder, decoy, place) {
      await catchUp();
      return inner.loadForHolder(holder, decoy, place);
    },
    async replace(...given) {
      await catchUp();
      waiting = () => inner.replace(...given);
      return true;
    },
  };
}

const wide = { acceptSteps: 41, askSteps: 1441 };
const deaf = { acceptSteps: 5, askSteps: 0 };

const loginMutations: readonly NamedMutation[] = [
  {
    name: "a store that forgets lastStep",
    law: "3 burn on presentation",
    mix: "quiet",
    make: () =>
      storing((inner, [serial, revision, next, events], before) =>
        inner.replace(serial, revision, { ...next, lastStep: before?.lastStep ?? null }, events),
      ),
  },
  {
    name: "a wrong PIN that spends nothing",
    law: "3 burn on presentation",
    mix: "hands",
    make: () =>
      storing((inner, [serial, revision, next, events], before) => {
        const isRefusal = events.some(({ kind }) => kind === "refused");
        const lastStep = isRefusal ? (before?.lastStep ?? null) : next.lastStep;
        return inner.replace(serial, revision, { ...next, lastStep }, events);
      }),
  },
  {
    name: "guesses that spend the codes of the next half hour",
    law: "3 burn on presentation",
    mix: "strangers",
    make: () =>
      storing((inner, [serial, revision, next, events]) => {
        const isRefusal = events.some(({ kind }) => kind === "refused");
        const lastStep = next.lastStep === null || !isRefusal ? next.lastStep : next.lastStep + 30;
        const spent = { ...next, lastStep } as KeyRecord;
        return inner.replace(serial, revision, spent, events);
      }),
  },
  {
    name: "a lost race that counts as won",
    law: "2 single use",
    mix: "faults",
    make: () => storing(async (inner, given) => (await inner.replace(...given)) || true),
  },
  {
    name: "an answer before the change is stored",
    law: "7 counted before answered",
    mix: "quiet",
    make: () => ({ distort: lateStore }),
  },
  {
    name: "refusals that nobody counts",
    law: "7 counted before answered",
    mix: "strangers",
    make: () =>
      storing((inner, given) => {
        const isRefusal = given[3].some(({ kind }) => kind === "refused");
        return isRefusal ? Promise.resolve(true) : inner.replace(...given);
      }),
  },
  {
    name: "a change whose outcome is unknown, taken for stored",
    law: "12 unknown is never accepted",
    mix: "faults",
    make: () => storing((inner, given) => inner.replace(...given).catch(() => true)),
  },
  {
    name: "a record that forgets what was answered",
    law: "11 one attempt, one answer",
    mix: "faults",
    make: () =>
      storing((inner, [serial, revision, next, events]) =>
        inner.replace(serial, revision, { ...next, answered: [] }, events),
      ),
  },
  {
    name: "a trail that tells another reason than was hashed",
    law: "9 tamper evidence",
    mix: "strangers",
    make: () =>
      storing((inner, [serial, revision, next, events]) => {
        const told = events.map((event) =>
          event.reason === "wrong-code" ? { ...event, reason: "malformed" as const } : event,
        );
        return inner.replace(serial, revision, next, told);
      }),
  },
  {
    name: "a door that takes anything that ends in 7",
    law: "nobody else gets in",
    mix: "strangers",
    make: () => ({
      answerAs: (answer, passcode) =>
        answer.kind === "refused" && passcode.endsWith("7")
          ? { kind: "in", holder: "anybody" }
          : answer,
    }),
  },
  {
    name: "a door that lets suspended keys in",
    law: "nobody else gets in",
    mix: "desk",
    make: () => ({
      answerAs: (answer, _, state) =>
        state === "suspended" ? { kind: "in", holder: "anybody" } : answer,
    }),
  },
  {
    name: "a refusal with another text",
    law: "6 no oracle",
    mix: "strangers",
    make: () => ({
      shapeAs: (shape, attempt) => (attempt % 7 === 0 ? `${shape} Your key is locked.` : shape),
    }),
  },
  {
    name: "a lock that strangers close and the holder cannot open",
    law: "10 a good key gets in",
    mix: "strangers",
    make: () => {
      let refused = 0;
      return {
        answerAs(answer) {
          if (answer.kind === "refused") refused += 1;
          return answer.kind === "in" && refused >= 10 ? { kind: "refused" } : answer;
        },
      };
    },
  },
  {
    name: "a service that never asks for the next code",
    law: "10 a good key gets in",
    mix: "jumps",
    make: () => ({ policy: withWindows(deaf) }),
  },
  {
    name: "browsers that are never known again",
    law: "10 a good key gets in",
    mix: "strangers",
    make: () => ({ forgetsDevices: true }),
  },
  {
    name: "a changed PIN that is not stored",
    law: "the service answers",
    mix: "pins",
    make: () =>
      storing((inner, [serial, revision, next, events], before) => {
        const isChange = events.some(({ kind }) => kind === "pin-changed");
        const state = isChange && before !== null ? before.state : next.state;
        return inner.replace(serial, revision, { ...next, state }, events);
      }),
  },
  {
    name: "a window of forty steps",
    law: "5 narrow window",
    mix: "gaps",
    make: () => ({ policy: withWindows(wide) }),
  },
  {
    name: "a key without a limit for wrong PINs",
    law: "budget of guesses",
    mix: "hands",
    make: () => ({
      policy: { delayFromFailure: 1_000_000_000, lockAtFailure: 1_000_000_000 },
    }),
  },
];

/** All ways in which the product is broken on purpose. */
export const mutations: readonly NamedMutation[] = [
  ...loginMutations,
  ...counterMutations,
  ...spareMutations,
  ...sessionMutations,
];

function withWindows(inService: typeof wide): NonNullable<Mutation["policy"]> {
  return { windows: { ...defaultPolicy.windows, "in-service": inService } };
}
