// `npm run oracle -- --minutes N`: whether causes of a refusal can be told apart by time over HTTP.
// `docs/reference/oracle.md` says how and what came of it.
import { writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { progressBar } from "@jeton/cli";
import { thisMachine } from "../../bench/machine.ts";
import { build } from "../../bench-service/built-process.ts";
import { programOptions } from "../../support/program-options.ts";
import { seededRandom } from "../../support/seeded-random.ts";
import { delayHeader } from "./delay-header.ts";
import { allDoors } from "./doors.ts";
import { type CauseSample, measureDoor } from "./measure.ts";

import { complaintsOf, judged, markdownOf, tableOf } from "./report.ts";
import { openSite, serverFolder } from "./site.ts";
import { openTimedClient } from "./timed-client.ts";
import type { Door } from "./trial.ts";

const options = programOptions({
  script: "oracle",
  does: `Measures over HTTP whether a refusal's time tells its cause (law 6). Each cause is compared with an unknown name,
in pairs, at every door.`,
  options: {
    minutes: {
      ...{ kind: "number", value: "N", min: 0.01, isDecimal: true },
      help: "how long to measure, all doors together (default 10)",
    },
    samples: {
      ...{ kind: "number", value: "N", min: 1 },
      help: "so many pairs for each cause instead, however long it takes",
    },
    door: {
      ...{ kind: "text", value: "NAME", oneOf: doorNames() },
      help: `only this door: ${doorNames().join(", ")}`,
    },
    all: { kind: "flag", help: "every cause there is, not only one for each reason" },
    bound: {
      ...{ kind: "number", value: "MS", min: 0.001, isDecimal: true },
      help: "a difference beyond this, with confidence, fails the run (default 1)",
    },
    seed: { kind: "number", value: "N", min: 1, help: "the order of the attempts (default 1)" },
    json: { kind: "flag", help: "the figures as JSON" },
    markdown: { kind: "text", value: "F", help: "writes the table to the file F, too" },
  },
  status:
    "0 nothing beyond the bound was found, and the planted delay was; 1 otherwise; 2 wrong use.",
});
const { minutes: minutesMax = 10, bound: boundMilliseconds = 1, seed = 1, door: only } = options;
const which = options.all ? "all" : "chief";
const doors = allDoors(which).filter(({ name }) => only === undefined || name === only);
const alarmChance = 0.05;
const startedLoad = loadavg()[0] ?? 0;
const began = performance.now();
say("building");
build(serverFolder);
const measured: { readonly door: string; readonly samples: readonly CauseSample[] }[] = [];
const failures: string[] = [];
for (const door of doors) {
  try {
    measured.push({ door: door.name, samples: await samplesOf(door) });
  } catch (error) {
    // What the other doors gave is not lost, and the run fails.
    failures.push(`${door.name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const rows = judged(measured, { boundMilliseconds, alarmChance });
const complaints = [...failures, ...complaintsOf(rows)];
const machine = thisMachine();
const run = {
  ...{ machine, loadAtStart: startedLoad, loadAtEnd: loadavg()[0] ?? 0 },
  minutes: Math.round((performance.now() - began) / 6000) / 10,
  ...{ boundMilliseconds, alarmChance, rows, complaints },
};
if (options.markdown !== undefined) writeFileSync(options.markdown, markdownOf(rows));
if (options.json) process.stdout.write(`${JSON.stringify(run, null, 2)}\n`);
else {
  process.stdout.write(tableOf(rows));
  const load = `${startedLoad.toFixed(1)} at the start, ${run.loadAtEnd.toFixed(1)} at the end`;
  process.stdout.write(
    `\nTimes in ms. ${machine.cpu}, ${machine.cores} cores, load ${load}; ${run.minutes} minutes.\n`,
  );
}
for (const complaint of complaints) console.error(complaint);
process.exitCode = complaints.length === 0 ? 0 : 1;

/** A fresh server for each door, so that none profits from what another one warmed up. */
async function samplesOf(door: Door): Promise<readonly CauseSample[]> {
  const site = await openSite();
  const milliseconds = (minutesMax * 60_000) / doors.length;
  const whole = options.samples ?? milliseconds;
  const bar = progressBar(door.name, whole);
  say(door.name);
  let end = Number.POSITIVE_INFINITY;
  try {
    return await measureDoor(door, {
      ...{
        connect: () => openTimedClient(site.port),
        delayHeader,
        random: seededRandom(seed),
        warmUpBlocks: 3,
      },
      prepare: site.prepare,
      goesOn(blocks) {
        const now = performance.now();
        if (blocks <= 1) end = now + milliseconds;
        const done = options.samples === undefined ? milliseconds - (end - now) : blocks;
        bar.at(done);
        return done < whole;
      },
      // The form takes one request a minute of all together, and no option turns that off.
      onBlock: (attempts) => {
        if (door.name === "assistance") site.advance(attempts * 60_000);
      },
    });
  } finally {
    bar.end();
    await site.close();
  }
}

function doorNames(): readonly string[] {
  return allDoors("chief").map(({ name }) => name);
}

function say(what: string): void {
  console.error(`Measuring: ${what}`);
}
