import type { Law } from "./parts/witness.ts";
import type { Mutation } from "./world.ts";
import type { MixName } from "./world-plan.ts";

/** A way to break the product, and the law that must notice it. */
export type NamedMutation = {
  readonly name: string;
  readonly law: Law;
  /** The mix of worlds in which it shows. */
  readonly mix: MixName;
  readonly make: () => Mutation;
};
