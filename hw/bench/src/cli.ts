import {
  addCompletionCommand,
  addLazyCommands,
  manifestVersion,
  runProgram,
  speakOurWords,
} from "@jeton/cli";
import { Command } from "commander";

const program = speakOurWords(
  new Command("jeton-bench").description(
    "Display boards on a serial line: plans, oscillators, latencies, reports.",
  ),
  manifestVersion(new URL("../package.json", import.meta.url)),
).addHelpText(
  "after",
  `
Exit status: 0 done, 1 a check failed, 2 wrong use, 3 not known yet (measure, read, watch).

Examples:
  $ jeton-bench list
  $ jeton-bench run hw/bench/plans/example.yaml --html report.html
  $ jeton-bench measure --error-ppm 200 --for 6h
  $ jeton-bench read --image key.jpg
  $ jeton-bench emulate --link /tmp/board
  $ jeton-bench selftest`,
);
addLazyCommands(program, [
  {
    words: "list [options]",
    description: "list the serial ports and the boards that may be behind them",
    load: async () => (await import("./commands/list.ts")).defineList,
  },
  {
    words: "run [options] <plan>",
    description: "run a plan: steps on boards, plugged in or emulated, side by side",
    load: async () => (await import("./commands/run.ts")).defineRun,
  },
  {
    words: "measure [options]",
    description: "measure a board's oscillator, and whether it is good as a key",
    load: async () => (await import("./commands/measure.ts")).defineMeasure,
  },
  {
    words: "read [options]",
    description: "read a key's display off a picture or a camera",
    load: async () => (await import("./commands/read.ts")).defineRead,
  },
  {
    words: "watch [options]",
    description: "measure a key's clock by what a camera sees of it, without its seed",
    load: async () => (await import("./commands/watch.ts")).defineWatch,
  },
  {
    words: "erase [options]",
    description: "take the seed off a board, which is a display again",
    load: async () => (await import("./commands/erase.ts")).defineErase,
  },
  {
    words: "emulate [options]",
    description: "run the board's own firmware behind a pseudo-terminal, for any serial program",
    load: async () => (await import("@jeton/board-emulator")).defineEmulate,
  },
  {
    words: "bridge [options]",
    description: "let pages and programs on other machines drive a board of this one",
    load: async () => (await import("./commands/bridge.ts")).defineBridge,
  },
  {
    words: "selftest [options]",
    description:
      "prove bench, driver and firmware against emulated boards, or against a plugged one",
    load: async () => (await import("./commands/selftest.ts")).defineSelfTest,
  },
]);
addCompletionCommand(program);

process.exitCode = await runProgram(
  program,
  process.argv.slice(2),
  // By its name, so that a command that needs no board need not load the driver.
  (error) => error.name === "BoardError",
);
