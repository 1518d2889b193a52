import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { FailedError, manifestVersion, quoted, withFile } from "@jeton/cli";
import type { Ports } from "@jeton/validator/parts";
import { type Command, Option } from "commander";
import { z } from "zod";
import { newEvents, type TrailPositions } from "../audit/new-events.ts";
import { type SyslogForm, syslogForms, syslogMessage } from "../audit/syslog-message.ts";
import {
  addInstallationOptions,
  type InstallationFlags,
  withInstallation,
} from "./installation.ts";
import { openSyslogSink, type SyslogAddress, syslogAddress } from "./syslog-sink.ts";

type Flags = InstallationFlags & {
  readonly to: SyslogAddress;
  readonly positions: string;
  readonly form: SyslogForm;
};

/** Adds `jeton audit syslog`: what is new in the trail, for a SIEM. */
export function addAuditSyslogCommand(audit: Command): void {
  const command = audit
    .command("syslog")
    .description("send what is new in the trail to a collector of logs, such as a SIEM")
    .addOption(
      new Option("--to <address>", "tls://host:port, tcp://host:port or udp://host:port")
        .makeOptionMandatory()
        .argParser(syslogAddress),
    )
    .requiredOption("--positions <file>", "where it is kept up to which event all was sent")
    .addOption(
      new Option("--form <form>", "fields of RFC 5424, or the Common Event Format")
        .choices(syslogForms)
        .default("rfc5424"),
    );
  addInstallationOptions(command)
    .addHelpText(
      "after",
      `
Sends each event once, the events of each key in their order, and then writes the positions; if it is stopped in between, the
next run sends some of them again (each has its serial and sequence). Run it every minute by a timer, as one process. TLS wants a certificate
that this machine trusts (NODE_EXTRA_CA_CERTS names more). Over UDP nobody knows what arrives.

Example:
  $ jeton audit syslog --to tls://siem.example.org:6514 --positions /var/lib/jeton/syslog.json`,
    )
    .action((options: Flags) =>
      withInstallation(options, async (ports) => {
        const sent = await sendNew(ports, options);
        console.log(`events sent: ${sent}`);
      }),
    );
}

async function sendNew(ports: Ports, { to, positions: file, form }: Flags): Promise<number> {
  const positions = new Map(readPositions(file));
  const source = {
    hostName: hostname(),
    version: manifestVersion(new URL("../../package.json", import.meta.url)),
  };
  const sink = await openSyslogSink(to);
  let sent = 0;
  try {
    for await (const event of newEvents(ports, positions)) {
      await sink.send(syslogMessage(form, event, source));
      positions.set(event.serial, event.sequence);
      sent += 1;
    }
  } finally {
    // What was sent before something failed is not sent again.
    if (sent > 0) writePositions(file, positions);
    await sink.close().catch(() => {});
  }
  return sent;
}

const stored = z.record(z.string(), z.int().min(0));

function readPositions(file: string): TrailPositions {
  const text = withFile(
    { act: "read the positions", file, wanted: "a file of this command" },
    () => {
      try {
        return readFileSync(file, "utf8");
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return "{}";
        throw error;
      }
    },
  );
  try {
    return new Map(Object.entries(stored.parse(JSON.parse(text))));
  } catch (error) {
    const message = `Cannot read the positions ${quoted(file)}: found something else, wanted what an earlier run wrote; without the file all is sent again`;
    throw new FailedError(message, { cause: error });
  }
}

/** Over a file beside it, so that a stop in between leaves the one before. */
function writePositions(file: string, positions: TrailPositions): void {
  const next = `${file}.new`;
  withFile({ act: "write", file, wanted: "a file that can be written" }, () => {
    writeFileSync(next, JSON.stringify(Object.fromEntries(positions)), { mode: 0o600 });
    renameSync(next, file);
  });
}
