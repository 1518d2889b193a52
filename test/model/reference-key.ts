/** What the reference knows of a state; times are the server's, ms. */
export type ReferenceState =
  | { readonly kind: "in-stock" | "assigned" | "lost" }
  | { readonly kind: "choosing-pin"; readonly begun: string; readonly since: number }
  | {
      readonly kind: "confirming-pin";
      readonly begun: string;
      readonly since: number;
      readonly pin: string;
    }
  | { readonly kind: "in-service"; readonly pin: string }
  | { readonly kind: "suspended"; readonly before: ReferenceState };

/** What an attempt gives: the step whose code it is, and the PIN in front. */
export type Presented = { readonly step: number; readonly pin: string | null };

/** A right code after which the next one is awaited. */
export type Row = {
  readonly step: number;
  readonly at: number;
  readonly codes: number;
  /** Whether it was given without a PIN, as at a first use. */
  readonly alone: boolean;
  /** Whether what came with it was right. */
  readonly proved: boolean;
  readonly tries: number;
};

export type Expected = "accepted" | "choose-pin" | "refused";

const second = 1000;
const minute = 60 * second;
const commissioning = 10 * minute;

/**
 * The life of one key as the procedure tells it, written for reading: no codes, no windows, no
 * clocks. Every code given to it is one that the key shows at that moment, or showed before.
 */
export class ReferenceKey {
  state: ReferenceState = { kind: "in-stock" };
  lastStep = -1;
  /** Attempts without a right code, and those with one and a wrong PIN. */
  guesses = 0;
  wrongPins = 0;
  /** What blocks the key, in server time. */
  block: { readonly since: number; readonly milliseconds: number } | null = null;
  /** Right codes after which the next one is awaited. */
  rows: readonly Row[] = [];

  /** Ends what has run out by `now`; what a clock ahead began begins now. */
  settle(now: number): void {
    const { state, block } = this;
    const pending = state.kind === "choosing-pin" || state.kind === "confirming-pin";
    if (pending && now - state.since >= commissioning) {
      this.state = { kind: "assigned" };
      this.rows = [];
    } else if (pending) this.state = { ...state, since: Math.min(state.since, now) };
    if (block !== null) {
      const since = Math.min(block.since, now);
      this.block = now - since >= block.milliseconds ? null : { ...block, since };
    }
    this.rows = this.rows.filter(({ at }) => Math.abs(now - at) < 5 * minute);
  }

  hasHolder(): boolean {
    return this.state.kind !== "in-stock" && this.state.kind !== "lost";
  }

  /** Presents a code that the key's clock makes current, or one of before. `begun` names what it begins. */
  present({ step, pin }: Presented, now: number, begun: string): Expected {
    if (!this.hasHolder()) return "refused";
    this.settle(now);
    // A code after which the next one is awaited is used, whatever came with it.
    const fresh = step > this.lastStep && this.rows.every((row) => row.step !== step);
    const { block } = this;
    if (!fresh) return block === null ? this.#guess() : "refused";
    const isRight = this.#isRight(pin);
    const isMisplaced = pin !== null && !("pin" in this.state);
    const isHeld = block !== null || this.state.kind === "suspended";
    // Where no single code passes, one with something wrong in front is remembered instead of spent.
    const isSpent = isHeld || isRight || this.#needed() === 1;
    if (isSpent) this.lastStep = Math.max(this.lastStep, step);
    if (block !== null) return "refused";
    // Whoever gives what a suspended key would take is no guesser.
    if (this.state.kind === "suspended") {
      return this.#isRight(pin, this.state.before) ? "refused" : this.#guess();
    }
    if (isRight) return this.#give(step, pin, now, begun);
    const answer = isMisplaced ? this.#guess() : this.#wrongPin(step, now);
    if (!isSpent) this.#remember(step, now);
    return answer;
  }

