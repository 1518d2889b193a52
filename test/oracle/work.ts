import type { Algorithm, PinHashCost, PreparedSeed, prepareSeed, SealPlace } from "@jeton/core";
import type { Ports } from "@jeton/validator/parts";

/** The work of one attempt, to be compared as it stands. */
export type Work = {
  /** By hash: a code of one takes longer than one of another. */
  readonly codes: Readonly<Record<Algorithm, number>>;
  /** Of these codes the responses to a challenge, which take longer than others of their hash. */
  readonly responses: number;
  readonly seedsPrepared: number;
  readonly sealsOpened: number;
  /** The cost of each run of the KDF. */
  readonly pinHashes: readonly PinHashCost[];
  /** The methods of the store, in their order; those of its documents as "documents.load". */
  readonly storeCalls: readonly string[];
};

const counted = {
  codes: { "SHA-1": 0, "SHA-256": 0, "SHA-512": 0 } satisfies Record<Algorithm, number>,
  responses: 0,
  seedsPrepared: 0,
  sealsOpened: 0,
};

/**
 * Returns the module of `prepareSeed` with everything counted. Only what is called from another
 * module is counted: core's own imports go through here.
 */
export async function countingPrepareSeed(
  original: () => Promise<{ readonly prepareSeed: typeof prepareSeed }>,
): Promise<object> {
  const actual = await original();
  return { ...actual, prepareSeed: counting(actual.prepareSeed) };
}

/** Returns the module of `prepareOcra`, which prepares for a challenge, with everything counted. */
export async function countingPrepareOcra(
  original: () => Promise<{ readonly prepareOcra: (...given: never) => PreparedSeed }>,
): Promise<object> {
  const actual = await original();
  const prepareOcra = counting(actual.prepareOcra);
  return {
    ...actual,
    prepareOcra(...given: never): PreparedSeed {
      const prepared = prepareOcra(...given);
      const truncatedAt: PreparedSeed["truncatedAt"] = (step) => {
        counted.responses += 1;
        return prepared.truncatedAt(step);
      };
      return { ...prepared, truncatedAt };
    },
  };
}

function counting<Given extends readonly unknown[]>(
  actual: (...given: Given) => PreparedSeed,
): (...given: Given) => PreparedSeed {
  return (...given) => {
    counted.seedsPrepared += 1;
    const prepared = actual(...given);
    const truncatedAt: PreparedSeed["truncatedAt"] = (step) => {
      counted.codes[prepared.algorithm] += 1;
      return prepared.truncatedAt(step);
    };
    const truncatedFrom: PreparedSeed["truncatedFrom"] =
      prepared.truncatedFrom &&
      ((from, count) => {
        counted.codes[prepared.algorithm] += count;
        return prepared.truncatedFrom?.(from, count) ?? new Int32Array(0);
      });
    return { ...prepared, truncatedAt, truncatedFrom };
  };
}

type Unseal = (keyring: unknown, place: SealPlace, sealed: string) => unknown;

/** Returns the module of `unseal` with its calls counted. */
export async function countingUnseal(
  original: () => Promise<{ readonly unseal: Unseal }>,
): Promise<object> {
  const actual = await original();
  const unseal: Unseal = (...given) => {
    counted.sealsOpened += 1;
    return actual.unseal(...given);
  };
  return { ...actual, unseal };
}

/** Returns what was done while `act` ran over these ports. */
export async function workOf(ports: Ports, act: (ports: Ports) => Promise<unknown>): Promise<Work> {
  const pinHashes: PinHashCost[] = [];
  const storeCalls: string[] = [];
  const store = noting(ports.store, (name) => storeCalls.push(name));
  const documents = noting(ports.documents, (name) => storeCalls.push(`documents.${name}`));
  const hashPin: Ports["hashPin"] = (question) => {
    pinHashes.push(question.cost);
    return ports.hashPin(question);
  };
  const before = { ...counted, codes: { ...counted.codes } };
  await act({ ...ports, store, documents, hashPin });
  return {
    codes: {
      "SHA-1": counted.codes["SHA-1"] - before.codes["SHA-1"],
      "SHA-256": counted.codes["SHA-256"] - before.codes["SHA-256"],
      "SHA-512": counted.codes["SHA-512"] - before.codes["SHA-512"],
    },
    responses: counted.responses - before.responses,
    seedsPrepared: counted.seedsPrepared - before.seedsPrepared,
    sealsOpened: counted.sealsOpened - before.sealsOpened,
    pinHashes,
    storeCalls,
  };
}

/** Returns the same object, of which each call of a method is noted. */
function noting<T extends object>(object: T, note: (name: string) => void): T {
  return new Proxy(object, {
    get(target, name, receiver) {
      const method: unknown = Reflect.get(target, name, receiver);
      if (typeof method !== "function") return method;
      return (...given: readonly unknown[]) => {
        note(String(name));
        return Reflect.apply(method, target, given);
      };
    },
  });
}
