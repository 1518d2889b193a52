import { isIP } from "node:net";
import { portNumber, quoted, UsageError, wholeNumber, wholeNumberWithin } from "@jeton/cli";
import { plainHost } from "@jeton/http";
import { type Command, Option } from "commander";
import { schoolAttributes } from "../scim/school-attribute.ts";
import { parseRealm, type Realm } from "../validate/realm.ts";
import {
  defaultKeyLimit,
  defaultRequestLimit,
  defaultTokenLimit,
} from "../web/default-request-limit.ts";
import { batteryYearsOption } from "./battery-option.ts";
import { addInstallationOptions } from "./installation.ts";
import { mayRemoveOption } from "./may-remove-option.ts";
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
      new Option(
        "--host-name <name>",
        "answer requests for this host name, and refuse unknown ones; can be repeated",
      )
        .default([] as readonly string[], "any; on loopback this machine's own")
        .argParser(addHostName),
    )
    .option("--secure-cookies", "browsers come by https (behind a proxy that ends TLS)")
    .option(
      "--portal <file>",
      "JSON file: applications, help desk, name, logo, colours, legal links",
    )
    .option("--mail <file>", "JSON file: mail server, sender, how many notices a holder gets a day")
    .addOption(
      new Option("--trusted-proxy <address>", "believe its X-Forwarded-For; can be repeated")
        .default([] as readonly string[], "none")
        .argParser(addAddress),
    );
  addLimitOptions(command)
    .addOption(batteryYearsOption())
    .addOption(
      mayRemoveOption(
        "refuse what identity systems deactivate (SCIM) if more of the holders would leave within a day",
      ),
    )
    .addOption(
      new Option("--scim-school <attribute>", "the attribute that says of which school somebody is")
        .default(schoolAttributes[0])
        .choices(schoolAttributes),
    )
    .addOption(
      new Option(
        "--realm <name>",
        "take this realm at /validate/check; NAME=keep for identifiers that end in @NAME; can be repeated",
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

/** Adds how many requests are answered: to one source, with one API token, and of these for one holder. */
function addLimitOptions(command: Command): Command {
  const add = (
    flag: string,
    means: string,
    { preset, min }: { readonly preset: number; readonly min: 0 | 1 },
  ): void => {
    const read = min === 0 ? wholeNumber(flag) : wholeNumberWithin(flag, min, 1_000_000);
    command.addOption(new Option(`${flag} <number>`, means).default(preset).argParser(read));
  };
  add("--requests-per-second", "requests a second from one source, 0 for no limit", {
    preset: defaultRequestLimit.perSecond,
    min: 0,
  });
  add("--request-burst", "requests that one source may send at once after a pause", {
    preset: defaultRequestLimit.burst,
    min: 0,
  });
  for (const [prefix, whose, limit] of [
    ["--token-", "with one API token", defaultTokenLimit],
    ["--holder-", "for one holder with one API token", defaultKeyLimit],
  ] as const) {
    const { perSecond, burst } = limit;
    add(`${prefix}requests-per-second`, `requests a second ${whose}`, {
      preset: perSecond,
      min: 1,
    });
    add(`${prefix}request-burst`, `requests at once ${whose}`, { preset: burst, min: 1 });
  }
  return command;
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
