import { type UnixMilliseconds, unixMilliseconds } from "@jeton/core/units";
import { realTime, ScaledTime, type TimeSource, VirtualTime } from "@jeton/key";

/** Which time a house runs on. */
export type TimeMode =
  | { readonly kind: "real" }
  | { readonly kind: "scaled"; readonly factor: number }
  | { readonly kind: "virtual"; readonly startsAt: UnixMilliseconds };

/** Where time stands and how it runs. */
export type TimeView = {
  readonly kind: TimeMode["kind"];
  readonly at: UnixMilliseconds;
  /** How many times as fast as this machine's; 0 when it stands still. */
  readonly factor: number;
};

/** Says that what was asked cannot be done now, though it is well formed. */
export class NotPossibleError extends Error {
  override readonly name: string = "NotPossibleError";
}

/** The true time that all keys of a house share, and the ways to move it. */
export class HouseTime {
  readonly source: TimeSource;
  readonly kind: TimeMode["kind"];

  /** Throws RangeError for a factor out of its range. */
  constructor(mode: TimeMode) {
    this.kind = mode.kind;
    switch (mode.kind) {
      case "real":
        this.source = realTime;
        break;
      case "scaled":
        this.source = new ScaledTime(unixMilliseconds(Date.now()), mode.factor);
        break;
      case "virtual":
        this.source = new VirtualTime(mode.startsAt);
        break;
      default:
        mode satisfies never;
        throw new RangeError("Cannot use a kind of time");
    }
  }

  view(): TimeView {
    const { source, kind } = this;
    const at = source.now();
    if (source instanceof ScaledTime)
      return { kind, at, factor: source.frozen ? 0 : source.factor };
    return { kind, at, factor: kind === "real" ? 1 : 0 };
  }

  /** Moves time on. Throws NotPossibleError for real time, RangeError for a move that is none. */
  advance(milliseconds: number): void {
    this.#movable().advance(milliseconds);
  }

  jumpTo(at: number): void {
    this.#movable().jumpTo(unixMilliseconds(at));
  }

  freeze(): void {
    this.#scaled().freeze();
  }

  resume(): void {
    this.#scaled().resume();
  }

  setFactor(factor: number): void {
    this.#scaled().setFactor(factor);
  }

  #movable(): ScaledTime | VirtualTime {
    const { source } = this;
    if (source instanceof ScaledTime || source instanceof VirtualTime) return source;
    throw new NotPossibleError(
      "Cannot move real time: start the server with --time virtual or --time scaled:1",
    );
  }

  #scaled(): ScaledTime {
    if (this.source instanceof ScaledTime) return this.source;
    const now = this.kind === "real" ? "real time" : "virtual time";
    throw new NotPossibleError(
      `Cannot change the speed of ${now}: start the server with --time scaled:1`,
    );
  }
}
