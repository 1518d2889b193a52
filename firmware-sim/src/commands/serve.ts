import { portNumber, quoted, UsageError } from "@jeton/cli";
import { type Command, Option } from "commander";
import type { ServeOptions } from "./serve-keys.ts";
import { timeOption } from "./time-option.ts";

/** Defines `jeton-sim serve`: keys that are driven over HTTP and from a page. */
export function defineServe(command: Command): void {
  command
    .addOption(
      new Option("--port <number>", "port to listen on, 0 for any free one")
        .default(8090)
        .argParser(portNumber("--port")),
    )
    .option(
      "--host <address>",
      "address to listen on; other than this machine's own needs a token",
      "127.0.0.1",
    )
    .addOption(timeOption())
    .addOption(
      new Option("--keys <number>", "so many keys with random seeds from the start")
        .default(0)
        .argParser(count),
    )
    .option(
      "--token <text>",
      "demand this token of every request; other users of this machine can see it",
    )
    .option("--token-file <file>", "demand the token that this file holds")
    .option("--record <file>", "write all that is done into this file, seeds included (a secret)")
    .option("--replay <file>", "begin by replaying such a file, in virtual time")
    .addHelpText(
      "after",
      `
The page is at /, the interface under /api/v1, described by /api/v1/openapi.json.
Codes: GET /api/v1/keys/K/code?min-validity=5 waits for a code that lasts 5 s; add wrong=expired,
next, replayed or flipped-digit for one that is wrong on purpose; code.txt answers the digits alone.

Examples:
  $ jeton-sim serve --keys 1
  $ jeton-sim serve --time virtual:1767225600 --port 0 --record session.jsonl
  $ curl -H 'content-type: application/json' -d '{"from":"random"}' http://127.0.0.1:8090/api/v1/keys
  $ curl 'http://127.0.0.1:8090/api/v1/keys/000000001/code.txt?min-validity=5'`,
    )
    .action(async (options: ServeOptions) => {
      // The server's libraries take longer to load than the other commands to run.
      const { serveKeys } = await import("./serve-keys.ts");
      await serveKeys(options);
    });
}

function count(text: string): number {
  if (/^\d{1,4}$/.test(text) && Number(text) <= 1000) return Number(text);
  throw new UsageError(`Cannot read --keys: found ${quoted(text)}, wanted a whole number to 1000`);
}
