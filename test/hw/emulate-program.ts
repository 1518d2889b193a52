// A program with the command `emulate` alone, as jeton-bench mounts it.
import { defineEmulate } from "@jeton/board-emulator";
import { runProgram, speakOurWords } from "@jeton/cli";
import { Command } from "commander";

const program = speakOurWords(new Command("jeton-bench"), "0.0.0");
defineEmulate(program.command("emulate"));
process.exitCode = await runProgram(program, process.argv.slice(2));
