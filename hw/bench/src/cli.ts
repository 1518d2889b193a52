import { addEmulateCommand } from "@jeton/board-emulator";
import { FailedError, manifestVersion, runProgram, speakOurWords } from "@jeton/cli";
import { Command } from "commander";
import { addListCommand } from "./commands/list.ts";
import { addMeasureCommand } from "./commands/measure.ts";
import { addRunCommand } from "./commands/run.ts";
import { addSelfTestCommand } from "./commands/selftest.ts";

const program = speakOurWords(
  new Command("jeton-bench").description(
    "Display boards on a serial line: plans, oscillators, latencies, reports.",
  ),
  manifestVersion(new URL("../package.json", import.meta.url)),
).addHelpText(
  "after",
  `
Exit status: 0 done, 1 a check failed, 2 wrong use.

Examples:
  $ jeton-bench list
  $ jeton-bench run hw/bench/plans/example.yaml --html report.html
  $ jeton-bench measure --error-ppm 200 --for 6h
  $ jeton-bench emulate --link /tmp/board
  $ jeton-bench selftest`,
);
addListCommand(program);
addRunCommand(program);
addMeasureCommand(program);
addEmulateCommand(program);
addSelfTestCommand(program);

process.exitCode = await runProgram(
  program,
  process.argv.slice(2),
  // By its name, so that a command that needs no board need not load the driver.
  (error): error is Error =>
    error instanceof FailedError || (error instanceof Error && error.name === "BoardError"),
);
