import { isIP } from "node:net";
import { onQuitSignal, portNumber, quoted, UsageError, wholeNumber } from "@jeton/cli";
import { listen } from "@jeton/http";
import { type Command, Option } from "commander";
import { keepCheckpoints } from "../audit/keep-checkpoints.ts";
import { isLoopback } from "../http/access.ts";
import { createApp } from "../http/app.ts";
import { createLog, type Logger } from "../http/log.ts";
import { createMetrics, type Metrics } from "../http/metrics.ts";
import { defaultRequestLimit } from "../http/request-limit.ts";
import type { Ports } from "../login/ports.ts";
import {
  addInstallationOptions,
  type InstallationFlags,
  withInstallation,
} from "./installation.ts";
import { readPortalFile } from "./portal-file.ts";

type ServeOptions = InstallationFlags & {
  readonly host: string;
  readonly port: number;
  readonly secureCookies?: true;
  readonly portal?: string;
  readonly trustedProxy: readonly string[];
  readonly requestsPerSecond: number;
  readonly requestBurst: number;
  readonly log: string;
};

/** Requests under way when the service is told to stop may take so long. */
const graceMilliseconds = 15_000;

/** Adds `jeton serve`: portal and API until SIGINT or SIGTERM. */
export function addServeCommand(program: Command): void {
  const command = program
    .command("serve")
    .description("serve the holder's portal and the API until stopped")
    .addOption(
      new Option("--port <number>", "port to listen on, 0 for any free one")
        .default(8080)
        .argParser(portNumber("--port")),
    )
    .option("--host <address>", "address to listen on", "127.0.0.1")
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
      new Option("--log <level>", "JSON lines on standard error, from this level on")
        .default("warn")
        .choices(["silent", "error", "warn", "info"]),
    );
  addInstallationOptions(command).action((options: ServeOptions) => serve(options));
}

function serve(options: ServeOptions): Promise<void> {
  const portal = options.portal === undefined ? null : readPortalFile(options.portal);
  const { requestsPerSecond: perSecond, requestBurst: burst } = options;
  return withInstallation({ ...options, mayCreate: true }, async (opened) => {
    const log = createLog(options.log);
    const metrics = createMetrics(opened);
    const ports: Ports = { ...opened, onAttempt: metrics.countAttempt };
    const app = createApp({
      ...ports,
      secureCookies: options.secureCookies === true,
      frameAncestors: "none",
      applications: portal?.applications ?? [],
      contact: portal?.contact ?? {},
      startPath: "/portal",
      onError: (error: unknown) => log.error({ err: error }, "failed"),
      listensOnLoopback: isLoopback(options.host),
      trustedProxies: options.trustedProxy,
      requestLimit: perSecond === 0 ? null : { perSecond, burst },
      ...{ metrics, log },
    });
    const server = await listen(app, { ...options, graceMilliseconds });
    console.log(`Portal: ${server.url}/portal`);
    console.log(`Desk:   ${server.url}/desk`);
    console.log(`API:    ${server.url}/api/v1/openapi.json`);
    log.info({ url: server.url }, "listening");
    const stopUpkeep = startUpkeep(ports, log, metrics);
    await new Promise<void>((resolve) => onQuitSignal(resolve));
    await server.close();
    await stopUpkeep();
    log.info("stopped");
  });
}

const sweepMilliseconds = 10 * 60 * 1000;

/** Makes checkpoints and sweeps what is over; answers what ends both. */
function startUpkeep(ports: Ports, log: Logger, metrics: Metrics): () => Promise<void> {
  const onError = (error: unknown) => log.error({ err: error }, "upkeep failed");
  const stopCheckpoints = keepCheckpoints(ports, {
    onAnswer(answer) {
      metrics.trailBroken(answer.kind === "broken" ? answer.report.broken.length : 0);
      if (answer.kind === "broken") log.error({ broken: answer.report.broken }, "trail broken");
      if (answer.kind === "made") log.info({ checkpoint: answer.checkpoint.sequence }, "signed");
    },
    onError,
  });
  let sweeping: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    sweeping = ports.documents.sweep(ports.clock()).catch(onError);
  }, sweepMilliseconds);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await Promise.all([sweeping, stopCheckpoints()]);
  };
}

function addAddress(text: string, before: readonly string[]): readonly string[] {
  if (isIP(text) !== 0) return [...before, text];
  throw new UsageError(`Cannot read --trusted-proxy: found ${quoted(text)}, wanted an IP address`);
}
