/** What was read off one frame. */
export type FrameReading = {
  /** The frame was exposed within these two moments, ms. */
  readonly from: number;
  readonly to: number;
  /** The code that was read for sure, or null. */
  readonly code: string | null;
};

/** A code that gave way to the next one. */
export type CodeChange = {
  readonly before: string;
  readonly after: string;
  /** It happened between these two moments, ms. */
  readonly from: number;
  readonly to: number;
};

/**
 * Finds the moments at which the code changes. A change lies between the beginning of the last frame
 * with the old code and the end of the first with the new one: a frame that shows the old code for
 * sure was begun before the change, one that shows the new was not over before it. Frames in between,
 * which show a mix, widen nothing.
 */
export class ChangeWatch {
  #shown: { readonly code: string; from: number } | null = null;
  #next: { readonly code: string; readonly to: number; from: number } | null = null;

  /**
   * Takes the next frame's reading, in order of time. Returns the change that is known since, or null.
   * A new code counts once two frames show it, so that one misread frame is no change.
   */
  observe({ from, to, code }: FrameReading): CodeChange | null {
    if (code === null) return null;
    const shown = this.#shown;
    if (shown?.code === code) {
      shown.from = from;
      this.#next = null;
      return null;
    }
    if (this.#next?.code !== code) {
      this.#next = { code, to, from };
      return null;
    }
    const change =
      shown === null
        ? null
        : { before: shown.code, after: code, from: shown.from, to: this.#next.to };
    this.#shown = { code, from };
    this.#next = null;
    return change;
  }
}
