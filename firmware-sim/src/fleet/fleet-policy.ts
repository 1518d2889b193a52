/** A code as the server meets it: its step, and the server's time of arrival, ms. */
export type Arrival = { readonly step: number; readonly now: number };

/** What a policy made of a login. */
export type LoginAnswer = {
  kind: "accepted" | "asked" | "refused";
  /** So many codes would have passed at once. */
  accepts: number;
};

/** A way to follow one key. Nobody helps: a key that is lost stays lost until it comes back. */
export type Follower = {
  /**
   * Decides a login into `answer`. `next` gives the code after this one, should it be asked for.
   */
  readonly login: (code: Arrival, next: () => Arrival, answer: LoginAnswer) => void;
};

/** A way to choose windows. */
export type FleetPolicy = {
  /** Letters, digits and dashes, for the command line and files. */
  readonly name: string;
  /** Who does so, and what it accepts and learns. */
  readonly means: string;
  /** Begins with the code of the first use. */
  readonly follow: (first: Arrival, periodSeconds: number) => Follower;
};
