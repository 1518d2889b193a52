// `npm run board-programs`: programs of others drive the emulated boards, for minutes, on a busy machine.
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { thisMachine } from "../../bench/machine.ts";
import { findProgram, lcd4linux, lcdd, missingSentence } from "../../support/needs.ts";
import { programOptions } from "../../support/program-options.ts";
import { lcd4linuxModels } from "./lcd4linux.ts";
import { end, lcddModels } from "./lcdd.ts";
import { boardProgramsTitle, withSection } from "./page-section.ts";
import { watchLcd4linux } from "./watch-lcd4linux.ts";
import { type Watched, watchLcdd } from "./watch-lcdd.ts";

const page = new URL("../../../docs/reference/benchmarks-board.md", import.meta.url);
const options = programOptions({
  script: "board-programs",
  does: "Lets LCDd and lcd4linux, unmodified, drive emulated boards, all at once on a machine that is kept busy, and counts what of it was wrong.",
  options: {
    minutes: {
      kind: "number",
      value: "N",
      min: 0.1,
      isDecimal: true,
      help: "how long; default 10",
    },
    program: {
      kind: "text",
      value: "NAME",
      oneOf: ["lcdd", "lcd4linux"],
      help: "only this one; default both",
    },
    model: {
      kind: "text",
      value: "NUMBER",
      oneOf: lcddModels.map(String),
      help: "only this one; default all that the program knows",
    },
    load: {
      kind: "number",
      value: "N",
      min: 0,
      max: 64,
      help: "endless loops beside them; default 4",
    },
    write: { kind: "flag", help: "write the section of docs/reference/benchmarks-board.md, too" },
  },
  status: "0 everything was right; 1 something was not, or a program is missing; 2 wrong use.",
});

type Row = Watched & { readonly program: string; readonly model: number };

const minutes = options.minutes ?? 10;
const loops = options.load ?? 4;
const seconds = minutes * 60;
const rows = await allRows();
const failures = rows.flatMap((row) => problemsOf(row));
const section = sectionText(rows);
console.log(section);
for (const failure of failures) console.log(failure);
if (options.write) {
  writeFileSync(page, withSection(readFileSync(page, "utf8"), boardProgramsTitle, section));
}
process.exitCode = failures.length === 0 ? 0 : 1;

async function allRows(): Promise<readonly Row[]> {
  const wanted = (program: string, model: number): boolean =>
    (options.program ?? program) === program && (options.model ?? String(model)) === String(model);
  const lcddPath = findProgram(lcdd.names);
  const lcd4linuxPath = findProgram(lcd4linux.names);
  const jobs: Promise<Row>[] = [];
  const busy = Array.from({ length: loops }, () =>
    spawn(process.execPath, ["-e", "for (;;);"], { stdio: "ignore" }),
  );
  try {
    for (const model of lcddModels.filter((other) => wanted("lcdd", other))) {
      if (lcddPath === null) throw new Error(missingSentence(lcdd));
      const watched = watchLcdd({ program: lcddPath, model, seconds, seed: model });
      jobs.push(watched.then((found) => ({ program: "LCDd", model, ...found })));
    }
    for (const model of lcd4linuxModels.filter((other) => wanted("lcd4linux", other))) {
      if (lcd4linuxPath === null) throw new Error(missingSentence(lcd4linux));
      const watched = watchLcd4linux({ program: lcd4linuxPath, model, seconds, seed: model });
      jobs.push(watched.then((found) => ({ program: "lcd4linux", model, ...found })));
    }
    return await Promise.all(jobs);
  } finally {
    await Promise.all(busy.map((loop: ChildProcess) => end(loop)));
  }
}

function problemsOf(row: Row): readonly string[] {
  const name = `${row.program} as a ${row.model}`;
  return [
    ...row.wrong.map((problem) => `${name}: wrong on the glass: ${problem}`),
    ...row.complaints.map((complaint) => `${name} complained: ${complaint}`),
    ...(row.bad > 0 ? [`${name}: ${row.bad} bad packets or bytes`] : []),
    ...(row.refused.length > 0 ? [`${name}: refused commands ${row.refused.join(", ")}`] : []),
    ...(row.delivered < row.presses
      ? [`${name}: of ${row.presses} presses only the first ${row.delivered} arrived in order`]
      : []),
  ];
}

function sectionText(found: readonly Row[]): string {
  const machine = thisMachine();
  const [minute, , quarter] = loadavg();
  const lines = found.map((row) => {
    const scenes = `${row.right} of ${row.right + row.wrong.length}`;
    const keys = `${row.delivered} of ${row.presses}`;
    return `| ${row.program} | ${row.model} | ${row.packets} | ${row.bad} | ${row.refused.length} | ${row.late ?? "–"} | ${scenes} | ${row.slowestSeconds.toFixed(1)} s | ${keys} |`;
  });
  return `Debian's LCDd (driver CFontzPacket) and lcd4linux, unmodified, each with an emulated board of its own
behind a pty in real time, ${found.length} at once for ${minutes} minutes beside ${loops === 1 ? "1 endless loop" : `${loops} endless loops`}, so that nobody gets the
processor when they want it. A scene is a glass of texts, bars, big digits or icons with values drawn at
random: it is right when the glass shows it by its dots.
Late is an answer for which lcd4linux waited more than 250 ms, because the emulator had no processor (LCDd
does not say). \`npm run board-programs\` measures it again.

- Machine: ${machine.cpu}, ${machine.cores} cores; Node ${machine.node}; ${machine.date}
- Load of the machine at the end: ${minute?.toFixed(1)}, of the last quarter of an hour ${quarter?.toFixed(1)}

| Program | Model | Packets | Bad | Refused | Late | Scenes right | The slowest took | Key presses delivered, in order |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${lines.join("\n")}`;
}
