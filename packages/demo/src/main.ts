import {
  directoryNamed,
  onQuitSignal,
  outliveReader,
  portNumber,
  runProgram,
  speakOurWords,
} from "@jeton/cli";
import { Command, Option } from "commander";
import { demoHolder } from "./demo-key.ts";
import { startDemo } from "./start-demo.ts";
import { showLcd } from "./terminal-lcd.ts";

type Options = { readonly port: number; readonly host: string; readonly data: string };

const program = speakOurWords(
  new Command("npm start --").description(
    "Serves the bench: a living simulated key beside the portal in which it is used.",
  ),
  "0.1.0",
)
  .addOption(
    new Option("--port <number>", "port to listen on, 0 for any free one")
      .default(8080)
      .argParser(portNumber("--port")),
  )
  .option("--host <address>", "address to listen on", "127.0.0.1")
  .addOption(
    new Option("--data <directory>", "where store, master key and simulated key are")
      .default(".jeton")
      .argParser(directoryNamed),
  )
  .action(run);

process.exitCode = await runProgram(
  program,
  process.argv.slice(2),
  // Whatever keeps the bench from starting names its cure; a stack trace would hide it.
  (error): error is Error => error instanceof Error && error.message.startsWith("Cannot "),
);

async function run({ port, host, data }: Options): Promise<void> {
  const demo = await startDemo({ dataDirectory: data, host, port });
  outliveReader();
  console.log(
    `\n  Bench:  ${demo.url}/bench\n  Portal: ${demo.url}/portal   holder: ${demoHolder}\n`,
  );
  const stopDrawing = showLcd(demo.key, process.stdout);
  await new Promise<void>((resolve) => onQuitSignal(resolve));
  stopDrawing();
  await demo.close();
}
