/** A file of the tree that a program here makes. */
export type GeneratedFile = {
  /** From the root. */
  readonly path: string;
  readonly text: string;
  /** Returns whether what the file holds says the same. Default: if it is the same text. */
  readonly isSame?: (found: string) => boolean;
};
