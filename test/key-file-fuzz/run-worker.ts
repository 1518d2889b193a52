import { formats } from "./formats.ts";
import { type FaultFound, fuzz } from "./fuzz.ts";

/** What a process tells: so many inputs more were read, and what was found among them. */
export type Told = { readonly read: number; readonly found: readonly FaultFound[] };

// One process of `npm run fuzz-key-files`: `run-worker.ts INPUTS SEED`.
const [, , inputs = "0", seed = "0"] = process.argv;

/** Inputs between two messages. */
const portion = 1000;

for (let done = 0; done < Number(inputs); done += portion) {
  const read = Math.min(portion, Number(inputs) - done);
  const found = fuzz(formats, { inputs: read, seed: Number(seed) + done });
  process.send?.({ read, found } satisfies Told);
  // Lets the message go.
  await new Promise((resolve) => setImmediate(resolve));
}
process.disconnect?.();
