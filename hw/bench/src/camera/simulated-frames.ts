import { codeParameters, timeStep } from "@jeton/core";
import { type Frame, SimulatedCamera } from "@jeton/glass";
import { keyCode, showCode } from "@jeton/key";
import { drawRaster } from "@jeton/sim/png";

/** A key before a camera, both simulated. */
export type SimulatedWatch = {
  readonly seed: Uint8Array;
  readonly periodSeconds: number;
  readonly digits: number;
  /** How much the key's clock is fast, and how far it is ahead when the watch begins. */
  readonly errorPpm: number;
  readonly offsetMilliseconds: number;
  readonly began: number;
  readonly milliseconds: number;
  /** Picks the scene, the noise and the frames that are lost. */
  readonly random: number;
};

/** How far apart frames are, ms, far from a change and close to one; a change is expected every period. */
const pace = { far: 6000, close: 250, room: 1000 } as const;

/** Yields the frames that a camera takes of such a key, more of them where the code is about to change. */
export async function* simulatedFrames(watch: SimulatedWatch): AsyncGenerator<Frame> {
  const { periodSeconds, digits, began, errorPpm, offsetMilliseconds } = watch;
  const period = 1000 * periodSeconds;
  const parameters = codeParameters({ periodSeconds, digits });
  const keyTime = (at: number): number => at + offsetMilliseconds + ((at - began) * errorPpm) / 1e6;
  const lcdAt = (at: number) => {
    const time = keyTime(at);
    const step = Math.floor(time / period);
    const left = (step + 1) * period - time;
    const barsOn = Math.min(6, Math.max(0, Math.ceil((6 * left) / period)));
    return showCode(keyCode(watch.seed, timeStep(step), parameters), { barsOn });
  };
  const camera = new SimulatedCamera(lcdAt, drawRaster, { seed: watch.random });
  for (let at = began; at < began + watch.milliseconds; ) {
    const frame = await camera.take(at);
    if (frame !== null) yield frame;
    const past = ((keyTime(at) % period) + period) % period;
    const isClose = past < pace.room || past > period - pace.room;
    at += isClose ? pace.close : Math.min(pace.far, period - pace.room - past + 1);
  }
}
