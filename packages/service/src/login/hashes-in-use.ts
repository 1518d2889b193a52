import { type Algorithm, algorithms, codeParameters } from "@jeton/core";
import type { Ports } from "./ports.ts";

/**
 * The hashes that keys of this installation have, as far as this process knows. Every refusal computes
 * its codes with all of them, so that its time does not tell which one an identifier's key has (law 6).
 * An installation whose keys all have one hash pays for that one only.
 */
export type HashesInUse = {
  readonly list: () => readonly Algorithm[];
  /** Notes the hash of a key that was met; it is never forgotten. */
  readonly note: (algorithm: Algorithm) => void;
};

/** Returns hashes in use that begin with that of the decoys. */
export function hashesInUse(): HashesInUse {
  const met = new Set<Algorithm>([codeParameters().algorithm]);
  let list: readonly Algorithm[] = [...met];
  return {
    list: () => list,
    note(algorithm) {
      if (met.has(algorithm)) return;
      met.add(algorithm);
      list = algorithms.filter((each) => met.has(each));
    },
  };
}

const pageSize = 100;
/** So long between two pages: the survey of a large store leaves the service to its log-ins. */
const pauseMilliseconds = 20;

/**
 * Goes through the keys at the start of a service and notes their hashes, until all are known or
 * `signal` ends it. Without it a first refusal of such a key would be seen to take longer than those before.
 */
export async function surveyHashes(
  { store, hashes }: Pick<Ports, "store" | "hashes">,
  signal: AbortSignal,
): Promise<void> {
  if (hashes === undefined) return;
  for (let after: string | null = null; hashes.list().length < algorithms.length; ) {
    const page = await store.list({ after, limit: pageSize });
    for (const { record } of page) if (record !== null) hashes.note(record.parameters.algorithm);
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize || signal.aborted) return;
    after = last.serial;
    await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
  }
}
