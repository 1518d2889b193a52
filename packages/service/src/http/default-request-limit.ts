/** How many requests a source may make. */
export type RequestLimit = {
  /** At once, after a rest. */
  readonly burst: number;
  readonly perSecond: number;
};

/** A school behind one address logs in within minutes; a guesser gets no further than its keys' locks. */
export const defaultRequestLimit: RequestLimit = { burst: 200, perSecond: 20 };
