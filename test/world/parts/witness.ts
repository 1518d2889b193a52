/** Which promise of the product was broken. The names are those of the design's laws. */
export type Law =
  | "2 single use"
  | "3 burn on presentation"
  | "5 narrow window"
  | "6 no oracle"
  | "7 counted before answered"
  | "9 tamper evidence"
  | "10 a good key gets in"
  | "11 one attempt, one answer"
  | "12 unknown is never accepted"
  | "nobody else gets in"
  | "passwords are for people without a key"
  | "sessions end"
  | "acts of staff only"
  | "budget of guesses"
  | "the service answers";

export type Finding = {
  readonly law: Law;
  readonly what: string;
  readonly at: number;
  /** The holders and keys whose story shows it. */
  readonly about: readonly string[];
};

type Line = { readonly at: number; readonly about: readonly string[]; readonly text: string };

const linesMax = 20_000;

/** Writes down what happens, and what should not have happened. */
export class Witness {
  readonly findings: Finding[] = [];
  readonly #now: () => number;
  readonly #begins: number;
  #lines: Line[] = [];

  constructor(now: () => number) {
    this.#now = now;
    this.#begins = now();
  }

  tell(about: readonly string[], text: string): void {
    this.#lines.push({ at: this.#now(), about, text });
    // A flood must not fill the memory: what is long ago explains little.
    if (this.#lines.length > 2 * linesMax) this.#lines = this.#lines.slice(-linesMax);
  }

  broken(law: Law, what: string, about: readonly string[]): void {
    this.findings.push({ law, what, at: this.#now(), about });
    this.tell(about, `BROKEN: law ${law}: ${what}`);
  }

  /** Returns the last lines about the people and keys of the finding, and about everybody. */
  story({ about, at }: Finding, linesWanted = 30): readonly string[] {
    return this.#lines
      .filter((line) => line.at <= at)
      .filter((line) => line.about.length === 0 || line.about.some((name) => about.includes(name)))
      .slice(-linesWanted)
      .map((line) => `${this.#moment(line.at)}  ${line.text}`);
  }

  #moment(at: number): string {
    const seconds = Math.floor((at - this.#begins) / 1000);
    const two = (value: number) => String(value).padStart(2, "0");
    const day = Math.floor(seconds / 86_400);
    const clock = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
    return `day ${day} ${clock.map(two).join(":")}`;
  }
}
