import type { Playground } from "../model/playground.ts";

/** What the panels of the page share. */
export type Stage = {
  /** The key and the validator on the page now: another key is another playground. */
  readonly playground: Playground;
  /** Whether time runs so fast that single codes cannot be followed. */
  readonly isFast: boolean;
  /** To be called after an act: the page is drawn anew. */
  readonly changed: () => void;
};

/** One part of the page. */
export type Panel = { readonly draw: () => void };
