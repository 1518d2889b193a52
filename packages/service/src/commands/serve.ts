import { onQuitSignal, portNumber } from "@jeton/cli";
import { listen } from "@jeton/http";
import { type Command, Option } from "commander";
import { createApp } from "../http/app.ts";
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
  readonly behindProxy?: true;
  readonly portal?: string;
};

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
    .option("--behind-proxy", "every request comes by a proxy that writes X-Forwarded-For")
    .option("--portal <file>", "JSON file: the applications, and how the help desk is reached");
  addInstallationOptions(command).action((options: ServeOptions) => serve(options));
}

function serve(options: ServeOptions): Promise<void> {
  const portal = options.portal === undefined ? null : readPortalFile(options.portal);
  return withInstallation({ ...options, mayCreate: true }, async (ports) => {
    const app = createApp({
      ...ports,
      secureCookies: options.secureCookies === true,
      frameAncestors: "none",
      isBehindProxy: options.behindProxy === true,
      applications: portal?.applications ?? [],
      contact: portal?.contact ?? {},
      startPath: "/portal",
      onError: (error: unknown) => console.error(error),
    });
    const server = await listen(app, options);
    console.log(`Portal: ${server.url}/portal`);
    console.log(`Desk:   ${server.url}/desk`);
    console.log(`API:    ${server.url}/api/v1/openapi.json`);
    await new Promise<void>((resolve) => onQuitSignal(resolve));
    await server.close();
  });
}
