import { type Fault, faultTable, faultText, type SimulatedKey } from "@jeton/key";
import { type HouseTime, NotPossibleError } from "../time/house-time.ts";

/** The keys of `jeton-sim run`, for its help; what each does stands in `actOnPressedKey`. */
export const runKeys: readonly (readonly [key: string, does: string])[] = [
  ["space", "press the key's button"],
  ["n", "go to the next code (time scaled or virtual)"],
  ["] [", "a minute, an hour on (time scaled or virtual)"],
  ["p", "freeze time, and let it go on (time scaled)"],
  ["+ -", "1 °C warmer, colder"],
  ["→ ←", "the key's clock 1 s ahead, back"],
  ["c C", "less, more contrast"],
  ["f", "let a fault strike, any"],
  ["x", "clear the lasting faults"],
  ["t", "restart the key"],
  ["? q", "help, quit"],
];

/**
 * Does what the pressed key says and answers what there is to tell of it: "" when nothing, null
 * when the key means nothing.
 */
export function actOnPressedKey(
  pressed: string,
  key: SimulatedKey,
  time: HouseTime,
): string | null {
  const act = acts.get(pressed);
  if (act === undefined) return null;
  try {
    return act(key, time) ?? "";
  } catch (error) {
    if (error instanceof RangeError || error instanceof NotPossibleError) return error.message;
    throw error;
  }
}

type Act = (key: SimulatedKey, time: HouseTime) => string | undefined;

const acts: ReadonlyMap<string, Act> = new Map<string, Act>([
  [" ", does((key) => key.press())],
  ["n", does((key, time) => time.advance(key.millisecondsLeft()))],
  ["]", does((_, time) => time.advance(60_000))],
  ["[", does((_, time) => time.advance(3_600_000))],
  ["p", does((_, time) => (time.view().factor === 0 ? time.resume() : time.freeze()))],
  ["+", does((key) => warmer(key, 1))],
  ["-", does((key) => warmer(key, -1))],
  ["\u001b[C", does((key) => key.jump(1000))],
  ["\u001b[D", does((key) => key.jump(-1000))],
  ["c", does((key) => contrast(key, -0.05))],
  ["C", does((key) => contrast(key, 0.05))],
  ["f", (key) => `Fault: ${faultText(strikeAny(key))}`],
  ["x", does((key) => key.clearFaults())],
  ["t", does((key) => key.powerUp())],
]);

function does(act: (key: SimulatedKey, time: HouseTime) => void): Act {
  return (key, time) => {
    act(key, time);
    return undefined;
  };
}

function warmer(key: SimulatedKey, by: number): void {
  key.setTemperature(Math.round(key.reading().celsius) + by);
}

function contrast(key: SimulatedKey, by: number): void {
  const wanted = key.reading().condition.contrast + by;
  key.setGlass({ contrast: Math.round(wanted * 100) / 100 });
}

/**
 * Lets a fault strike, any that can: in 1970 no clock can fall far behind. What cannot strike
 * changes nothing, so that another one is drawn.
 */
function strikeAny(key: SimulatedKey): Fault {
  const names = faultTable.map(({ name }) => name);
  for (;;) {
    const [name] = names.splice(Math.floor(Math.random() * names.length), 1);
    try {
      return key.inject(name ?? "frozen-display");
    } catch (error) {
      if (!(error instanceof RangeError) || names.length === 0) throw error;
    }
  }
}
