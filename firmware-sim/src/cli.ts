import {
  addCodeCommand,
  addCompletionCommand,
  manifestVersion,
  runProgram,
  speakOurWords,
} from "@jeton/cli";
import { Command } from "commander";
import { addDriveCommand } from "./commands/drive.ts";
import { addFleetCommand } from "./commands/fleet.ts";
import { addRenderCommand } from "./commands/render.ts";
import { addRunCommand } from "./commands/run.ts";
import { addServeCommand } from "./commands/serve.ts";
import { keyCode } from "./key-code.ts";

const program = speakOurWords(
  new Command("jeton-sim").description("A simulated OTP key: its codes, its display, its clock."),
  manifestVersion(new URL("../package.json", import.meta.url)),
).addHelpText(
  "after",
  `
Exit status: 0 done, 1 failed, 2 wrong use.

Examples:
  $ jeton-sim run
  $ jeton-sim render --code 492039 --bars 4
  $ jeton-sim code --seed-hex 3132333435363738393031323334353637383930 --at 59
  287082`,
);
addRunCommand(program);
addCodeCommand(program, {
  description: "print the codes that a key shows from a moment on, one a line",
  route: (seed, parameters) => (step) => keyCode(seed, step, parameters),
});
addRenderCommand(program);
addServeCommand(program);
addDriveCommand(program);
addFleetCommand(program);
addCompletionCommand(program);

process.exitCode = await runProgram(program, process.argv.slice(2));
