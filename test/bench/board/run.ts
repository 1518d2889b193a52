// `npm run bench:board`: the board, its wire and its emulation.
import { readFileSync, writeFileSync } from "node:fs";
import {
  boardProgramsTitle,
  sectionOf,
  withSection,
} from "../../hw/board-programs/page-section.ts";
import { programOptions } from "../../support/program-options.ts";
import { thisMachine } from "../machine.ts";
import {
  emulationSpeed,
  type FoundDrift,
  glassLatencies,
  injectedDrifts,
  tenBoards,
  throughput,
} from "./measures.ts";

const page = new URL("../../../docs/reference/benchmarks-board.md", import.meta.url);
const { quick: isQuick, write: isWritten } = programOptions({
  script: "bench:board",
  does: "Measures the board, its wire and its emulation and prints docs/reference/benchmarks-board.md.",
  options: {
    write: { kind: "flag", help: "write the page, too" },
    quick: { kind: "flag", help: "a look, too short to quote" },
  },
  status: "0 measured; 2 wrong use.",
});
const bauds = [19_200, 115_200] as const;
const counts = isQuick ? { pings: 100, rows: 50 } : { pings: 1000, rows: 1000 };

const machine = thisMachine();
console.error("Measuring: wire and glass, in virtual time");
const wire = await Promise.all(bauds.map((baud) => throughput(baud, counts.pings)));
const glass = await Promise.all(bauds.map((baud) => glassLatencies(baud, counts.rows)));
console.error("Measuring: emulation against real time");
const speeds = await emulationSpeed(isQuick);
console.error("Measuring: ten boards at once");
const ten = await tenBoards(isQuick);
console.error("Measuring: injected drifts of a day");
const drifts = await injectedDrifts(isQuick);

const text = `# Benchmarks of the board

The firmware's own binary in the emulator, behind the driver. Times on the wire and on the glass are
**virtual** and come out alike on every machine and in every run; only the speed of the emulation
depends on this machine, and is given per second of its processor, so that others' work plays no part.

    npm run bench:board              prints this page, in a minute or two
    npm run bench:board -- --write   writes it, too
    npm run bench:board -- --quick   a look in seconds, too short to quote

- Machine: ${machine.cpu}, ${machine.cores} cores; Node ${machine.node}; ${machine.date}
- Load of the machine when it began and ended: ${machine.load} and ${thisMachine().load}

## Wire

Pings of 16 bytes, each answered before the next is sent: two packets of 20 bytes. The limit is what
the nominal rate carries with no pause at all.

| Baud | Packets a second | Wire limit | Reached | Wanted |
| --- | --- | --- | --- | --- |
${wire.map(({ baud, packetsASecond, wireLimit }) => `| ${baud} | ${packetsASecond.toFixed(1)} | ${wireLimit.toFixed(1)} | ${((100 * packetsASecond) / wireLimit).toFixed(1)} % | ≥ 90 % |`).join("\n")}

The board's 115200 is 16 MHz / 136 and 2.1 % fast, so that its answers take a little less than the
nominal rate allows.

## Glass

From the moment at which the driver writes a row of 16 characters to its last dot on the glass, as the
display's pins were given it (${counts.rows} rows).

| Baud | p50 | p99 | Longest |
| --- | --- | --- | --- |
${glass.map((latencies, index) => `| ${bauds[index]} | ${atPart(latencies, 0.5)} | ${atPart(latencies, 0.99)} | ${atPart(latencies, 1)} |`).join("\n")}

## Emulation against real time

One board; seconds that it lives for each second of processor time, its start included.

| What the board does | Seconds a second |
| --- | --- |
${speeds.map(({ what, timesReal }) => `| ${what} | ${threeFigures(timesReal)} |`).join("\n")}

## Ten boards at once

${ten.boards} boards in one process, each a key for ${isQuick ? "2" : "30"} minutes, its clock asked 200 times and its codes
validated: ${ten.passed} passed, in ${ten.wallSeconds.toFixed(1)} s; together they lived ${threeFigures(ten.boardSecondsASecond)} seconds for each
second of processor time.

## Drift

An error put into the emulated oscillator, found by \`measure\` from ${isQuick ? "10 minutes" : "24 hours"} as a key.

| Injected | Found | Within its interval | Took |
| --- | --- | --- | --- |
${drifts.map(driftRow).join("\n")}
`;
console.log(text);
if (isWritten) {
  // What another command measures on the same page stays.
  const programs = sectionOf(readFileSync(page, "utf8"), boardProgramsTitle);
  const whole = programs === null ? text : withSection(text, boardProgramsTitle, programs);
  writeFileSync(page, whole);
}

function driftRow({ injectedPpm, ppm, uncertaintyPpm, wallSeconds }: FoundDrift): string {
  const isWithin = Math.abs(ppm - injectedPpm) <= uncertaintyPpm ? "yes" : "**no**";
  const sign = (value: number) => (value > 0 ? "+" : "");
  return `| ${sign(injectedPpm)}${injectedPpm} ppm | ${sign(ppm)}${ppm.toFixed(3)} ± ${uncertaintyPpm.toFixed(3)} ppm | ${isWithin} | ${wallSeconds.toFixed(1)} s |`;
}

function atPart(values: readonly number[], part: number): string {
  const sorted = values.toSorted((one, other) => one - other);
  return `${(sorted[Math.ceil(part * sorted.length) - 1] ?? 0).toFixed(1)} ms`;
}

function threeFigures(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString("en");
}
