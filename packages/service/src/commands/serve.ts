import { isIP } from "node:net";
import { portNumber, quoted, UsageError, wholeNumber, wholeNumberWithin } from "@jeton/cli";
import { plainHost } from "@jeton/http";
import { type Command, Option } from "commander";
import { parseRealm, type Realm } from "../validate/realm.ts";
import {
  defaultKeyLimit,
  defaultRequestLimit,
  defaultTokenLimit,
} from "../web/default-request-limit.ts";
import { addInstallationOptions } from "./installation.ts";
import type { ServeOptions } from "./serve-options.ts";

/** Defines `jeton serve`: portal and API until SIGINT or SIGTERM. */
export function defineServe(command: Command): void {
  command
    .addOption(
      new Option("--port <number>", "port to listen on, 0 for any free one")
        .default(8080)
        .argParser(portNumber("--port")),
    )
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .addOption(
      new Option("--host-name <name>", "answer under this name, and under no unknown one; repeated")
        .default([] as readonly string[], "any; on loopback this machine's own")
        .argParser(addHostName),
    )
    .option("--secure-cookies", "browsers come by https (behind a proxy that ends TLS)")
    .option("--portal <file>", "JSON file: the applications, and how the help desk is reached")
    .addOption(
      new Option("--trusted-proxy <address>", "believe its X-Forwarded-For; can be repeated")
        .default([] as readonly string[], "none")
        .argParser(addAddress),
    )
    .addOption(
      new Option("--requests-per-second <number>", "from one source, 0 for any number")
        .default(defaultRequestLimit.perSecond)
        .argParser(wholeNumber("--requests-per-second")),
    )
    .addOption(
      new Option("--request-burst <number>", "requests at once from one source, after a rest")
        .default(defaultRequestLimit.burst)
        .argParser(wholeNumber("--request-burst")),
    )
    .addOption(
      new Option("--token-requests-per-second <number>", "with one API token")
        .default(defaultTokenLimit.perSecond)
        .argParser(wholeNumberWithin("--token-requests-per-second", 1, 1_000_000)),
    )
    .addOption(
      new Option("--token-request-burst <number>", "requests at once with one API token")
        .default(defaultTokenLimit.burst)
        .argParser(wholeNumberWithin("--token-request-burst", 1, 1_000_000)),
    )
    .addOption(
      new Option("--holder-requests-per-second <number>", "for one holder with one API token")
        .default(defaultKeyLimit.perSecond)
        .argParser(wholeNumberWithin("--holder-requests-per-second", 1, 1_000_000)),
    )
    .addOption(
      new Option("--holder-request-burst <number>", "at once for one holder with one API token")
        .default(defaultKeyLimit.burst)
        .argParser(wholeNumberWithin("--holder-request-burst", 1, 1_000_000)),
    )
    .addOption(
      new Option(
        "--realm <name>",
        "take this realm at /validate/check; NAME=keep for identifiers that end in @NAME; repeated",
      )
        .default([] as readonly Realm[], "none: a request with a realm is refused")
        .argParser(addRealm),
    )
    .addOption(
      new Option("--log <level>", "JSON lines on standard error, from this level on")
        .default("warn")
        .choices(["silent", "error", "warn", "info"]),
    );
  addInstallationOptions(command).action(async (options: ServeOptions) => {
    // Server, pages and metrics take longer to load than most other commands to run.
    const { serveUntilStopped } = await import("./serve-until-stopped.ts");
    await serveUntilStopped(options);
  });
}

function addHostName(text: string, before: readonly string[]): readonly string[] {
  const name = plainHost(text);
  if (name !== null) return [...before, name];
  throw new UsageError(
    `Cannot read --host-name: found ${quoted(text)}, wanted a name or address without a port`,
  );
}

function addAddress(text: string, before: readonly string[]): readonly string[] {
  if (isIP(text) !== 0) return [...before, text];
  throw new UsageError(`Cannot read --trusted-proxy: found ${quoted(text)}, wanted an IP address`);
}

function addRealm(text: string, before: readonly Realm[]): readonly Realm[] {
  const realm = parseRealm(text);
  if (realm !== null) return [...before, realm];
  throw new UsageError(
    `Cannot read --realm: found ${quoted(text)}, wanted a name such as example.org or example.org=keep`,
  );
}
