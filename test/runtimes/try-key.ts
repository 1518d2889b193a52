// What Node and a page both play, to be compared: two years of a key, by the simulator's index alone.
import { unixMilliseconds } from "@jeton/core/units";
import {
  CounterKey,
  drawQuartz,
  drawSvg,
  drawText,
  readLcd,
  realTime,
  SimulatedKey,
  temperatureProfiles,
  VirtualTime,
} from "@jeton/key";

/** Returns all that was read off the keys, as text. */
export function playKeys(): string {
  const time = new VirtualTime(unixMilliseconds(1_800_000_000_000));
  const seed = new TextEncoder().encode("12345678901234567890");
  const { quartz, ratePpm } = drawQuartz(3, { bornAt: time.now() });
  const key = new SimulatedKey({
    ...{ serial: "000000001", seed, timeSource: time, quartz, ratePpm },
    program: { display: { kind: "button", shownMilliseconds: 30_000 } },
  });
  const read: unknown[] = [];
  key.setTemperature(temperatureProfiles.car);
  for (let month = 0; month < 24; month += 1) {
    time.advance(30 * 86_400_000);
    if (month === 12) key.inject("dead-segment", { segment: "2G" });
    key.press();
    const reading = key.reading();
    const { lcd, condition } = reading;
    // Engines differ in the last digit of a cosine; clocks count whole nanoseconds of it.
    const celsius = reading.celsius.toFixed(9);
    read.push({ ...reading, celsius }, readLcd(lcd, condition), drawText(lcd, { condition }));
  }
  const { lcd, condition } = key.reading();
  read.push(drawSvg(lcd, { condition, body: { serial: key.serial } }));
  const restored = SimulatedKey.restore(JSON.parse(JSON.stringify(key.state())), time);
  const counter = new CounterKey({ serial: "000000002", seed, timeSource: time });
  read.push(restored.code(), restored.offsetMilliseconds(), counter.press(), counter.press());
  return JSON.stringify(read);
}

/** Waits for a moment of this machine's clock. Returns how early the call came, ms: never above 0. */
export function waitInRealTime(milliseconds: number): Promise<number> {
  const moment = unixMilliseconds(realTime.now() + milliseconds);
  return new Promise((resolve) => {
    realTime.whenReaches(moment, () => resolve(moment - realTime.now()));
  });
}
