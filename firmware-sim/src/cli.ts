import {
  addCodeCommand,
  addCompletionCommand,
  addLazyCommands,
  manifestVersion,
  runProgram,
  speakOurWords,
} from "@jeton/cli";
import { Command } from "commander";

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
addLazyCommands(program, [
  {
    words: "run [options]",
    description: "run a key: its living display, or in a pipe one line for each new code",
    load: async () => (await import("./commands/run.ts")).defineRun,
  },
]);
addCodeCommand(program, {
  description: "print the codes that a key shows from a moment or a counter on, one a line",
  async route() {
    const { keyCode } = await import("@jeton/key");
    return (seed, parameters) => (step) => keyCode(seed, step, parameters);
  },
});
addLazyCommands(program, [
  {
    words: "render [options]",
    description: "draw a key's display: one picture, or the frames of an animation",
    load: async () => (await import("./commands/render.ts")).defineRender,
  },
  {
    words: "serve [options]",
    description: "serve simulated keys: an HTTP interface and a page to drive them",
    load: async () => (await import("./commands/serve.ts")).defineServe,
  },
  {
    words: "drive [options]",
    description:
      "show a living key on a display board over serial; the board's keys press its button",
    load: async () => (await import("./commands/drive.ts")).defineDrive,
  },
  {
    words: "fleet [options]",
    description: "play keys × years × habits × window policies: who is refused, what is accepted",
    load: async () => (await import("./commands/fleet.ts")).defineFleet,
  },
  {
    words: "health [options]",
    description: "play drifting crystals and clocks that are set: which are found, and how soon",
    load: async () => (await import("./commands/health.ts")).defineHealth,
  },
]);
addCompletionCommand(program);

process.exitCode = await runProgram(program, process.argv.slice(2));
