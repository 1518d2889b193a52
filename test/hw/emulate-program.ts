// A program with the command `emulate` alone, as jeton-bench mounts it.
import { addEmulateCommand } from "@jeton/board-emulator";
import { runProgram, speakOurWords } from "@jeton/cli";
import { Command } from "commander";

const program = speakOurWords(new Command("jeton-bench"), "0.0.0");
addEmulateCommand(program);
process.exitCode = await runProgram(program, process.argv.slice(2));