  #needed(): number {
    return this.guesses < 5 ? 1 : this.guesses < 100 ? 2 : 3;
  }

  /** Whether what stands in front of the digits is right, or nothing where nothing is wanted. */
  #isRight(pin: string | null, state: ReferenceState = this.state): boolean {
    if (state.kind === "in-service") return pin === state.pin;
    return pin === null || ("pin" in state && pin === state.pin);
  }

  /** Lets a right code in when enough of them came in a row. */
  #give(step: number, pin: string | null, now: number, begun: string): Expected {
    const needed = this.#needed();
    const alone = pin === null;
    const before = this.rows.find(
      (row) => row.alone === alone && step > row.step && step - row.step <= 3 && row.tries < 3,
    );
    const codes = (before?.codes ?? 0) + 1;
    if (codes < needed) {
      const others = this.rows.filter((row) => row !== before);
      const tried = before
        ? others
        : others.map((row) => (row.proved ? { ...row, tries: row.tries + 1 } : row));
      this.rows = [...tried, { step, at: now, codes, alone, proved: true, tries: 0 }];
      return "refused";
    }
    this.wrongPins = 0;
    this.block = null;
    this.rows = [];
    if (alone) {
      this.state = { kind: "choosing-pin", begun, since: now };
      return "choose-pin";
    }
    this.guesses = Math.floor(Math.min(this.guesses, 198) / 2);
    this.state = { kind: "in-service", pin };
    return "accepted";
  }

  #guess(): "refused" {
    this.guesses += 1;
    return "refused";
  }

  #remember(step: number, now: number): void {
    const remembered = { step, at: now, codes: 1, alone: false, proved: false, tries: 0 };
    this.rows = [...this.rows, remembered];
  }

  #wrongPin(step: number, now: number): "refused" {
    const before = this.rows.filter(
      (row) => !row.proved && row.tries === 0 && comesNext(step, row),
    );
    this.wrongPins += Math.max(1, before.length);
    this.rows = this.rows.map((row) => (before.includes(row) ? { ...row, tries: 1 } : row));
    const count = this.wrongPins;
    const long = Math.min(15 * minute * 2 ** (count - 10), 1440 * minute);
    const milliseconds = count >= 10 ? long : second * 2 ** (count - 3);
    if (count >= 3) this.block = { since: now, milliseconds };
    return "refused";
  }

  /** Takes a chosen PIN for the commissioning named `begun`; a block holds back attempts only. */
  choosePin(pin: string, begun: string, now: number): "confirm-passcode" | "refused" {
    const { state } = this;
    const pending = state.kind === "choosing-pin" || state.kind === "confirming-pin";
    if (!pending || now - state.since >= commissioning || state.begun !== begun) return "refused";
    this.settle(now);
    this.state = { kind: "confirming-pin", begun, since: Math.min(state.since, now), pin };
    this.rows = [];
    return "confirm-passcode";
  }

  /** Does a help-desk act; returns whether it is possible. */
  act(act: ReferenceAct, now: number): boolean {
    const { kind } = this.state;
    const suspended = kind === "suspended";
    const possible = {
      assign: !this.hasHolder(),
      "clear-pin": this.hasHolder() && !suspended,
      unlock: true,
      suspend: this.hasHolder() && !suspended,
      resume: suspended,
      lose: this.hasHolder(),
    }[act];
    if (!possible) return false;
    this.settle(now);
    this.rows = [];
    if (act !== "suspend" && act !== "resume") this.#clear();
    if (act === "assign" || act === "clear-pin") this.state = { kind: "assigned" };
    if (act === "lose") this.state = { kind: "lost" };
    if (act === "suspend") this.state = { kind: "suspended", before: this.state };
    else if (act === "resume" && this.state.kind === "suspended") this.state = this.state.before;
    return true;
  }

  /** Takes two consecutive codes; the second one's step is spent. */
  resynchronise(second: number, now: number): "resynchronised" | "used" | "spent" | "impossible" {
    if (!this.hasHolder()) return "impossible";
    if (second <= this.lastStep) return this.lastStep - second <= 5 ? "used" : "spent";
    this.settle(now);
    // Whoever guesses PINs has the key and can read its codes: only guesses are forgotten.
    this.guesses = 0;
    this.rows = [];
    this.lastStep = second;
    return "resynchronised";
  }

  #clear(): void {
    this.guesses = 0;
    this.wrongPins = 0;
    this.block = null;
    this.rows = [];
  }
}

export type ReferenceAct = "assign" | "clear-pin" | "unlock" | "suspend" | "resume" | "lose";

/** Whether a code comes next after that of a row. */
function comesNext(step: number, row: Row): boolean {
  return step > row.step && step - row.step <= 3;
}
