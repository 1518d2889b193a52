/** A right code after which the next one is awaited. */
type Row = {
  readonly counter: number;
  readonly at: number;
  readonly codes: number;
  /** Whether the right PIN came with it. */
  readonly proved: boolean;
  readonly tries: number;
};

/** A code that was found, and what it is. */
type Found = {
  readonly counter: number;
  readonly passesAtOnce: boolean;
  readonly isAsked: boolean;
  /** The rows that it continues. */
  readonly before: readonly Row[];
  readonly now: number;
};

const minute = 60_000;

/**
 * A counter key in service as RFC 4226 §7 and docs/reference/policy.md tell it, written for reading: no
 * codes, no seeds, no records. What is given to it is the counter whose code was typed; null for a code
 * that no counter nearby shows. No wrong PIN blocks it: of that the reference of time keys tells.
 */
export class ReferenceCounter {
  /** The counter behind the last one that its holder proved. */
  next: number;
  /** The greatest that is spent. */
  last: number;
  guesses = 0;
  wrongPins = 0;
  rows: readonly Row[] = [];

  /** Half of the codes that each attempt computes. */
  readonly scanSteps: number;

  constructor(proved: number, scanSteps: number) {
    this.scanSteps = scanSteps;
    this.next = proved + 1;
    this.last = proved;
  }

  present(counter: number | null, isPinRight: boolean, now: number): "accepted" | "refused" {
    this.rows = this.rows.filter(({ at }) => now - at < 5 * minute);
    // 32 behind the next one are looked at, to know a code that was used; the rest lies ahead.
    const from = Math.max(0, this.next - 32);
    const to = from + 2 * this.scanSteps + 3;
    if (counter === null || counter < from || counter > to) return this.#guess(isPinRight);
    if (counter <= this.last || this.rows.some((row) => row.counter === counter)) {
      return this.#guess(false);
    }
    const passesAtOnce = counter < this.next + 5;
    const before = this.rows.filter((row) => counter > row.counter && counter - row.counter <= 3);
    const isAsked = counter <= Math.min(this.next + 2 * this.scanSteps, to - 3);
    if (!passesAtOnce && before.length === 0 && !isAsked) return this.#guess(isPinRight);
    const given = { counter, passesAtOnce, isAsked, before, now };
    return isPinRight ? this.#right(given) : this.#wrong(given);
  }

  /** `isTry`: whether it takes one of the tries to complete a row. */
  #guess(isTry: boolean): "refused" {
    if (isTry) this.#try();
    this.guesses += 1;
    return "refused";
  }

  #needed(): number {
    return this.guesses < 5 ? 1 : this.guesses < 100 ? 2 : 3;
  }

  #right({ counter, passesAtOnce, isAsked, before, now }: Found): "accepted" | "refused" {
    const needed = this.#needed();
    const own = before
      .filter((row) => row.proved && row.tries < 3)
      .reduce<Row | null>((best, row) => (best && best.codes >= row.codes ? best : row), null);
    const codes = (own?.codes ?? 0) + 1;
    if ((passesAtOnce && needed === 1) || codes >= Math.max(2, needed)) {
      this.next = counter + 1;
      this.last = counter;
      this.rows = [];
      this.wrongPins = 0;
      this.guesses = Math.floor(Math.min(this.guesses, 198) / 2);
      return "accepted";
    }
    this.#count(before);
    if (own === null) this.#try();
    // One that would pass at once, were strangers not many, is spent; it is awaited all the same.
    if (passesAtOnce) this.last = counter;
    // The last three that are looked at complete a row and begin none.
    if (own === null && !isAsked) return "refused";
    const others = this.rows.filter((row) => own === null || row.counter !== own.counter);
    this.rows = [...others, { counter, at: now, codes, proved: true, tries: 0 }];
    return "refused";
  }

  #wrong({ counter, passesAtOnce, isAsked, before, now }: Found): "refused" {
    const showsKey = passesAtOnce || before.length > 0;
    const counted = this.#count(before);
    const isSpent = passesAtOnce && this.#needed() === 1;
    if (isSpent) this.last = counter;
    else if (isAsked)
      this.rows = [...this.rows, { counter, at: now, codes: 1, proved: false, tries: 0 }];
    if (showsKey) this.wrongPins += Math.max(1, counted);
    else this.guesses += 1;
    return "refused";
  }

  /** Counts the rows that proved nothing and turn out to be somebody's with the key; once each. */
  #count(before: readonly Row[]): number {
    const uncounted = before.filter((row) => !row.proved && row.tries === 0);
    this.rows = this.rows.map((row) => (uncounted.includes(row) ? { ...row, tries: 1 } : row));
    return uncounted.length;
  }

  #try(): void {
    this.rows = this.rows.map((row) => (row.proved ? { ...row, tries: row.tries + 1 } : row));
  }
}
