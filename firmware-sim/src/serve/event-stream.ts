import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import type { HouseChange, KeyHouse } from "./key-house.ts";
import { keyView } from "./key-view.ts";

/** Streams that one server feeds at the same time, at most. */
export const streamsMax = 64;

const heartbeatMilliseconds = 15_000;

/**
 * Streams what changes: events "key" (a key's view), "gone" (its serial number) and "time". It
 * begins with the time and all keys, so that whoever comes back after a break has missed nothing.
 * Many changes of one key at once become one event.
 */
export function streamChanges(c: Context, house: KeyHouse): Response {
  return streamSSE(c, async (stream) => {
    const waiting = new Map<string, HouseChange>();
    let wake = (): void => {};
    const note = (change: HouseChange): void => {
      waiting.set(change.kind === "time" ? "time" : `key ${change.serial}`, change);
      wake();
    };
    note({ kind: "time" });
    for (const { key } of house.all()) note({ kind: "key", serial: key.serial });
    const stop = house.onChange(note);
    stream.onAbort(() => {
      stop();
      wake();
    });
    while (!stream.aborted) {
      const changes = [...waiting.values()];
      waiting.clear();
      for (const change of changes) await stream.writeSSE(eventOf(change, house));
      if (waiting.size > 0) continue;
      const rested = await rest((done) => {
        wake = done;
      });
      if (rested === "long") await stream.write(": still here\n\n");
    }
  });
}

function eventOf(change: HouseChange, house: KeyHouse): { event: string; data: string } {
  switch (change.kind) {
    case "time":
      return { event: "time", data: JSON.stringify(house.time.view()) };
    case "gone":
      return { event: "gone", data: JSON.stringify({ serial: change.serial }) };
    case "key":
      return house.has(change.serial)
        ? { event: "key", data: JSON.stringify(keyView(house, change.serial)) }
        : { event: "gone", data: JSON.stringify({ serial: change.serial }) };
    default:
      return change satisfies never;
  }
}

/** Waits until it is woken, or for a heartbeat's time. */
function rest(setWake: (done: () => void) => void): Promise<"woken" | "long"> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve("long"), heartbeatMilliseconds);
    setWake(() => {
      clearTimeout(timer);
      resolve("woken");
    });
  });
}
