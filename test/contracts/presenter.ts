import { timeStep } from "@jeton/core";
import { openSqliteStore } from "@jeton/store";
import { present } from "./race-key.ts";

/** One code, presented so many times at once. Answered with as many decisions' kinds. */
export type Presentation = {
  readonly serial: string;
  readonly step: number;
  readonly times: number;
};

// A validator process: `presenter.ts FILE`, then one Presentation a message.
const [, , file = ""] = process.argv;
const store = openSqliteStore(file);

async function presentAtOnce({ serial, step, times }: Presentation): Promise<void> {
  const one = () => present(store, serial, { step: timeStep(step), at: timeStep(step) });
  const decisions = await Promise.all(Array.from({ length: times }, one));
  process.send?.(decisions.map(({ kind }) => kind));
}

// A rejection ends the process, which its parent then reports.
process.on("message", (presentation: Presentation) => void presentAtOnce(presentation));
process.on("disconnect", () => void store.close().then(() => process.exit(0)));
process.send?.("ready");
