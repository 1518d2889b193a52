/** Kinds of worlds; `mixes.ts` says what each is made of. */
export type MixName =
  | "quiet"
  | "gaps"
  | "stock"
  | "jumps"
  | "strangers"
  | "flood"
  | "hands"
  | "clocks"
  | "faults"
  | "desk"
  | "pins"
  | "passwords"
  | "buttons"
  | "keypads"
  | "staff"
  | "away"
  | "all";

/** Someone who logs in with a key. */
export type HolderPlan = {
  readonly kind: "holder";
  readonly name: string;
  readonly everyDays: number;
  /** Share of the presentations that go wrong by the holder's own hand. */
  readonly slips: number;
  readonly jumpEveryDays: number | null;
  readonly stockYears: number;
  /** How often the button of a counter key is pressed in a pocket; a key with a clock if there is none. */
  readonly pressedEveryDays?: number;
  /** Whether the key has a keypad and answers challenges; no if there is none. */
  readonly hasKeypad?: boolean;
  readonly door: "portal" | "api" | "check";
  /** Share of the visits that come by a computer of which nobody knows anything; usually 0.08. */
  readonly newComputers?: number;
  /** How often the PIN is changed, at the portal; never if there is none. */
  readonly changesPinEveryDays?: number;
};

/** Someone without a key, who logs in at the portal by a password. */
export type GuestPlan = {
  readonly kind: "guest";
  readonly name: string;
  readonly everyDays: number;
  /** Share of the passwords that are mistyped. */
  readonly slips: number;
};

/** Someone who wants to get in as a holder, or to keep that holder out. */
export type StrangerPlan = {
  readonly kind: /** Guesses so many times a day, evenly. */
    | "guesser"
    /** Guesses so many times just before each PASSCODE of the holder. */
    | "shadow"
    /** Sends a burst of so many guesses about once in four days. */
    | "flood"
    /** Guesses at a list of identifiers, many of them unknown. */
    | "spray"
    /** Sees PASSCODEs typed and uses them before, or after the holder does. */
    | "shoulder-first"
    | "shoulder-after"
    /** Has the key for some hours, but not the PIN. */
    | "thief"
    /** Gets a right PASSCODE by a false page, uses it, and knows the PIN from then on. */
    | "phisher";
  readonly name: string;
  readonly target: string;
  readonly amount: number;
  /** Where; drawn from the portal and `/validate/check` if there is none. */
  readonly door?: "portal" | "api" | "check" | "desk";
  /** Whether they come as somebody whose key has a keypad; no if there is none. */
  readonly hasKeypad?: boolean;
};

/** A server clock that goes wrong about so often, and is mended. */
export type ClockPlan = {
  readonly kind: "clock";
  readonly name: string;
  readonly node: number;
  readonly everyDays: number;
};

/** A help desk that does something to some key about so often, now and then to the wrong one. */
export type DeskPlan = {
  readonly kind: "desk";
  readonly name: string;
  readonly everyDays: number;
};

/** Keys that are left at home about so often: the help desk issues temporary codes. */
export type AwayPlan = {
  readonly kind: "away";
  readonly name: string;
  readonly everyDays: number;
};

/** Someone of the staff who acts by the desk's pages. */
export type StaffPlan = {
  readonly kind: "staff";
  readonly name: string;
  readonly role: "desk" | "officer";
  /** By whose key they log in; null: by a password and an application on their phone. */
  readonly holder: string | null;
};

/** Share of the changes in which something goes wrong with the store or the process. */
export type FaultsPlan = {
  readonly kind: "faults";
  readonly name: string;
  readonly share: number;
};

export type ActorPlan =
  | (HolderPlan | GuestPlan | StrangerPlan)
  | (ClockPlan | DeskPlan | AwayPlan | StaffPlan | FaultsPlan);

/** A world before it begins: plain data, drawn from its seed. */
export type WorldPlan = {
  readonly seed: number;
  readonly mix: MixName;
  readonly days: number;
  readonly nodes: number;
  readonly store: "memory" | "sqlite" | "postgres";
  readonly actors: readonly ActorPlan[];
};
