/** What a look at one part of an installation found. */
export type Finding = {
  /** What was looked at, in a word or two. */
  readonly part: string;
  /** `bad` keeps holders out or lets others in; `doubtful` is to be looked at by somebody. */
  readonly state: "good" | "doubtful" | "bad";
  readonly found: string;
  /** What helps; null where nothing is wrong. */
  readonly cure: string | null;
};

/** Returns a finding with nothing wrong. */
export function good(part: string, found: string): Finding {
  return { part, state: "good", found, cure: null };
}

/** Returns a finding that somebody has to look at. */
export function doubtful(part: string, found: string, cure: string): Finding {
  return { part, state: "doubtful", found, cure };
}

/** Returns a finding that has to be mended. */
export function bad(part: string, found: string, cure: string): Finding {
  return { part, state: "bad", found, cure };
}
