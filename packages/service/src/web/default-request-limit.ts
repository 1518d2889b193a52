/** How many requests a source may make. */
export type RequestLimit = {
  /** At once, after a rest. */
  readonly burst: number;
  readonly perSecond: number;
};

/** A school behind one address logs in within minutes; a guesser gets no further than its keys' locks. */
export const defaultRequestLimit: RequestLimit = { burst: 200, perSecond: 20 };

/** An application or a RADIUS server with an API token asks for many holders. */
export const defaultTokenLimit: RequestLimit = { burst: 2000, perSecond: 500 };

/** For one holder with one token, so that a flood at one identifier leaves the token's share to all others. */
export const defaultKeyLimit: RequestLimit = { burst: 200, perSecond: 5 };
