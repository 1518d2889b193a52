import type { DocumentStore, KeyRecord } from "@jeton/core";
import type { OpenedStore } from "@jeton/store";
import type { NamedMutation } from "./named-mutation.ts";
import { storing } from "./storing.ts";
import type { Mutation } from "./world.ts";

/** Ways to break log-ins by password, sessions, and the pages of the help desk. */
export const sessionMutations: readonly NamedMutation[] = [
  {
    name: "sign-outs and acts that raise no epoch",
    law: "sessions end",
    mix: "desk",
    make: () =>
      storing((inner, [serial, revision, next, events], before) => {
        const epoch = before?.epoch ?? next.epoch;
        return inner.replace(serial, revision, { ...next, epoch }, events);
      }),
  },
  {
    name: "an epoch that each log-in raises",
    law: "sessions end",
    mix: "hands",
    make: () =>
      storing((inner, [serial, revision, next, events]) => {
        const isLogin = events.some(({ kind }) => kind === "accepted");
        const epoch = isLogin ? next.epoch + 1 : next.epoch;
        return inner.replace(serial, revision, { ...next, epoch }, events);
      }),
  },
  {
    name: "passwords that let in people whose key is not yet in service",
    law: "nobody else gets in",
    mix: "passwords",
    make: () => overlooking(({ state }) => state.kind === "assigned"),
  },
  {
    name: "a directory that is shown PASSCODEs",
    law: "passwords are for people without a key",
    mix: "passwords",
    make: () => overlooking(({ state }) => state.kind === "in-service"),
  },
  {
    name: "a directory that is not asked about people with a key",
    law: "6 no oracle",
    mix: "passwords",
    make: () => ({
      passwords: ({ verify }) => ({
        verify: async (given) => given.identifier !== null && verify(given),
      }),
    }),
  },
  {
    name: "a right password that strangers' guesses shut out",
    law: "10 a good key gets in",
    mix: "passwords",
    make: () => {
      let wrong = 0;
      return {
        passwords: ({ verify }) => ({
          async verify(given) {
            const isRight = await verify(given);
            if (!isRight) wrong += 1;
            return isRight && wrong < 10;
          },
        }),
      };
    },
  },
  {
    name: "a desk's session that outlives its sign-out",
    law: "acts of staff only",
    mix: "staff",
    make: () => ({
      documents: (inner) => ({
        ...inner,
        remove: async (kind, ...rest) => kind === "staff-session" || inner.remove(kind, ...rest),
      }),
    }),
  },
  {
    name: "a desk's session that never grows idle",
    law: "acts of staff only",
    mix: "staff",
    make: () => ({ documents: seenNow }),
  },
  {
    name: "a desk's session that is forgotten at once",
    law: "sessions end",
    mix: "desk",
    make: () => ({
      documents: (inner) => ({
        ...inner,
        async load(kind, id) {
          const found = await inner.load(kind, id);
          return kind === "staff-session" && (found?.revision ?? 0) > 1 ? null : found;
        },
      }),
    }),
  },
  {
    name: "an account that is disabled and keeps its sessions",
    law: "acts of staff only",
    mix: "staff",
    make: () => ({ distort: withoutDisabling }),
  },
  {
    name: "a desk that takes forms with any token",
    law: "acts of staff only",
    mix: "staff",
    make: () => ({ takesForeignForms: true }),
  },
  {
    name: "a desk where everybody is an officer",
    law: "acts of staff only",
    mix: "staff",
    make: () => ({
      documents: (inner) => ({
        ...inner,
        async load(kind, id) {
          const found = await inner.load(kind, id);
          if (found === null || kind !== "staff-account") return found;
          return { ...found, body: found.body.replace('"role":"desk"', '"role":"officer"') };
        },
      }),
    }),
  },
  {
    name: "a desk that says done and does nothing",
    law: "7 counted before answered",
    mix: "desk",
    make: () =>
      storing((inner, given) => {
        const isByStaff = given[3].some(({ actor }) => actor.startsWith("staff:"));
        return isByStaff && !given[0].startsWith("staff-")
          ? Promise.resolve(true)
          : inner.replace(...given);
      }),
  },
  {
    name: "a staff's door that takes any code that ends in 7",
    law: "nobody else gets in",
    mix: "staff",
    make: () => ({
      answerAs: (answer, passcode, _state, door) =>
        door === "desk" && answer.kind === "refused" && passcode.endsWith("7")
          ? { kind: "in", holder: "anybody" }
          : answer,
    }),
  },
  {
    name: "a staff's door where a wrong password spends no code",
    law: "3 burn on presentation",
    mix: "staff",
    make: () =>
      storing((inner, [serial, revision, next, events], before) => {
        const isRefusal = events.some(({ kind }) => kind === "refused");
        const isStaff = serial.startsWith("staff-");
        const lastStep = isRefusal && isStaff ? (before?.lastStep ?? null) : next.lastStep;
        return inner.replace(serial, revision, { ...next, lastStep }, events);
      }),
  },
  {
    name: "a staff's door whose refusals tell names apart",
    law: "6 no oracle",
    mix: "staff",
    make: () => ({
      shapeAs: (shape, attempt, door) =>
        door === "desk" && attempt % 5 === 0 ? `${shape} Nobody has this name.` : shape,
    }),
  },
  {
    name: "browsers of the staff that are never known again",
    law: "10 a good key gets in",
    mix: "staff",
    make: () => ({ forgetsDevices: true }),
  },
];

/** A store that does not find the key of a holder, as if they had none. */
function overlooking(isOverlooked: (record: KeyRecord) => boolean): Mutation {
  return {
    distort: (inner) => ({
      ...inner,
      async loadForHolder(holder, decoy, place) {
        const found = await inner.loadForHolder(holder, decoy, place);
        const { record } = found ?? {};
        return record?.holder === holder && isOverlooked(record) ? inner.load(decoy) : found;
      },
    }),
  };
}

/** A store in which each disabled account of the staff looks as it did before. */
function withoutDisabling(inner: OpenedStore): OpenedStore {
  return {
    ...inner,
    async load(serial) {
      const found = await inner.load(serial);
      if (found === null || !serial.startsWith("staff-")) return found;
      const { state, epoch } = found.record;
      if (state.kind !== "suspended") return found;
      return { ...found, record: { ...found.record, state: state.before, epoch: epoch - 1 } };
    },
  };
}

/** Documents in which each session of the staff was seen a moment ago. */
function seenNow(inner: DocumentStore, now: () => number): DocumentStore {
  return {
    ...inner,
    async load(kind, id) {
      const found = await inner.load(kind, id);
      if (found === null || kind !== "staff-session") return found;
      const body = found.body.replace(/"seenAt":\d+/u, `"seenAt":${now()}`);
      return { ...found, body };
    },
  };
}
