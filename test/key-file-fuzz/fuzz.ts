import { seededRandom } from "../support/seeded-random.ts";
import { type Format, saidBy, seedWritings } from "./formats.ts";
import { mutate } from "./mutate.ts";

/** What a reader must not do. */
export type Fault = "crash" | "hang" | "seed";

/** An input with which a reader did it. */
export type FaultFound = {
  readonly format: string;
  readonly fault: Fault;
  /** The error, or the time in milliseconds. */
  readonly what: string;
  readonly inputBase64: string;
};

/** No file of some kilobytes may take longer, in milliseconds of the processor. */
export const hangMilliseconds = 1000;

/**
 * Reads so many changed samples of each format in turn, the same ones for the same seed, and returns the inputs
 * at which a reader threw what is no KeyFileError, took more than a second, or repeated a seed in a message.
 */
export function fuzz(
  formats: { readonly [name: string]: Format },
  given: { readonly inputs: number; readonly seed: number; readonly onInput?: () => void },
): readonly FaultFound[] {
  const random = seededRandom(given.seed);
  const found: FaultFound[] = [];
  const entries = Object.entries(formats).map(([name, format]) => ({
    ...{ name, format, sample: new TextEncoder().encode(format.sample) },
  }));
  const samples = entries.map(({ sample }) => sample);
  const fast = entries.filter(({ format }) => format.isSlow !== true);
  for (let count = 0; count < given.inputs; count += 1) {
    // Slow ones have their turn in every fiftieth round.
    const turn = Math.floor(count / entries.length) % 50 === 0 ? entries : fast;
    const entry = turn[count % turn.length];
    if (entry === undefined) break;
    const { name, format, sample } = entry;
    const input = mutate(random, sample, samples);
    const fault = faultOf(format, input);
    if (fault !== null) {
      found.push({ format: name, ...fault, inputBase64: Buffer.from(input).toString("base64") });
    }
    given.onInput?.();
  }
  return found;
}

/** Returns what is wrong when this input is read; null when nothing is. */
function faultOf({ read }: Format, input: Uint8Array): Pick<FaultFound, "fault" | "what"> | null {
  const started = performance.now();
  const before = process.cpuUsage();
  let said: string;
  try {
    said = saidBy(() => read(input));
  } catch (error) {
    return { fault: "crash", what: String(error) };
  }
  // Other programs may have had the processor meanwhile.
  if (performance.now() - started > hangMilliseconds) {
    const { user, system } = process.cpuUsage(before);
    const spent = (user + system) / 1000;
    if (spent > hangMilliseconds) return { fault: "hang", what: `${Math.round(spent)}` };
  }
  const seed = seedWritings.find((writing) => said.includes(writing));
  return seed === undefined ? null : { fault: "seed", what: said };
}
