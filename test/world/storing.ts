import type { KeyRecord } from "@jeton/core";
import type { OpenedStore } from "@jeton/store";
import type { Mutation } from "./world.ts";

type Replace = OpenedStore["replace"];

/** Changes how records are stored; `before` is what stood there. */
export function storing(
  change: (
    inner: OpenedStore,
    given: Parameters<Replace>,
    before: KeyRecord | null,
  ) => ReturnType<Replace>,
): Mutation {
  return {
    distort: (inner) => ({
      ...inner,
      async replace(...given) {
        const before = await inner.load(given[0]);
        return change(inner, given, before?.record ?? null);
      },
    }),
  };
}
