/** What the reference knows of a state; times are the server's, ms. */
export type ReferenceState =
  | { readonly kind: "in-stock" | "assigned" | "lost" }
  | { readonly kind: "choosing-pin"; readonly begun: string; readonly expiresAt: number }
  | {
      readonly kind: "confirming-pin";
      readonly begun: string;
      readonly expiresAt: number;
      readonly pin: string;
    }
  | { readonly kind: "in-service"; readonly pin: string }
  | { readonly kind: "suspended"; readonly before: ReferenceState };

/** What an attempt gives: the step whose code it is, and the PIN in front. */
export type Presented = { readonly step: number; readonly pin: string | null };

export type Expected = "accepted" | "choose-pin" | "refused";

const second = 1000;
const minute = 60 * second;

/**
 * The life of one key as the procedure tells it, written for reading: no codes, no windows, no
 * clocks. Every code given to it is one that the key shows at that moment, or showed before.
 */
export class ReferenceKey {
  state: ReferenceState = { kind: "in-stock" };
  lastStep = -1;
  failures = 0;
  /** Server time; infinite means until the help desk acts. */
  blockedUntil = 0;

  /** Ends what has run out by `now`. */
  settle(now: number): void {
    const { state } = this;
    const pending = state.kind === "choosing-pin" || state.kind === "confirming-pin";
    if (pending && now >= state.expiresAt) this.state = { kind: "assigned" };
    if (now >= this.blockedUntil) this.blockedUntil = 0;
  }

  hasHolder(): boolean {
    return this.state.kind !== "in-stock" && this.state.kind !== "lost";
  }

  /** Presents a code that the key's clock makes current, or one of before. `begun` names what it begins. */
  present({ step, pin }: Presented, now: number, begun: string): Expected {
    if (!this.hasHolder()) return "refused";
    this.settle(now);
    const fresh = step > this.lastStep;
    this.lastStep = Math.max(this.lastStep, step);
    if (this.blockedUntil > 0) return "refused";
    const answer = fresh ? this.#judge(pin, now, begun) : "refused";
    if (answer === "refused") this.failAt(now);
    else this.failures = 0;
    return answer;
  }

  #judge(pin: string | null, now: number, begun: string): Expected {
    const { state } = this;
    if (state.kind === "suspended") return "refused";
    if ("pin" in state && pin !== null) {
      if (pin !== state.pin) return "refused";
      this.state = { kind: "in-service", pin };
      return "accepted";
    }
    if (state.kind === "in-service" || pin !== null) return "refused";
    this.state = { kind: "choosing-pin", begun, expiresAt: now + 10 * minute };
    return "choose-pin";
  }

  /** Counts a failure. */
  failAt(now: number): void {
    const { kind } = this.state;
    const firstUse = kind === "assigned" || kind === "choosing-pin" || kind === "confirming-pin";
    this.failures += 1;
    if (firstUse && this.failures >= 5) this.blockedUntil = Number.POSITIVE_INFINITY;
    else if (this.failures >= 10) {
      this.blockedUntil = now + Math.min(15 * minute * 2 ** (this.failures - 10), 1440 * minute);
    } else if (this.failures >= 3) this.blockedUntil = now + second * 2 ** (this.failures - 3);
  }

  /** Takes a chosen PIN for the commissioning named `begun`; a block holds back attempts only. */
  choosePin(pin: string, begun: string, now: number): "confirm-passcode" | "refused" {
    const { state } = this;
    const pending = state.kind === "choosing-pin" || state.kind === "confirming-pin";
    if (!pending || now >= state.expiresAt || state.begun !== begun) return "refused";
    this.settle(now);
    this.state = { kind: "confirming-pin", begun, expiresAt: state.expiresAt, pin };
    return "confirm-passcode";
  }

  /** Does a help-desk act; answers whether it is possible. */
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
    if (act !== "suspend" && act !== "resume") this.#clear();
    if (act === "assign" || act === "clear-pin") this.state = { kind: "assigned" };
    if (act === "lose") this.state = { kind: "lost" };
    if (act === "suspend") this.state = { kind: "suspended", before: this.state };
    else if (act === "resume" && this.state.kind === "suspended") this.state = this.state.before;
    return true;
  }

  /** Takes two consecutive codes; the second one's step is spent. */
  resynchronise(second: number, now: number): "resynchronised" | "spent" | "impossible" {
    if (!this.hasHolder()) return "impossible";
    if (second - 1 <= this.lastStep) return "spent";
    this.settle(now);
    this.#clear();
    this.lastStep = second;
    return "resynchronised";
  }

  #clear(): void {
    this.failures = 0;
    this.blockedUntil = 0;
  }
}

export type ReferenceAct = "assign" | "clear-pin" | "unlock" | "suspend" | "resume" | "lose";
