import { OtpError } from "@jeton/core";
import type { OpenedStore } from "@jeton/store";

/** What can go wrong when a change is stored. */
export type StoreFault =
  /** Another change seems to have been first; nothing is stored. */
  | "lost-race"
  /** The change is stored, but the answer of the store is lost. */
  | "lost-answer"
  /** The process dies just before, or just after the change is stored. */
  | "crash-before"
  | "crash-after";

export const storeFaults: readonly StoreFault[] = [
  ...(["lost-race", "lost-answer", "crash-before", "crash-after"] as const),
];

/**
 * Returns the store as a node sees it on bad days: before each change of a key, `draw` says what
 * goes wrong with it. A crash is told to `onCrash`; what the process does afterwards reaches nobody.
 */
export function faultyStore(
  inner: OpenedStore,
  draw: () => StoreFault | null,
  onFault: (fault: StoreFault) => void,
): OpenedStore {
  return {
    ...inner,
    async replace(serial, revision, next, events) {
      const fault = draw();
      if (fault === null) return inner.replace(serial, revision, next, events);
      onFault(fault);
      if (fault === "lost-race") return false;
      if (fault !== "crash-before") await inner.replace(serial, revision, next, events);
      throw new OtpError("STORE_UNUSABLE", `Cannot use the store: ${fault} in a simulated world`);
    },
  };
}
