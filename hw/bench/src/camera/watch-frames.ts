import {
  ChangeWatch,
  type CodeChange,
  type Frame,
  type GlassReading,
  type LayoutName,
  readGlass,
} from "@jeton/glass";

/** What a row of frames showed. */
export type Watched = {
  readonly frames: number;
  /** How many of them were read for sure. */
  readonly read: number;
  readonly changes: readonly CodeChange[];
  readonly lowBattery: boolean;
};

/** Reads every frame and returns the changes of code. `tell` hears of each as it is found. */
export async function watchFrames(
  frames: AsyncIterable<Frame>,
  {
    layouts,
    until,
    tell,
  }: {
    readonly layouts: readonly LayoutName[];
    /** Whether it is over: asked after each frame. */
    readonly until: (frame: Frame) => boolean;
    readonly tell: (change: CodeChange) => void;
  },
): Promise<Watched> {
  const watch = new ChangeWatch();
  const changes: CodeChange[] = [];
  let [count, read, lowBattery] = [0, 0, false];
  let place: GlassReading["place"] = null;
  for await (const frame of frames) {
    const reading = readGlass(frame.picture, { layouts, near: place });
    const isRead = reading.kind === "code";
    count += 1;
    if (isRead) {
      read += 1;
      place = reading.place;
      lowBattery = reading.signs?.lowBattery === true;
    }
    const { from, to } = frame;
    const change = watch.observe({ from, to, code: isRead ? reading.text : null });
    if (change !== null) {
      changes.push(change);
      tell(change);
    }
    if (until(frame)) break;
  }
  return { frames: count, read, changes, lowBattery };
}
